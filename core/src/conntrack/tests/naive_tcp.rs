//! TCP states told from the whole history of a connection, packet by packet from its first.

use crate::net::TcpFlags;

/// The state after a history of (is a reply, flags); none where the connection has ended.
pub fn state(history: &[(bool, TcpFlags)]) -> Option<&'static str> {
    let has = |index: usize, flag: TcpFlags| history[index].1.has(flag);
    let mut all = 0..history.len();
    if all.clone().any(|index| has(index, TcpFlags::RST)) {
        return None;
    }
    if let Some(first_fin) = all.clone().find(|index| has(*index, TcpFlags::FIN)) {
        return closing(history, first_fin);
    }
    let is_syn_ack = |index: usize| has(index, TcpFlags::SYN) && has(index, TcpFlags::ACK);
    let is_syn = |index: usize| has(index, TcpFlags::SYN) && !has(index, TcpFlags::ACK);
    if !has(0, TcpFlags::SYN) {
        return Some("ESTABLISHED");
    }
    let both_opened = |until: usize| (1..until).any(|index| is_syn(index) && history[index].0);
    let answered =
        all.find(|index| is_syn_ack(*index) && (*index == 0 || history[*index].0 || both_opened(*index)));
    Some(match answered {
        Some(answer) => {
            let mut later = answer + 1..history.len();
            let done = later.any(|index| has(index, TcpFlags::ACK) && history[index].0 != history[answer].0);
            if done { "ESTABLISHED" } else { "SYN_RECV" }
        }
        None if both_opened(history.len()) => "SYN_SENT2",
        None => "SYN_SENT",
    })
}

/// The state from the first FIN on.
fn closing(history: &[(bool, TcpFlags)], first_fin: usize) -> Option<&'static str> {
    let closer = history[first_fin].0;
    let is_ack = |packet: &(bool, TcpFlags)| packet.1.has(TcpFlags::ACK) && !packet.1.has(TcpFlags::FIN);
    let after = &history[first_fin + 1..];
    let other_fin = after.iter().position(|packet| packet.0 != closer && packet.1.has(TcpFlags::FIN));
    match other_fin {
        Some(other) if after[other..].iter().any(|packet| packet.0 == closer && is_ack(packet)) => None,
        Some(_) => Some("LAST_ACK"),
        None if after.iter().any(|packet| packet.0 != closer && is_ack(packet)) => Some("CLOSE_WAIT"),
        None => Some("FIN_WAIT"),
    }
}
