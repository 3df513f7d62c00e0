//! A change under construction: each action is done on a copy, so that what is offered is taken.

use super::Fix;
use crate::control;
use crate::explain::command_lines;
use crate::model::Network;
use crate::wire::Action;
use serde_json::Value;

pub(super) struct Draft {
    /// The network as it will be.
    pub network: Network,
    actions: Vec<Action>,
    results: Vec<Value>,
}

impl Draft {
    pub fn new(network: &Network) -> Draft {
        Draft { network: network.clone(), actions: Vec::new(), results: Vec::new() }
    }

    /// Adds an action; none where the control plane refuses it.
    pub fn act(&mut self, action: Action) -> Option<&Value> {
        let result = control::apply(&mut self.network, &action).ok()?;
        self.actions.push(action);
        self.results.push(result);
        self.results.last()
    }

    /// Adds an action and answers the id that it made.
    pub fn make(&mut self, action: Action, pointer: &str) -> Option<String> {
        self.act(action)?.pointer(pointer)?.as_str().map(str::to_owned)
    }

    pub fn finish(self, checkpoint: usize, title: String) -> Fix {
        let commands = command_lines(self.actions.iter().zip(&self.results));
        Fix { checkpoint, title, reach: String::new(), caution: None, actions: self.actions, commands }
    }
}
