//! Where everything stands: the internet at the left edge, VPCs one under the other with their gateways on the left
//! border, subnets as lanes, interfaces as cards in rows. Above a row of cards runs a track, in which the packet's
//! path has room for its gates.

use std::collections::{BTreeMap, BTreeSet};

use sg_core::model::{Network, NetworkInterfaceId, ResourceId, SubnetId, Tags, VpcId};

use super::posts::{Post, posts};
use crate::state::directory::{Directory, InterfaceLine};

/// More interfaces than this, and only those on the path and their neighbours are drawn.
const MOST: usize = 60;
/// More interfaces than this, and cards and tracks are small.
const ROOMY: usize = 18;
/// The neighbours that are drawn of each subnet where there are too many.
const NEIGHBOURS: usize = 6;

/// The height of a track that a path runs in.
pub const TRACK: i32 = 40;
/// The height of a track that none runs in, among small cards.
const IDLE_TRACK: i32 = 10;
const GAP: i32 = 14;
/// What is free right of the VPCs.
const EDGE: i32 = 8;
const LABEL: i32 = 24;
/// The height that a gateway takes on the border, with its label.
const POST: i32 = 58;

/// Narrower than this, and everything at the left edge is narrow too.
const NARROW: i32 = 560;

/// What stands left of the cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// The width of the internet's band.
    pub band: i32,
    /// The x of the border of the VPCs, where the gateways stand.
    pub border: i32,
    /// The x of the border of the lanes, where their ACLs stand.
    pub lanes: i32,
    /// The x of the first cards.
    pub cards: i32,
}

impl Edge {
    const WIDE: Self = Self { band: 84, border: 140, lanes: 196, cards: 268 };
    const SLIM: Self = Self { band: 66, border: 96, lanes: 140, cards: 196 };
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// An interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Who it is.
    pub id: NetworkInterfaceId,
    /// Where it stands.
    pub area: Area,
    /// The lane it stands in.
    pub subnet: SubnetId,
    /// Whether it is small: without the names of its groups.
    pub small: bool,
}

/// How much higher a card is for each address beside the first.
pub const LINE: i32 = 15;

impl Card {
    /// The height of the track above it.
    #[must_use]
    pub const fn track(&self) -> i32 {
        self.area.y - TRACK / 2
    }

    /// Where a path enters it.
    #[must_use]
    pub const fn middle(&self) -> i32 {
        self.area.x + self.area.width / 2
    }
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Who it is.
    pub id: SubnetId,
    /// Its name and block.
    pub label: String,
    /// Where it stands.
    pub area: Area,
    /// Interfaces that are not drawn.
    pub hidden: usize,
}

/// A VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcBox {
    /// Who it is.
    pub id: VpcId,
    /// Its name and block.
    pub label: String,
    /// Where it stands.
    pub area: Area,
}

/// A gateway on a VPC's border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which it is.
    pub post: Post,
    /// The VPC that it stands at.
    pub vpc: VpcId,
    /// The middle of its picture.
    pub at: (i32, i32),
}

/// The whole drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// VPCs, from above.
    pub vpcs: Vec<VpcBox>,
    /// Gateways on their borders.
    pub posts: Vec<Standing>,
    /// Subnets, from above.
    pub lanes: Vec<Lane>,
    /// Interfaces.
    pub cards: Vec<Card>,
    at: BTreeMap<NetworkInterfaceId, usize>,
    /// What stands left of the cards.
    pub edge: Edge,
    /// Width and height.
    pub size: (i32, i32),
}

/// What a drawing is made of.
struct Plan<'a> {
    network: &'a Network,
    shown: &'a [NetworkInterfaceId],
    chosen: &'a [NetworkInterfaceId],
    card: (i32, i32),
    small: bool,
    width: i32,
}

impl Layout {
    /// Lays the network out in `width` pixels. The path runs above `shown`; these and `chosen` must be drawn.
    #[must_use]
    pub fn of(
        network: &Network,
        directory: &Directory,
        shown: &[NetworkInterfaceId],
        chosen: &[NetworkInterfaceId],
        width: i32,
    ) -> Self {
        let edge = if width < NARROW { Edge::SLIM } else { Edge::WIDE };
        let mut layout = Self { edge, ..Self::default() };
        let small = network.interfaces.len() > ROOMY || width < NARROW;
        let card = if small { (160, 42) } else { (176, 62) };
        let width = width.max(edge.cards + card.0 + 2 * GAP);
        let plan = Plan { network, shown, chosen, card, small, width };
        let mut y = GAP;
        for (vpc, subnets) in members(network, directory) {
            y = layout.place_vpc(&plan, &vpc, &subnets, y) + GAP;
        }
        layout.size = (width, y.max(160));
        layout.at = layout.cards.iter().enumerate().map(|(at, card)| (card.id.clone(), at)).collect();
        layout
    }

    /// The card of an interface, if it is drawn.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.at.get(id).and_then(|at| self.cards.get(*at))
    }

    /// The lane of a subnet.
    pub fn lane(&self, id: &SubnetId) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.id == *id)
    }

    /// The lane that two heights lie in, if it is one.
    pub fn lane_of(&self, one: i32, other: i32) -> Option<&Lane> {
        let holds = |lane: &&Lane, y: i32| y >= lane.area.y && y <= lane.area.y + lane.area.height;
        self.lanes.iter().find(|lane| holds(lane, one) && holds(lane, other))
    }

    /// The gateway with an id that stands nearest to a height: a peering stands at both its VPCs.
    pub fn post(&self, id: &str, y: i32) -> Option<&Standing> {
        self.posts.iter().filter(|one| *one.post.id == *id).min_by_key(|one| (one.at.1 - y).abs())
    }

    /// The x of the bus, which joins lanes and VPCs.
    #[must_use]
    pub const fn bus(&self) -> i32 {
        self.edge.lanes - 18
    }

    /// The x of the way between the rows of a lane.
    #[must_use]
    pub const fn inner_bus(&self) -> i32 {
        self.edge.cards - 10
    }

    fn place_vpc(&mut self, plan: &Plan<'_>, vpc: &VpcId, subnets: &Subnets<'_>, top: i32) -> i32 {
        let found = plan.network.vpcs.find(vpc);
        let block = found.and_then(|vpc| vpc.blocks().next()).map(|block| block.to_string());
        let name = told_apart(
            vpc.as_str(),
            found.and_then(|vpc| vpc.tags.name()),
            plan.network.vpcs.iter().map(|one| (one.id.as_str(), &one.tags)),
        );
        let mut y = top + LABEL + 4;
        let mut post_y = y + LABEL + TRACK / 2;
        for post in posts(plan.network, vpc) {
            self.posts.push(Standing { post, vpc: vpc.clone(), at: (self.edge.border, post_y) });
            post_y += POST;
        }
        for (subnet, lines) in subnets {
            y = self.place_lane(plan, subnet, lines, y) + 10;
        }
        let y = y.max(post_y - POST / 2 + 10);
        let x = self.edge.border;
        let area = Area { x, y: top, width: plan.width - x - EDGE, height: y - top };
        self.vpcs.push(VpcBox { id: vpc.clone(), label: labelled(&name, block), area });
        y
    }

    fn place_lane(&mut self, plan: &Plan<'_>, subnet: &SubnetId, lines: &[&InterfaceLine], top: i32) -> i32 {
        let found = plan.network.subnets.find(subnet);
        let block = found.and_then(|subnet| subnet.ipv4_block).map(|block| block.to_string());
        let all = plan.network.subnets.iter().map(|one| (one.id.as_str(), &one.tags));
        let name = told_apart(subnet.as_str(), found.and_then(|subnet| subnet.tags.name()), all);
        let (x, right) = (self.edge.lanes, plan.width - EDGE - 10);
        let drawn = choose(lines, plan, plan.network.interfaces.len() > MOST);
        let first = self.edge.cards;
        let (width, height) = plan.card;
        let columns = ((right - first) / (width + GAP)).max(1);
        let mut y = top + LABEL;
        for row in drawn.chunks(usize::try_from(columns).unwrap_or(1)) {
            let passed = row.iter().any(|line| plan.shown.contains(&line.id));
            y += if plan.small && !passed { IDLE_TRACK } else { TRACK };
            let more = row.iter().map(|line| line.addresses().len().saturating_sub(1)).max();
            let height = height + LINE * more.and_then(|more| i32::try_from(more).ok()).unwrap_or(0);
            for (column, line) in (0..).zip(row) {
                let area = Area { x: first + column * (width + GAP), y, width, height };
                let (id, subnet) = (line.id.clone(), subnet.clone());
                self.cards.push(Card { id, area, subnet, small: plan.small });
            }
            y += height;
        }
        let bottom = y + 10;
        let area = Area { x, y: top, width: right - x, height: bottom - top };
        let hidden = lines.len() - drawn.len();
        self.lanes.push(Lane { id: subnet.clone(), label: labelled(&name, block), area, hidden });
        bottom
    }
}

/// A resource's name, with its id where another has the same name; without a name, its id.
fn told_apart<'a>(id: &str, own: Option<&str>, all: impl Iterator<Item = (&'a str, &'a Tags)>) -> String {
    let Some(name) = own else { return id.to_owned() };
    let is_shared = all.into_iter().any(|(one, tags)| one != id && tags.name() == Some(name));
    if is_shared { format!("{name} · {id}") } else { name.to_owned() }
}

fn labelled(name: &str, block: Option<String>) -> String {
    block.map_or_else(|| name.to_owned(), |block| format!("{name} · {block}"))
}

type Subnets<'a> = Vec<(SubnetId, Vec<&'a InterfaceLine>)>;

/// VPCs with their subnets and interfaces: those that hold something a reader can see first.
fn members<'a>(network: &Network, directory: &'a Directory) -> Vec<(VpcId, Subnets<'a>)> {
    let mut vpcs: BTreeMap<VpcId, BTreeMap<SubnetId, Vec<&InterfaceLine>>> = BTreeMap::new();
    for subnet in network.subnets.iter() {
        vpcs.entry(subnet.vpc.clone()).or_default().entry(subnet.id.clone()).or_default();
    }
    for line in directory.interfaces() {
        if let Some(interface) = network.interfaces.find(&line.id) {
            let lanes = vpcs.entry(interface.vpc.clone()).or_default();
            lanes.entry(interface.subnet.clone()).or_default().push(line);
        }
    }
    let public = |lines: &[&InterfaceLine]| lines.iter().any(|line| line.public.is_some());
    let mut ordered: Vec<(VpcId, Subnets<'_>)> = vpcs
        .into_iter()
        .map(|(vpc, lanes)| {
            let mut lanes: Subnets<'_> = lanes.into_iter().collect();
            // Subnets that the internet reaches stand first; empty ones last.
            lanes.sort_by_key(|(id, lines)| (lines.is_empty(), !public(lines), id.clone()));
            // Of many subnets, those without interfaces tell nothing.
            if lanes.len() > 8 {
                lanes.retain(|(_, lines)| !lines.is_empty());
            }
            (vpc, lanes)
        })
        .collect();
    ordered.sort_by_key(|(_, lanes)| lanes.iter().all(|(_, lines)| lines.is_empty()));
    ordered
}

/// The interfaces that are drawn of a subnet.
fn choose<'a>(lines: &[&'a InterfaceLine], plan: &Plan<'_>, many: bool) -> Vec<&'a InterfaceLine> {
    if !many {
        return lines.to_vec();
    }
    let on_path = lines.iter().filter(|line| plan.shown.contains(&line.id)).count();
    let must = lines.iter().filter(|line| plan.shown.contains(&line.id) || plan.chosen.contains(&line.id));
    let must: BTreeSet<&NetworkInterfaceId> = must.map(|line| &line.id).collect();
    // What is chosen takes the places of neighbours.
    let mut left = match (on_path, must.len()) {
        (0, 0) => 1,
        (0, _) => 0,
        (shown, drawn) => NEIGHBOURS.saturating_sub(drawn - shown),
    };
    let keep = |line: &&&InterfaceLine| {
        must.contains(&line.id) || {
            let room = left > 0;
            left = left.saturating_sub(1);
            room
        }
    };
    lines.iter().filter(keep).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::import::read;

    /// A VPC with two subnets and so many interfaces.
    fn network(count: usize) -> Network {
        let interfaces: Vec<String> = (0..count)
            .map(|at| {
                let subnet = at % 2;
                format!(
                    r#"{{"NetworkInterfaceId":"eni-{at:03}","VpcId":"vpc-1","SubnetId":"subnet-{subnet}","PrivateIpAddress":"10.0.{subnet}.{}","Groups":[{{"GroupId":"sg-1"}}],"TagSet":[{{"Key":"Name","Value":"a machine with a long name {at}"}}]}}"#,
                    at / 2 + 10
                )
            })
            .collect();
        let text = format!(
            r#"{{"Vpcs":[{{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16"}}],
            "Subnets":[{{"SubnetId":"subnet-0","VpcId":"vpc-1","CidrBlock":"10.0.0.0/24"}},{{"SubnetId":"subnet-1","VpcId":"vpc-1","CidrBlock":"10.0.1.0/24"}}],
            "InternetGateways":[{{"InternetGatewayId":"igw-1","Attachments":[{{"VpcId":"vpc-1","State":"available"}}]}}],
            "SecurityGroups":[{{"GroupId":"sg-1","GroupName":"web","VpcId":"vpc-1"}}],
            "NetworkInterfaces":[{}]}}"#,
            interfaces.join(",")
        );
        read(&text).unwrap().simulation.network().clone()
    }

    fn overlap(one: Area, other: Area) -> bool {
        one.x < other.x + other.width
            && other.x < one.x + one.width
            && one.y < other.y + other.height
            && other.y < one.y + one.height
    }

    #[test]
    fn nothing_overlaps_and_nothing_sticks_out() {
        for (count, width) in [(1, 390), (10, 780), (60, 780), (60, 390), (200, 780)] {
            let network = network(count);
            let directory = Directory::of(&network);
            let shown = [NetworkInterfaceId::new("eni-000")];
            let chosen = [NetworkInterfaceId::new(&format!("eni-{:03}", count - 1))];
            let layout = Layout::of(&network, &directory, &shown, &chosen, width);
            assert!(layout.card(chosen[0].as_str()).is_some(), "{count}: what is chosen is drawn");
            assert_eq!(layout.posts.len(), 1);
            for (at, card) in layout.cards.iter().enumerate() {
                let later = layout.cards.get(at + 1..).unwrap();
                assert!(later.iter().all(|other| !overlap(card.area, other.area)), "{count} in {width}");
                let lane = layout.lane(&card.subnet).unwrap().area;
                assert!(card.area.x + card.area.width <= lane.x + lane.width, "{count} in {width}");
                assert!(card.area.y + card.area.height <= lane.y + lane.height);
            }
            let hidden: usize = layout.lanes.iter().map(|lane| lane.hidden).sum();
            assert_eq!(layout.cards.len() + hidden, count);
            assert_eq!(hidden > 0, count > MOST);
            assert!(layout.card("eni-000").is_some());
        }
    }
    #[test]
    fn what_shares_its_name_is_told_apart_by_its_id() {
        let text = r#"{"SecurityGroups":[{"GroupId":"sg-1","GroupName":"web","VpcId":"vpc-1"},{"GroupId":"sg-2","GroupName":"db","VpcId":"vpc-2"}]}"#;
        let network = read(text).unwrap().simulation.network().clone();
        let layout = Layout::of(&network, &Directory::of(&network), &[], &[], 780);
        for vpc in &layout.vpcs {
            assert!(vpc.label.starts_with(&format!("stand-in VPC · {} · 10.", vpc.id)), "{}", vpc.label);
        }
        assert_eq!(layout.vpcs.len(), 2);
        // A name of its own stands alone.
        let name = told_apart("vpc-1", Some("shop"), std::iter::empty());
        assert_eq!(name, "shop");
    }
}
