//! Which part of a conversation was lost: what can be concluded of it depends on that.

use super::{Dialogue, Line};
use crate::net::{Packet, TcpFlags};

/// What a packet that died was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// One that begins it: of TCP a part of the handshake, else the query or its answer. What comes later was
    /// never sent.
    Beginning,
    /// One of a TCP connection that stands: what its ends have to say, or its end.
    Content,
    /// The word of a router about a packet.
    Word,
}

impl Dialogue {
    /// What the packet that died was for; none where none did.
    pub fn loss(&self) -> Option<Loss> {
        let died = self.died()?;
        Some(match () {
            () if self.is_word(died) => Loss::Word,
            () if carries_content(&died.trace.packet) => Loss::Content,
            () => Loss::Beginning,
        })
    }

    /// Whether a router had a word to say, be it lost or not.
    pub fn has_words(&self) -> bool {
        self.lines.iter().any(|line| self.is_word(line))
    }

    /// What neither end of the conversation says is of another protocol than its first packet.
    fn is_word(&self, line: &Line) -> bool {
        self.lines.first().is_some_and(|first| first.trace.packet.protocol() != line.trace.packet.protocol())
    }
}

fn carries_content(packet: &Packet) -> bool {
    packet.tcp_flags().is_some_and(|flags| flags.has(TcpFlags::PSH) || flags.has(TcpFlags::FIN))
}
