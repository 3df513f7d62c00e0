//! A change to the network, in the AWS SDKs' words.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `{Action: 'AuthorizeSecurityGroupIngress', GroupId: …}`: names and parameters of the AWS SDKs. What EC2
/// has no action for carries `Service: 'playground'`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The action's name.
    #[serde(rename = "Action")]
    pub name: String,
    /// Whose action it is.
    #[serde(rename = "Service", default, skip_serializing_if = "Service::is_ec2")]
    pub service: Service,
    /// Its parameters.
    #[serde(flatten)]
    pub parameters: Map<String, Value>,
}

/// Whose action it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// The EC2 API.
    #[default]
    Ec2,
    /// The playground itself.
    Playground,
}

impl Service {
    fn is_ec2(&self) -> bool {
        *self == Service::Ec2
    }
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
