//! Three answers, not two.

/// What a checkpoint, or a whole path, says of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It passes.
    Allowed,
    /// It is dropped.
    Denied,
    /// What decides is not modelled or not described: never a guess.
    Unknown,
}
