//! A change to the network, in the AWS SDKs' words.

use super::shape::Shape;
use serde_json::{Map, Value};

/// `{Action: 'AuthorizeSecurityGroupIngress', GroupId: …}`: names and parameters of the AWS SDKs. What EC2
/// has no action for carries `Service: 'playground'`.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Action {
    /// The action's name.
    #[shape(name = "Action")]
    pub name: String,
    /// Whose action it is.
    #[shape(name = "Service", skip)]
    pub service: Service,
    /// Its parameters.
    #[shape(rest)]
    pub parameters: Map<String, Value>,
}

/// Whose action it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "lowercase")]
pub enum Service {
    /// The EC2 API.
    #[default]
    Ec2,
    /// The playground itself.
    Playground,
}

impl Action {
    /// An action of EC2 without parameters yet.
    pub fn new(name: &str) -> Action {
        Action { name: name.to_owned(), service: Service::Ec2, parameters: Map::new() }
    }

    /// An action of the playground without parameters yet.
    pub fn playground(name: &str) -> Action {
        Action { service: Service::Playground, ..Action::new(name) }
    }

    /// With one more parameter.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: impl Into<Value>) -> Action {
        self.parameters.insert(parameter.to_owned(), value.into());
        self
    }
}
