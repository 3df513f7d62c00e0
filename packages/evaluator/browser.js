// Bundlers and plain pages: the module is loaded before whoever imports this runs.
import init, { Simulation } from './web.js';

await init();

export { Simulation };
