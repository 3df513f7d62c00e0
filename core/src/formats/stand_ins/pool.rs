//! Ranges to take stand-ins from, handed out in aligned pieces.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// A run of addresses of a power of two in length that begins at a multiple of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first address.
    pub start: u128,
    /// The binary logarithm of how many there are.
    pub log: u8,
}

impl Piece {
    /// The addresses of a block.
    pub fn of(block: &IpNet) -> Piece {
        let (start, width) = match block {
            IpNet::V4(block) => (u128::from(u32::from(block.network())), 32),
            IpNet::V6(block) => (u128::from(block.network()), 128),
        };
        Piece { start, log: width - block.prefix_len() }
    }

    /// The block of these addresses, of the family of `like`.
    pub fn to_block(self, like: &IpNet) -> Option<IpNet> {
        Some(match like {
            IpNet::V4(_) => {
                let start = u32::try_from(self.start).ok()?;
                IpNet::V4(Ipv4Net::new(start.into(), 32_u8.checked_sub(self.log)?).ok()?)
            }
            IpNet::V6(_) => IpNet::V6(Ipv6Net::new(self.start.into(), 128_u8.checked_sub(self.log)?).ok()?),
        })
    }

    fn overlaps(self, other: Piece) -> bool {
        let log = self.log.max(other.log).min(127);
        self.start >> log == other.start >> log
    }

    fn halves(self) -> [Piece; 2] {
        let log = self.log.saturating_sub(1);
        [Piece { start: self.start, log }, Piece { start: self.start | 1 << log, log }]
    }
}

/// What is free.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    free: Vec<Piece>,
}

impl Pool {
    /// The ranges, in the order in which they are to be used, less what is taken.
    pub fn new(ranges: &[IpNet], taken: &[IpNet]) -> Pool {
        let taken: Vec<Piece> = taken.iter().map(Piece::of).collect();
        let mut free = Vec::new();
        for range in ranges {
            cut(Piece::of(range), &taken, &mut free);
        }
        Pool { free }
    }

    /// A piece of that size, from the first place that has one. Large ones are to be taken before small ones.
    pub fn take(&mut self, log: u8) -> Option<Piece> {
        let index = self.free.iter().position(|piece| piece.log >= log)?;
        let mut piece = self.free.remove(index);
        while piece.log > log {
            let [first, second] = piece.halves();
            self.free.insert(index, second);
            piece = first;
        }
        Some(piece)
    }
}

fn cut(piece: Piece, taken: &[Piece], free: &mut Vec<Piece>) {
    if !taken.iter().any(|other| piece.overlaps(*other)) {
        free.push(piece);
    } else if piece.log > 0 && !taken.iter().any(|other| other.log >= piece.log && piece.overlaps(*other)) {
        piece.halves().into_iter().for_each(|half| cut(half, taken, free));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> IpNet {
        text.parse().unwrap()
    }

    #[test]
    fn pieces_are_aligned_apart_and_clear_of_what_is_taken() {
        let range = block("203.0.113.0/24");
        let mut pool = Pool::new(&[range], &[block("203.0.113.10/32"), block("203.0.113.128/26")]);
        let mut given: Vec<IpNet> = Vec::new();
        for log in [4, 0, 5, 0, 2, 3, 0, 6, 0] {
            let piece = pool.take(log).unwrap().to_block(&range).unwrap();
            assert!(range.contains(&piece) && piece == piece.trunc());
            for other in given.iter().chain([&block("203.0.113.10/32"), &block("203.0.113.128/26")]) {
                assert!(!other.contains(&piece) && !piece.contains(other), "{piece} {other}");
            }
            given.push(piece);
        }
        assert_eq!(pool.take(7), None);
    }

    #[test]
    fn all_that_is_free_can_be_had() {
        let mut pool = Pool::new(&[block("192.0.2.0/24")], &[block("192.0.2.77/32")]);
        assert_eq!(std::iter::from_fn(|| pool.take(0)).count(), 255);
    }
}
