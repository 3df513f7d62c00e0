//! One checkpoint's decision with its evidence.

mod considered;
mod lower;
mod rule_cache;
mod security_group;
mod unfiltered;

pub use considered::{Considered, Miss, Misses};
pub use lower::{LoweredRule, Lowering, Peers, RuleList};
pub use rule_cache::RuleCache;
pub use security_group::{Arrival, ByRules, judge_by_rules};
pub use unfiltered::unfiltered_service;
