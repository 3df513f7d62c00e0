//! The state of the page: pure, and tested natively.

pub mod acl_draft;
pub mod attach;
pub mod changes;
pub mod deeds;
pub mod directory;
pub mod ends;
pub mod evidence;
pub mod expectation;
pub mod facts;
pub mod flows;
pub mod help;
pub mod import;
pub mod inventory;
pub mod kept;
pub mod overview;
pub mod packet_form;
pub mod panel;
pub mod refused;
pub mod remedy;
pub mod remote;
pub mod resource_form;
pub mod resource_type;
pub mod route_draft;
pub mod rule_draft;
pub mod rule_text;
pub mod scenarios;
pub mod shortcuts;
pub mod snippet;
pub mod store;
pub mod stored;
pub mod symptom;
pub mod told;

/// A change to what a person types on. It is made on the newest, never on what stood there when the field was drawn: a
/// letter can come before the one before it is drawn.
pub type Change<T> = Box<dyn FnOnce(&mut T)>;
