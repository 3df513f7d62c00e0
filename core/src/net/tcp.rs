//! TCP flags.

/// The control bits of a TCP segment that matter to tracking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TcpFlags(u8);

impl TcpFlags {
    /// Finish.
    pub const FIN: TcpFlags = TcpFlags(1);
    /// Synchronise.
    pub const SYN: TcpFlags = TcpFlags(2);
    /// Reset.
    pub const RST: TcpFlags = TcpFlags(4);
    /// Push.
    pub const PSH: TcpFlags = TcpFlags(8);
    /// Acknowledge.
    pub const ACK: TcpFlags = TcpFlags(16);
    /// Each flag with the name it has in the JSON of a packet, lowest bit first.
    pub const NAMED: [(TcpFlags, &'static str); 5] = [
        (TcpFlags::FIN, "fin"),
        (TcpFlags::SYN, "syn"),
        (TcpFlags::RST, "rst"),
        (TcpFlags::PSH, "psh"),
        (TcpFlags::ACK, "ack"),
    ];

    /// No flag.
    pub const fn none() -> TcpFlags {
        TcpFlags(0)
    }

    /// Both sets together.
    pub const fn with(self, other: TcpFlags) -> TcpFlags {
        TcpFlags(self.0 | other.0)
    }

    /// Whether all of `other` are set.
    pub const fn has(self, other: TcpFlags) -> bool {
        self.0 & other.0 == other.0
    }

    /// A segment that asks for a new connection: SYN without ACK.
    pub const fn opens(self) -> bool {
        self.has(TcpFlags::SYN) && !self.has(TcpFlags::ACK)
    }
}
