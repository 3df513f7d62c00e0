//! Walks through small networks, each about one thing.

mod acls;
mod balancers;
mod conversations;
mod endpoints;
mod internet;
mod lab;
mod nat;
mod neighbours;
mod transit;
