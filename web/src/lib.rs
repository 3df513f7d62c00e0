//! The Yew front end.
//!
//! One way round: the state holds a simulation, the panels draw it and send actions, and the only domain call of
//! the reducer is the simulation's `step`.

pub mod app;
pub mod browser;
pub mod panels;
pub mod state;
pub mod ui;
pub mod widget;
