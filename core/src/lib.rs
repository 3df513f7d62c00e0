//! The playground evaluator.
