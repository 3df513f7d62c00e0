//! One checkpoint's decision with its evidence.

mod block_public_access;
mod considered;
mod covered;
mod internet_gateway;
mod load_balancer;
mod lower;
mod network_acl;
mod peering;
mod route_table;
mod rule_cache;
mod security_group;
mod transit_gateway;
mod unfiltered;

pub use block_public_access::{PublicAccess, PublicAccessAnswer, judge_public_access};
pub use considered::{Considered, Miss, Misses};
pub use covered::{decided_before, proposed_number};
pub use internet_gateway::{translate_inbound, translate_outbound};
pub use load_balancer::{ListenerAnswer, ListenerChoice, balancer_of, choose_target};
pub use lower::{LoweredRule, Lowering, Peers, RuleList};
pub use network_acl::{ByEntries, entry_misses, judge_by_entries};
pub use peering::cross_peering;
pub use route_table::{ByRoutes, RouteChoice, RouteFit, look_up};
pub use rule_cache::RuleCache;
pub use security_group::{Arrival, ByRules, judge_by_rules};
pub use transit_gateway::{AttachmentChoice, choose_attachment};
pub use unfiltered::unfiltered_service;
