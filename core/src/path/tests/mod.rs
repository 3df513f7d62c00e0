//! Walks through small networks, each about one thing.

mod acls;
mod balancers;
mod conversations;
mod endpoints;
mod internet;
pub(crate) mod lab;
mod nat;
mod neighbours;
mod transit;

pub(crate) use transit::lab as transit_lab;
