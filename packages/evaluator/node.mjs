// Node, as a module: the same instance as `require` gives.
import evaluator from './node.cjs';

export const { Simulation } = evaluator;
