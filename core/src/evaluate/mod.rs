//! One checkpoint's decision with its evidence.

mod considered;
mod lower;
mod security_group;

pub use considered::{Considered, Miss, Misses};
pub use lower::{LoweredRule, Lowering, Peers, RuleList};
pub use security_group::{Arrival, ByRules, judge_by_rules};
