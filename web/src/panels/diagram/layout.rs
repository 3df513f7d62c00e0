//! Where everything stands: the internet at the left edge, VPCs one under the other, subnets as lanes, interfaces
//! as cards in rows. Above each row of cards runs a track, in which the packet's path has room for its gates.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use sg_core::model::{Network, NetworkInterfaceId, ResourceId, SubnetId, VpcId};

use crate::state::directory::{Directory, InterfaceLine};

/// More interfaces than this, and only those on the path and their neighbours are drawn.
const MOST: usize = 60;
/// The neighbours that are drawn of each subnet then.
const NEIGHBOURS: usize = 6;

/// The width of the internet's band.
pub const BAND: i32 = 92;
/// The size of a card.
pub const CARD: (i32, i32) = (176, 62);
/// The height of a track.
pub const TRACK: i32 = 40;
const GAP: i32 = 14;
/// From the band to the border of the VPCs, where the internet gateways stand.
const VPC_X: i32 = BAND + 36;
/// From the border of a VPC to its lanes: the bus that joins them.
const BUS: i32 = 40;
/// From the border of a lane to its first card: room for the ACL and the route table.
const LANE_HEAD: i32 = 72;
const LABEL: i32 = 24;

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
}

impl Card {
    /// The height of the track above it.
    #[must_use]
    pub const fn track(&self) -> i32 {
        self.area.y - TRACK / 2
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

/// The whole drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// VPCs, from above.
    pub vpcs: Vec<VpcBox>,
    /// Subnets, from above.
    pub lanes: Vec<Lane>,
    /// Interfaces.
    pub cards: Vec<Card>,
    at: BTreeMap<NetworkInterfaceId, usize>,
    /// Width and height.
    pub size: (i32, i32),
}

impl Layout {
    /// Lays the network out in `width` pixels; `shown` are interfaces that must be drawn.
    #[must_use]
    pub fn of(network: &Network, directory: &Directory, shown: &[NetworkInterfaceId], width: i32) -> Self {
        let mut layout = Self::default();
        let width = width.max(VPC_X + BUS + LANE_HEAD + CARD.0 + 3 * GAP);
        let mut y = GAP;
        for (vpc, subnets) in members(network, directory) {
            y = layout.place_vpc(network, &vpc, &subnets, shown, y, width) + GAP;
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

    /// The x of the bus, which joins lanes and VPCs.
    #[must_use]
    pub const fn bus() -> i32 {
        VPC_X + BUS / 2
    }

    /// The x of the border of the VPCs.
    #[must_use]
    pub const fn border() -> i32 {
        VPC_X
    }

    fn place_vpc(
        &mut self,
        network: &Network,
        vpc: &VpcId,
        subnets: &Subnets<'_>,
        shown: &[NetworkInterfaceId],
        top: i32,
        width: i32,
    ) -> i32 {
        let found = network.vpcs.find(vpc);
        let block = found.and_then(|vpc| vpc.blocks().next()).map(|block| block.to_string());
        let name = found.and_then(|vpc| vpc.tags.name()).unwrap_or(vpc.as_str());
        let mut y = top + LABEL + 4;
        for (subnet, lines) in subnets {
            y = self.place_lane(network, subnet, lines, shown, y, width - GAP) + 10;
        }
        let area = Area { x: VPC_X, y: top, width: width - VPC_X - 2, height: y - top };
        self.vpcs.push(VpcBox { id: vpc.clone(), label: labelled(name, block), area });
        y
    }

    fn place_lane(
        &mut self,
        network: &Network,
        subnet: &SubnetId,
        lines: &[&InterfaceLine],
        shown: &[NetworkInterfaceId],
        top: i32,
        right: i32,
    ) -> i32 {
        let found = network.subnets.find(subnet);
        let block = found.and_then(|subnet| subnet.ipv4_block).map(|block| block.to_string());
        let name = found.and_then(|subnet| subnet.tags.name()).unwrap_or(subnet.as_str());
        let x = VPC_X + BUS;
        let drawn = choose(lines, shown, network.interfaces.len() > MOST);
        let first = x + LANE_HEAD;
        let columns = ((right - first - GAP + GAP) / (CARD.0 + GAP)).max(1);
        let mut y = top + LABEL;
        for row in drawn.chunks(usize::try_from(columns).unwrap_or(1)) {
            y += TRACK;
            for (column, line) in (0..).zip(row) {
                let area = Area { x: first + column * (CARD.0 + GAP), y, width: CARD.0, height: CARD.1 };
                self.cards.push(Card { id: line.id.clone(), area, subnet: subnet.clone() });
            }
            y += CARD.1;
        }
        let bottom = y + 10;
        let area = Area { x, y: top, width: right - x, height: bottom - top };
        let hidden = lines.len() - drawn.len();
        self.lanes.push(Lane { id: subnet.clone(), label: labelled(name, block), area, hidden });
        bottom
    }
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
fn choose<'a>(
    lines: &[&'a InterfaceLine],
    shown: &[NetworkInterfaceId],
    many: bool,
) -> Vec<&'a InterfaceLine> {
    if !many {
        return lines.to_vec();
    }
    let on_path = lines.iter().filter(|line| shown.contains(&line.id));
    let on_path: BTreeSet<&NetworkInterfaceId> = on_path.map(|line| &line.id).collect();
    if on_path.is_empty() {
        return lines.iter().take(1).copied().collect();
    }
    let mut left = NEIGHBOURS;
    let keep = |line: &&&InterfaceLine| {
        on_path.contains(&line.id) || {
            let room = left > 0;
            left = left.saturating_sub(1);
            room
        }
    };
    lines.iter().filter(keep).copied().collect()
}

/// The interface that has an address, private or public.
pub fn holder(network: &Network, address: IpAddr) -> Option<NetworkInterfaceId> {
    let has = |interface: &sg_core::model::NetworkInterface| {
        interface.owns(address)
            || interface.private_addresses.iter().any(|private| {
                private.association.as_ref().is_some_and(|public| IpAddr::V4(public.public_ip) == address)
            })
    };
    network.interfaces.iter().find(|interface| has(interface)).map(|interface| interface.id.clone())
}
