//! The control plane: actions in AWS's words, answered as EC2 answers them.
//!
//! Every change is an [`Action`]. It either changes the network or gives an [`Ec2Error`] with AWS's code
//! and text, and then nothing has changed. One file holds one family of actions and lists them in its
//! `ACTIONS`; a new action is a function and a line there.

mod parameters;
mod registry;

pub use crate::wire::Ec2Error;
pub use registry::{ActionName, action_names, apply, apply_all};
