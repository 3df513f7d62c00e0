//! AWS's tables as data, and every code and assumption with its sentence.

mod assumptions;
mod codes;
pub mod icmp_types;
mod instance_generations;
pub mod links;
pub mod managed_prefix_lists;
mod public_addresses;
pub mod quotas;
mod reserved_routes;
pub mod rule_types;
pub mod tags;
mod unfiltered_services;

pub use assumptions::Assumption;
pub use codes::Code;
pub use instance_generations::InstanceGeneration;
pub use public_addresses::public_addresses;
pub use reserved_routes::is_never_forwarded;
pub use unfiltered_services::{UNFILTERED_SERVICES, UnfilteredService};
