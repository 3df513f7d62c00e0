//! The states of a TCP connection as an interface sees it go by.
//!
//! AWS documents no states; the names are Linux's. Windows and sequence numbers are not looked at.

use super::Side;
use crate::net::TcpFlags;

/// The state of a TCP connection. TIME_WAIT does not exist: the last ACK ends the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TcpState {
    /// A SYN has gone by.
    SynSent,
    /// Both sides have sent SYN: a simultaneous open.
    SynSent2,
    /// This side has answered by SYN and ACK.
    SynRecv(Side),
    /// The handshake is complete, or the connection was met in its midst.
    Established,
    /// This side has sent the first FIN.
    FinWait(Side),
    /// The first FIN, of this side, has been acknowledged.
    CloseWait(Side),
    /// Both sides have sent FIN, this one first.
    LastAck(Side),
}

impl TcpState {
    /// The state that the first packet of an entry leads to; none where the packet ends what it begins.
    pub(super) fn first(flags: TcpFlags) -> Option<TcpState> {
        if flags.has(TcpFlags::RST) {
            None
        } else if flags.opens() {
            Some(TcpState::SynSent)
        } else if flags.has(TcpFlags::SYN) {
            Some(TcpState::SynRecv(Side::Original))
        } else if flags.has(TcpFlags::FIN) {
            Some(TcpState::FinWait(Side::Original))
        } else {
            Some(TcpState::Established)
        }
    }

    /// The state after one more packet; none where the connection has ended.
    pub(crate) fn after(self, side: Side, flags: TcpFlags) -> Option<TcpState> {
        use TcpState::{CloseWait, Established, FinWait, LastAck, SynRecv, SynSent, SynSent2};
        if flags.has(TcpFlags::RST) {
            return None;
        }
        let ack = flags.has(TcpFlags::ACK);
        if flags.has(TcpFlags::FIN) {
            return Some(match self {
                FinWait(first) | CloseWait(first) if first != side => LastAck(first),
                FinWait(_) | CloseWait(_) | LastAck(_) => self,
                SynSent | SynSent2 | SynRecv(_) | Established => FinWait(side),
            });
        }
        Some(match self {
            SynSent if flags.opens() && side == Side::Reply => SynSent2,
            SynSent if flags.has(TcpFlags::SYN) && ack && side == Side::Reply => SynRecv(side),
            SynSent2 if flags.has(TcpFlags::SYN) && ack => SynRecv(side),
            SynRecv(answered) if ack && answered != side => Established,
            FinWait(first) if ack && first != side => CloseWait(first),
            LastAck(first) if ack && first == side => return None,
            SynSent | SynSent2 | SynRecv(_) | Established | FinWait(_) | CloseWait(_) | LastAck(_) => self,
        })
    }

    /// Whether the handshake is not complete.
    pub fn is_half_open(self) -> bool {
        matches!(self, TcpState::SynSent | TcpState::SynSent2 | TcpState::SynRecv(_))
    }

    /// Whether a side has sent FIN.
    pub fn is_closing(self) -> bool {
        matches!(self, TcpState::FinWait(_) | TcpState::CloseWait(_) | TcpState::LastAck(_))
    }

    /// Linux's name.
    pub fn name(self) -> &'static str {
        match self {
            TcpState::SynSent => "SYN_SENT",
            TcpState::SynSent2 => "SYN_SENT2",
            TcpState::SynRecv(_) => "SYN_RECV",
            TcpState::Established => "ESTABLISHED",
            TcpState::FinWait(_) => "FIN_WAIT",
            TcpState::CloseWait(_) => "CLOSE_WAIT",
            TcpState::LastAck(_) => "LAST_ACK",
        }
    }
}
