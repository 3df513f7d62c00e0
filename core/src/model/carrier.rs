//! What carries interfaces beside instances: load balancers, databases, tasks, functions.
//!
//! EC2 knows only their interfaces. The playground's `PutCarrier` makes them, and an import finds them in
//! the descriptions of Elastic Load Balancing and RDS.

use super::{CarrierId, InstanceId, LoadBalancer, NetworkInterfaceId, Tags, VpcId};
use std::rc::Rc;

/// A service's resource with interfaces in a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// Its ARN or name.
    pub id: CarrierId,
    /// The name people know it by.
    pub name: Rc<str>,
    /// The VPC its interfaces lie in.
    pub vpc: VpcId,
    /// Its own interfaces: managed ones, one a subnet; none for tasks that use their host's.
    pub interfaces: Vec<NetworkInterfaceId>,
    /// What it is.
    pub kind: CarrierKind,
    /// Its tags.
    pub tags: Tags,
}

/// What a carrier is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarrierKind {
    /// An RDS database: it listens on one port.
    Database {
        /// The port.
        port: u16,
    },
    /// An ECS task.
    EcsTask(EcsTask),
    /// Lambda functions in a VPC: they never accept inbound connections.
    Lambda,
    /// A load balancer.
    LoadBalancer(LoadBalancer),
}

/// An ECS task and where its packets come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EcsTask {
    /// `awsvpc`: an interface of its own.
    Awsvpc,
    /// `bridge`: the host's interface, a port of the host mapped to the container's.
    Bridge(InstanceId),
    /// `host`: the host's interface.
    Host(InstanceId),
}

impl EcsTask {
    /// ECS's `networkMode`.
    pub fn mode(&self) -> &'static str {
        match self {
            EcsTask::Awsvpc => "awsvpc",
            EcsTask::Bridge(_) => "bridge",
            EcsTask::Host(_) => "host",
        }
    }

    /// The instance whose interface and groups it uses.
    pub fn host(&self) -> Option<&InstanceId> {
        match self {
            EcsTask::Awsvpc => None,
            EcsTask::Bridge(host) | EcsTask::Host(host) => Some(host),
        }
    }
}

impl Carrier {
    /// The load balancer, where it is one.
    pub fn load_balancer(&self) -> Option<&LoadBalancer> {
        match &self.kind {
            CarrierKind::LoadBalancer(balancer) => Some(balancer),
            _ => None,
        }
    }
}
