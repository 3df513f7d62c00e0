//! The EC2 instance.

use super::{InstanceId, Tags};
use std::rc::Rc;

/// An EC2 instance. Its interfaces say by their attachment that they are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Its id.
    pub id: InstanceId,
    /// Its type, for instance `t3.micro`; the type's generation decides the default TCP timeout.
    pub instance_type: Rc<str>,
    /// Its state, for instance `running`.
    pub state: Rc<str>,
    /// Its tags.
    pub tags: Tags,
}
