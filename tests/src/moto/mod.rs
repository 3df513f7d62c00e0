//! The same calls on the evaluator's control plane and on boto3 with moto, and what to make of the answers.

mod calls;
mod departures;
mod dialect;
mod exchange;
mod faults;
mod ids;
mod shapes;

pub use calls::any_call;
pub use departures::{Departure, SILENT, Silent, departures};
pub use dialect::{TRANSLATIONS, to_dialect};
pub use exchange::Exchange;
pub use ids::Ids;
pub use shapes::{compared, rules_of};
