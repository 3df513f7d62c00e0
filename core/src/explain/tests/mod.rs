//! From a blocked packet to the change that opens the checkpoint, and what came nearest before; what is said of a walk.

mod considered;
mod fixes;
mod tracked;
