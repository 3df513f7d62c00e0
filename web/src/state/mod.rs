//! The state of the page: pure, and tested natively.

pub mod directory;
pub mod ends;
pub mod help;
pub mod import;
pub mod kept;
pub mod packet_form;
pub mod panel;
pub mod remote;
pub mod rule_draft;
pub mod rule_text;
pub mod scenarios;
pub mod shortcuts;
pub mod snippet;
pub mod store;
