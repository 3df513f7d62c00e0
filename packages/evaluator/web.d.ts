export * from './index.js';

/** What the module can be made of: where it lies, an answer that brings it, its bytes, or itself compiled. */
export type ModuleSource = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

/** Loads the module; without an argument, from beside this file. To be awaited before anything else is called. */
export default function init(source?: { module_or_path: ModuleSource | Promise<ModuleSource> }): Promise<unknown>;

/** The same at once, from bytes or a compiled module. */
export function initSync(source: { module: BufferSource | WebAssembly.Module }): unknown;
