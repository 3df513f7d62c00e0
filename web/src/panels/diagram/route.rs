//! The packet's path through the drawing: a line with a gate at each checkpoint.

use sg_core::model::{ResourceId, SubnetId};
use sg_core::net::Direction;
use sg_core::path::{Checkpoint, CheckpointKind, Trace};

use super::layout::{Card, Layout};
use crate::panels::words::gate_of;
use crate::state::ends::holder;
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

impl Route {
    /// The corners up to a gate.
    #[must_use]
    pub fn until(&self, gate: usize) -> &[Point] {
        let point = self.marks.get(gate).map(|mark| mark.point);
        let end = self.walked.iter().position(|corner| Some(*corner) == point);
        end.and_then(|end| self.walked.get(..=end)).unwrap_or(&self.walked)
    }
}

/// Draws the path of a packet; none where neither end is in the drawing.
pub fn route(layout: &Layout, trace: &Trace) -> Option<Route> {
    let end = |address| holder(&trace.network, address).and_then(|id| layout.card(id.as_str()).cloned());
    let (from, to) = (end(trace.packet.source), end(trace.packet.destination));
    let inner = from.as_ref().or(to.as_ref())?;
    let outside = (layout.edge.band, door(layout, trace, inner.track()));
    let start = from.as_ref().map_or(outside, |card| (card.middle(), card.track()));
    let goal = to.as_ref().map_or(outside, |card| (card.middle(), card.track()));
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
    Some(join_up(layout, marks, (from.as_ref(), start), (to.as_ref(), goal)))
}

/// Joins the gates: solid as far as the packet came, then as it would have gone on.
fn join_up(
    layout: &Layout,
    marks: Vec<Mark>,
    (from, start): (Option<&Card>, Point),
    (to, goal): (Option<&Card>, Point),
) -> Route {
    let stopped = marks.iter().position(|mark| matches!(mark.state, GateState::Shut | GateState::Unknown));
    let passed = stopped.map_or(marks.len(), |at| at + 1);
    let mut walked = Vec::new();
    if let Some(card) = from {
        walked.push((start.0, card.area.y));
    }
    walked.push(start);
    for mark in marks.iter().take(passed) {
        join(layout, &mut walked, mark.point);
    }
    let mut missed = Vec::new();
    let onward = if stopped.is_some() { &mut missed } else { &mut walked };
    if let Some(mark) = marks.get(passed.wrapping_sub(1)).filter(|_| stopped.is_some()) {
        onward.push(mark.point);
    }
    join(layout, onward, goal);
    if let Some(card) = to {
        onward.push((goal.0, card.area.y));
    }
    Route { walked, missed, marks }
}

/// Goes on to a point: straight along a track, within a lane beside its rows, else by the bus.
fn join(layout: &Layout, line: &mut Vec<Point>, to: Point) {
    let Some(&(x, y)) = line.last() else { return line.push(to) };
    if (x, y) == to {
        return;
    }
    if y != to.1 {
        let way = layout.lane_of(y, to.1).map_or(layout.bus(), |_| layout.inner_bus());
        line.push((way, y));
        line.push((way, to.1));
    }
    line.push(to);
}

/// The height at which the path crosses the internet's edge: that of the gateway it takes, else of its track.
fn door(layout: &Layout, trace: &Trace, track: i32) -> i32 {
    let posts = trace.checkpoints.iter().filter_map(|checkpoint| layout.post(&checkpoint.resource, track));
    posts.filter(|one| one.post.outward).map(|one| one.at.1).next().unwrap_or(track)
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
        let home = self.home(checkpoint, inbound, goal);
        self.height = home.1;
        // A packet that arrives meets them from the left; one that leaves, from the right. Where the drawing ends,
        // they stand on the other side.
        let step = if inbound { STEP } else { -STEP };
        let edge = self.layout.size.0 - STEP / 2;
        let point = self.free(home, step);
        let point = if (STEP / 2..edge).contains(&point.0) { point } else { self.free(home, -step) };
        self.used.push(point);
        point
    }

    /// The first place from a point on where no gate stands yet.
    fn free(&self, mut point: Point, step: i32) -> Point {
        while self.used.iter().any(|used| used.1 == point.1 && (used.0 - point.0).abs() < STEP - 4) {
            point.0 += step;
        }
        point
    }

    fn home(&self, checkpoint: &Checkpoint, inbound: bool, goal: Point) -> Point {
        if let Some(card) = self.layout.card(&checkpoint.resource) {
            let side = if inbound { 14 } else { 14 + STEP };
            return (card.area.x + side, card.track());
        }
        if let Some(standing) = self.layout.post(&checkpoint.resource, self.height) {
            return standing.at;
        }
        match checkpoint.kind {
            CheckpointKind::NetworkAcl | CheckpointKind::RouteTable => {
                let subnet = self.subnet_of(checkpoint);
                let lane = subnet.and_then(|subnet| self.layout.lane(&subnet));
                let shift = if checkpoint.kind == CheckpointKind::NetworkAcl { 0 } else { STEP };
                match lane {
                    Some(lane) => (lane.area.x + shift, self.track_in(lane.area.y, lane.area.height, goal)),
                    None => (self.layout.bus(), self.height),
                }
            }
            CheckpointKind::InternetGateway | CheckpointKind::EgressOnlyInternetGateway => {
                (self.layout.edge.border, if goal.0 == self.layout.edge.band { self.height } else { goal.1 })
            }
            _ => (self.layout.bus(), self.height),
        }
    }

    /// The subnet at whose border an ACL or route table is asked: that of the end on its side.
    fn subnet_of(&self, checkpoint: &Checkpoint) -> Option<SubnetId> {
        let address = match checkpoint.direction {
            Some(Direction::Ingress) => checkpoint.packet.destination,
            Some(Direction::Egress) | None => checkpoint.packet.source,
        };
        let id = holder(&self.trace.network, address)?;
        self.layout.card(id.as_str()).map(|card| card.subnet.clone())
    }

    /// The track that the path takes in a lane: the one it is in, else the goal's.
    fn track_in(&self, top: i32, height: i32, goal: Point) -> i32 {
        let inside = |y: i32| y >= top && y <= top + height;
        if inside(self.height) || !inside(goal.1) { self.height } else { goal.1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::directory::Directory;
    use crate::state::scenarios::{TOPICS, read};
    use crate::state::store::walk_of;
    use sg_core::net::Decision;

    /// Every packet of every scenario has a path whose gates stand apart.
    #[test]
    fn gates_never_stand_on_each_other() {
        let mut drawn = 0;
        for (id, _) in TOPICS.iter().flat_map(|(_, scenarios)| *scenarios) {
            let path = format!("{}/../scenarios/{id}.json", env!("CARGO_MANIFEST_DIR"));
            let simulation = read(&std::fs::read_to_string(path).unwrap()).unwrap();
            for moment in simulation.history() {
                let Some(trace) = walk_of(moment, None) else { continue };
                let directory = Directory::of(&trace.network);
                let ends = [trace.packet.source, trace.packet.destination];
                let shown: Vec<_> = ends.into_iter().filter_map(|end| holder(&trace.network, end)).collect();
                for width in [390, 800] {
                    let layout = Layout::of(&trace.network, &directory, &shown, &[], width);
                    let Some(route) = route(&layout, trace) else { continue };
                    drawn += 1;
                    assert_eq!(route.marks.len(), trace.checkpoints.len());
                    for (at, mark) in route.marks.iter().enumerate() {
                        let (x, y) = mark.point;
                        assert!(
                            x >= 0 && x <= layout.size.0 && y >= 0 && y <= layout.size.1,
                            "{id}: {mark:?}"
                        );
                        for other in route.marks.iter().skip(at + 1) {
                            let apart = (other.point.0 - x).abs() + (other.point.1 - y).abs();
                            assert!(apart >= STEP - 4, "{id}: {mark:?} {other:?}");
                        }
                        let passed = trace
                            .checkpoints
                            .get(at)
                            .is_some_and(|checkpoint| checkpoint.decision == Decision::Allowed);
                        assert!(!passed || route.until(at).last() == Some(&mark.point), "{id}: {mark:?}");
                    }
                }
            }
        }
        assert!(drawn > 20, "{drawn}");
    }
}
