//! Blocks as they nest, and how much room their stand-ins need.

use super::pool::Piece;
use ipnet::IpNet;
use std::collections::{BTreeMap, BTreeSet};

/// A block with those inside it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The block.
    pub block: IpNet,
    /// The account's own block: its inside keeps its shape, since subnets have rules about sizes and places.
    own: bool,
    inside: Vec<Node>,
}

/// The outermost blocks, in order.
pub(super) fn grow(blocks: &BTreeSet<IpNet>, own: &BTreeSet<IpNet>) -> Vec<Node> {
    let mut sorted: Vec<&IpNet> = blocks.iter().collect();
    sorted.sort_by_key(|block| (block.network(), block.prefix_len()));
    let mut roots = Vec::new();
    let mut open: Vec<Node> = Vec::new();
    for block in sorted {
        while let Some(node) = open.pop_if(|node| !node.block.contains(block)) {
            close(node, &mut open, &mut roots);
        }
        open.push(Node { block: *block, own: own.contains(block), inside: Vec::new() });
    }
    while let Some(node) = open.pop() {
        close(node, &mut open, &mut roots);
    }
    roots
}

fn close(node: Node, open: &mut [Node], roots: &mut Vec<Node>) {
    match open.last_mut() {
        Some(parent) => parent.inside.push(node),
        None => roots.push(node),
    }
}

impl Node {
    /// The binary logarithm of the addresses that the stand-in needs: room for what is inside, and one address
    /// more where the block holds more than that.
    pub fn log(&self) -> u8 {
        let own = Piece::of(&self.block).log;
        if self.own || own == 0 {
            return own;
        }
        let needed =
            self.inside.iter().fold(0_u128, |sum, node| sum.saturating_add(1 << node.log().min(127)));
        let spare = u128::from(!self.is_covered());
        let log = needed.saturating_add(spare).checked_next_power_of_two().map_or(127, u128::trailing_zeros);
        u8::try_from(log).unwrap_or(own)
    }

    /// Whether the blocks inside leave nothing of this one.
    fn is_covered(&self) -> bool {
        let size = |block: &IpNet| 1_u128 << Piece::of(block).log.min(127);
        let inside = self.inside.iter().fold(0_u128, |sum, node| sum.saturating_add(size(&node.block)));
        inside == size(&self.block)
    }

    /// Gives the stand-in of this block and of all inside it.
    pub fn place(&self, at: Piece, map: &mut BTreeMap<IpNet, Piece>) {
        map.insert(self.block, at);
        if self.own {
            self.shift(Piece::of(&self.block).start, at.start, map);
            return;
        }
        // The largest first: each then begins at a multiple of its size.
        let mut inside: Vec<&Node> = self.inside.iter().collect();
        inside.sort_by_key(|node| std::cmp::Reverse(node.log()));
        let mut start = at.start;
        for node in inside {
            let log = node.log();
            node.place(Piece { start, log }, map);
            start += 1 << log;
        }
    }

    /// Moves all inside by the same distance.
    fn shift(&self, from: u128, to: u128, map: &mut BTreeMap<IpNet, Piece>) {
        for node in &self.inside {
            let piece = Piece::of(&node.block);
            map.insert(node.block, Piece { start: piece.start - from + to, ..piece });
            node.shift(from, to, map);
        }
    }

    /// The block and all inside it.
    pub fn blocks(&self) -> Vec<IpNet> {
        let mut blocks = vec![self.block];
        blocks.extend(self.inside.iter().flat_map(Node::blocks));
        blocks
    }
}
