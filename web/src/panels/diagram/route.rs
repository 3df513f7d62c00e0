//! The packet's path through the drawing: a line with a gate at each checkpoint.

use sg_core::model::ResourceId;
use sg_core::net::{Decision, Direction};
use sg_core::path::{Checkpoint, CheckpointKind, Trace};

use super::layout::{BAND, CARD, Layout, TRACK, holder};
use crate::panels::words::gate_of;
use crate::ui::gate::GateState;

/// How far apart gates stand.
const STEP: i32 = 32;

/// A point.
pub type Point = (i32, i32);

/// A gate on the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its place in the list of checkpoints.
    pub at: usize,
    /// Where it stands.
    pub point: Point,
    /// How it stands.
    pub state: GateState,
}

/// The path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The corners that the packet came by.
    pub walked: Vec<Point>,
    /// The corners that it would have come by.
    pub missed: Vec<Point>,
    /// The gates.
    pub marks: Vec<Mark>,
}

/// Draws the path of a packet; none where neither end is in the drawing.
pub fn route(layout: &Layout, trace: &Trace) -> Option<Route> {
    let end = |address| holder(&trace.network, address).and_then(|id| layout.card(id.as_str()).cloned());
    let (from, to) = (end(trace.packet.source), end(trace.packet.destination));
    let start = match (&from, &to) {
        (Some(card), _) => (card.area.x + CARD.0 / 2, card.track()),
        (None, Some(card)) => (BAND, card.track()),
        (None, None) => return None,
    };
    let goal = match (&to, &from) {
        (Some(card), _) => (card.area.x + CARD.0 / 2, card.track()),
        (None, Some(card)) => (BAND, card.track()),
        (None, None) => return None,
    };
    let mut places = Places { layout, trace, used: Vec::new(), height: start.1 };
    let marks: Vec<Mark> = trace
        .checkpoints
        .iter()
        .enumerate()
        .map(|(at, checkpoint)| {
            let point = places.of(checkpoint, goal);
            Mark { at, point, state: gate_of(checkpoint.decision, checkpoint.tracked) }
        })
        .collect();
    let stopped = trace.checkpoints.iter().position(|checkpoint| checkpoint.decision != Decision::Allowed);
    let passed = stopped.map_or(marks.len(), |at| at + 1);

    let mut walked = Vec::new();
    if let Some(card) = &from {
        walked.push((start.0, card.area.y));
    }
    walked.push(start);
    for mark in marks.iter().take(passed) {
        join(&mut walked, mark.point);
    }
    let mut rest = Vec::new();
    let onward = if stopped.is_some() { &mut rest } else { &mut walked };
    if let Some(mark) = marks.get(passed.wrapping_sub(1)).filter(|_| stopped.is_some()) {
        onward.push(mark.point);
    }
    join(onward, goal);
    if let Some(card) = &to {
        onward.push((goal.0, card.area.y));
    }
    Some(Route { walked, missed: rest, marks })
}

/// Goes on to a point: straight along a track, else by the bus.
fn join(line: &mut Vec<Point>, to: Point) {
    let Some(&(_, y)) = line.last() else { return line.push(to) };
    if y != to.1 {
        line.push((Layout::bus(), y));
        line.push((Layout::bus(), to.1));
    }
    line.push(to);
}

struct Places<'a> {
    layout: &'a Layout,
    trace: &'a Trace,
    used: Vec<Point>,
    /// The track that the path runs in at present.
    height: i32,
}

impl Places<'_> {
    /// Where a checkpoint stands. Two never stand in one place.
    fn of(&mut self, checkpoint: &Checkpoint, goal: Point) -> Point {
        let inbound = checkpoint.direction != Some(Direction::Egress);
        let mut point = self.home(checkpoint, inbound, goal);
        self.height = point.1;
        while self.used.contains(&point) {
            // A packet that arrives meets them from the left; one that leaves, from the right.
            point.0 += if inbound { STEP } else { -STEP };
        }
        self.used.push(point);
        point
    }

    fn home(&self, checkpoint: &Checkpoint, inbound: bool, goal: Point) -> Point {
        if let Some(card) = self.layout.card(&checkpoint.resource) {
            let side = if inbound { 16 } else { 16 + STEP };
            return (card.area.x + side, card.track());
        }
        match checkpoint.kind {
            CheckpointKind::NetworkAcl | CheckpointKind::RouteTable => {
                let subnet = self.subnet_of(checkpoint);
                let lane = subnet.and_then(|subnet| self.layout.lane(&subnet));
                let shift = if checkpoint.kind == CheckpointKind::NetworkAcl { 0 } else { STEP };
                match lane {
                    Some(lane) => (lane.area.x + shift, self.track_in(lane.area.y, goal)),
                    None => (Layout::bus(), self.height),
                }
            }
            CheckpointKind::InternetGateway | CheckpointKind::EgressOnlyInternetGateway => {
                (Layout::border(), self.height_at_border(goal))
            }
            _ => (Layout::bus(), self.height),
        }
    }

    /// The subnet at whose border an ACL or route table is asked: that of the end on its side.
    fn subnet_of(&self, checkpoint: &Checkpoint) -> Option<sg_core::model::SubnetId> {
        let address = match checkpoint.direction {
            Some(Direction::Ingress) => checkpoint.packet.destination,
            Some(Direction::Egress) | None => checkpoint.packet.source,
        };
        let id = holder(&self.trace.network, address)?;
        self.layout.card(id.as_str()).map(|card| card.subnet.clone())
    }

    fn track_in(&self, top: i32, goal: Point) -> i32 {
        let inside = |y: i32| y >= top && y <= top + 24 + TRACK + CARD.1;
        if inside(self.height) { self.height } else { goal.1 }
    }

    /// A packet from outside enters where it goes on; one that leaves goes out where it is.
    const fn height_at_border(&self, goal: Point) -> i32 {
        if goal.0 == BAND { self.height } else { goal.1 }
    }
}
