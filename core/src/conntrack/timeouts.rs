//! How long an idle entry lasts.
//!
//! Source: EC2 User Guide `security-group-connection-tracking`, *Idle connection tracking timeout*.

use crate::catalog::InstanceGeneration;
use crate::model::ConnectionTracking;

/// The idle timeouts of an interface, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timeouts {
    /// Established TCP.
    pub tcp_established: u32,
    /// UDP one way only, or a single request and its response.
    pub udp: u32,
    /// UDP with more than one request and response.
    pub udp_stream: u32,
}

impl Timeouts {
    /// TCP before the handshake is complete: documented nowhere, so a choice.
    pub const TCP_HALF_OPEN: u32 = 60;
    /// TCP after the first FIN: documented nowhere, so a choice.
    pub const TCP_CLOSING: u32 = 60;
    /// ICMP: documented nowhere, so a choice.
    pub const ICMP: u32 = 30;
    /// Protocols other than TCP, UDP and ICMP.
    pub const OTHER: u32 = 600;

    /// The timeouts of an interface with these settings on an instance of this type. An interface that
    /// no instance has follows the defaults of Nitro before version 6.
    ///
    /// ```
    /// use sg_core::conntrack::Timeouts;
    /// use sg_core::model::ConnectionTracking;
    /// let set = ConnectionTracking { udp_timeout: Some(45), ..ConnectionTracking::default() };
    /// let timeouts = Timeouts::resolve(set, Some("m8i.large"));
    /// assert_eq!((timeouts.tcp_established, timeouts.udp, timeouts.udp_stream), (350, 45, 180));
    /// assert_eq!(Timeouts::resolve(set, Some("t2.micro")), Timeouts::default());
    /// ```
    pub fn resolve(set: ConnectionTracking, instance_type: Option<&str>) -> Timeouts {
        let generation = instance_type.map_or(InstanceGeneration::Nitro, InstanceGeneration::of);
        let default =
            Timeouts { tcp_established: generation.default_tcp_established_timeout(), ..Timeouts::default() };
        if !generation.is_configurable() {
            return default;
        }
        Timeouts {
            tcp_established: set.tcp_established_timeout.unwrap_or(default.tcp_established),
            udp: set.udp_timeout.unwrap_or(default.udp),
            udp_stream: set.udp_stream_timeout.unwrap_or(default.udp_stream),
        }
    }
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts { tcp_established: 432_000, udp: 30, udp_stream: 180 }
    }
}
