//! From a blocked packet to the change that opens the checkpoint, and what came nearest before.

mod considered;
mod fixes;
