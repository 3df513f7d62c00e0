//! Reading what a person pasted, dropped or opened: a document of the playground, or what the AWS CLI prints.

use serde_json::{Value, json};
use sg_core::formats::{aws, document, share};
use sg_core::model::Network;
use sg_core::simulation::Simulation;
use sg_core::wire::{Document, Problem, Severity};

/// What was read, before it takes the place of the present work.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The network and whatever steps came with it.
    pub simulation: Simulation,
    /// What could not be used, and what was supplied; the worst first.
    pub problems: Vec<Problem>,
    /// How much stands in for what is not described.
    pub supplied: aws::Supplied,
}

/// Reads one text, or several that describe one network, each with its file's name; or says what is wrong.
pub fn read_all(texts: &[(String, String)]) -> Result<Imported, String> {
    if let [(_, text)] = texts {
        return read(text);
    }
    if let Some((name, _)) = texts.iter().find(|(_, text)| is_document(text)) {
        return Err(format!("{name} is a document of its own: open it alone"));
    }
    let sources: Vec<_> = texts.iter().map(|(name, text)| aws::Source { name, text }).collect();
    described(&sources)
}

/// Reads a text, or says what is wrong with it and where.
pub fn read(text: &str) -> Result<Imported, String> {
    if !is_document(text) {
        return described(&[aws::Source { name: "", text }]);
    }
    let (document, mut problems) = document::read(text).map_err(|error| error.to_string())?;
    let (simulation, more) = Simulation::new(document);
    problems.extend(more);
    problems.sort_by_key(|problem| problem.severity);
    Ok(Imported { simulation, problems, supplied: aws::Supplied::default() })
}

/// What the AWS CLI printed.
fn described(sources: &[aws::Source<'_>]) -> Result<Imported, String> {
    let mut import = aws::import(sources).map_err(|error| error.to_string())?;
    let mut simulation = Simulation::of(import.network);
    let first = sources.first().map_or("", |source| source.text);
    simulation.set_document(|document| note_origin(document, first));
    import.problems.sort_by_key(|problem| problem.severity);
    Ok(Imported { simulation, problems: import.problems, supplied: import.supplied })
}

/// A look at both ends spares reading a large description twice: `version` stands first or last in a document.
fn is_document(text: &str) -> bool {
    const LOOK: usize = 4096;
    let bytes = text.as_bytes();
    let named = |part: &[u8]| part.windows(9).any(|word| word == b"\"version\"");
    let may_be = named(&bytes[..bytes.len().min(LOOK)]) || named(&bytes[bytes.len().saturating_sub(LOOK)..]);
    may_be && document::is_document(text)
}

/// The key under which a document says that it was imported, and when it was described.
pub const ORIGIN: &str = "imported";
/// The key that the script for gathering writes: the time, as `2026-01-31T09:30:00Z`.
const GATHERED: &str = "GatheredAt";

/// Notes that a document was imported, and when it was gathered where the text says so.
fn note_origin(document: &mut Document, text: &str) {
    // The script writes it first; a search through megabytes for what is not there would be felt.
    let head: String = text.chars().take(400).collect();
    let after = head.split_once(GATHERED).and_then(|(_, after)| after.split_once(": \""));
    let at = after.and_then(|(_, time)| time.split_once('"')).map(|(time, _)| time);
    let at = at.filter(|time| seconds_of(time).is_some());
    document.unknown.insert(ORIGIN.to_owned(), json!({ GATHERED: at }));
}

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOrigin {
    /// When it was described, as `2026-01-31T09:30:00Z`.
    pub gathered: Option<String>,
}

/// The origin of a document that was imported; none of any other.
#[must_use]
pub fn import_origin(document: &Document) -> Option<ImportOrigin> {
    let origin = document.unknown.get(ORIGIN)?;
    let gathered = origin.get(GATHERED).and_then(Value::as_str);
    Some(ImportOrigin { gathered: gathered.map(str::to_owned) })
}

/// Seconds since 1970 of a time as `2026-01-31T09:30:00Z`.
#[must_use]
pub fn seconds_of(time: &str) -> Option<u64> {
    let (date, clock) = time.strip_suffix('Z')?.split_once('T')?;
    let numbers = |text: &str, by: char| -> Option<[u64; 3]> {
        let parts: Vec<u64> = text.split(by).map(str::parse).collect::<Result<_, _>>().ok()?;
        parts.try_into().ok()
    };
    let ([year, month, day], [hours, minutes, seconds]) = (numbers(date, '-')?, numbers(clock, ':')?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years are counted from March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468;
    Some(days * 86_400 + hours * 3_600 + minutes * 60 + seconds)
}

/// What an import lacks that a packet may need: its name, and the command of the AWS CLI that describes it.
#[must_use]
pub fn lacking(network: &Network) -> Vec<(&'static str, &'static str)> {
    [
        ("VPCs", "describe-vpcs", network.vpcs.is_described()),
        ("Subnets", "describe-subnets", network.subnets.is_described()),
        ("Network interfaces", "describe-network-interfaces", network.interfaces.is_described()),
        ("Route tables", "describe-route-tables", network.route_tables.is_described()),
        ("Network ACLs", "describe-network-acls", network.network_acls.is_described()),
        ("Internet gateways", "describe-internet-gateways", network.internet_gateways.is_described()),
        (
            "Egress-only internet gateways",
            "describe-egress-only-internet-gateways",
            network.egress_only_internet_gateways.is_described(),
        ),
        ("NAT gateways", "describe-nat-gateways", network.nat_gateways.is_described()),
        ("VPC endpoints", "describe-vpc-endpoints", network.vpc_endpoints.is_described()),
        ("VPC peering connections", "describe-vpc-peering-connections", network.peerings.is_described()),
        ("Transit gateways", "describe-transit-gateways", network.transit_gateways.is_described()),
        ("Managed prefix lists", "describe-managed-prefix-lists", network.prefix_lists.is_described()),
        (
            "VPC Block Public Access",
            "describe-vpc-block-public-access-options",
            network.block_public_access.described,
        ),
    ]
    .into_iter()
    .filter(|(.., described)| !described)
    .map(|(name, command, _)| (name, command))
    .collect()
}

/// Something that was read elsewhere and waits for the reader's word. Compared by identity.
#[derive(Clone, Debug)]
pub struct Offered(pub std::rc::Rc<Imported>);

impl PartialEq for Offered {
    fn eq(&self, other: &Self) -> bool {
        std::rc::Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Reads a link's fragment, or says what is wrong with it.
pub fn read_link(link: &str) -> Result<Imported, String> {
    let (document, mut problems) = share::read_fragment(link).map_err(|error| error.to_string())?;
    let (simulation, more) = Simulation::new(document);
    problems.extend(more);
    problems.sort_by_key(|problem| problem.severity);
    Ok(Imported { simulation, problems, supplied: aws::Supplied::default() })
}

impl Imported {
    /// Gives what has no name one of its own: the file's, else the VPC's or the account's, else the day; a number
    /// behind it where a document that is kept has that name.
    pub fn call_it(&mut self, file: Option<&str>, today: &str, taken: &[&str]) {
        if !self.simulation.document().name.trim().is_empty() {
            return;
        }
        let stem = file.map(|file| file.rsplit_once('.').map_or(file, |(stem, _)| stem).trim());
        let name = stem.filter(|stem| !stem.is_empty()).map(str::to_owned);
        let name = name.or_else(|| self.known_name()).unwrap_or_else(|| format!("Imported {today}"));
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(&name.as_str()));
        self.simulation.set_document(|document| document.name = free.unwrap_or(name));
    }

    /// The name of the only VPC, else the only account.
    fn known_name(&self) -> Option<String> {
        let network = self.simulation.network();
        // What was supplied has a name that is no one's.
        let mut vpcs = network.vpcs.iter().filter(|vpc| !vpc.is_stand_in);
        if let (Some(only), None) = (vpcs.next(), vpcs.next())
            && let Some(name) = only.tags.name().filter(|name| !name.trim().is_empty())
        {
            return Some(name.to_owned());
        }
        let of_groups = network.security_groups.iter().map(|group| &*group.owner);
        let mut owners: Vec<&str> = network.vpcs.iter().map(|vpc| &*vpc.owner).chain(of_groups).collect();
        owners.dedup();
        match owners.as_slice() {
            [owner] if owner.len() == 12 => Some(format!("Account {owner}")),
            _ => None,
        }
    }

    /// How many of each thing were read, in words; what stands in is not counted.
    #[must_use]
    pub fn counts(&self) -> Vec<(usize, &'static str)> {
        let network = self.simulation.network();
        let rules = network.security_groups.iter().map(|group| group.rules.len()).sum();
        let own = |all: usize, supplied: usize| all.saturating_sub(supplied);
        counted(&[
            (own(network.vpcs.len(), self.supplied.vpcs), "VPC", "VPCs"),
            (own(network.subnets.len(), self.supplied.subnets), "subnet", "subnets"),
            (
                own(network.interfaces.len(), self.supplied.interfaces),
                "network interface",
                "network interfaces",
            ),
            (own(network.security_groups.len(), self.supplied.groups), "security group", "security groups"),
            (rules, "security group rule", "security group rules"),
            (network.prefix_lists.len(), "prefix list", "prefix lists"),
        ])
    }

    /// What was supplied to stand in for what is not described, as a list in words; none where nothing was.
    #[must_use]
    pub fn stand_ins(&self) -> Option<String> {
        let all = counted(&[
            (self.supplied.vpcs, "VPC", "VPCs"),
            (self.supplied.subnets, "subnet", "subnets"),
            (self.supplied.interfaces, "network interface", "network interfaces"),
            (self.supplied.groups, "security group", "security groups"),
        ]);
        let all: Vec<String> = all.into_iter().map(|(count, noun)| format!("{count} {noun}")).collect();
        match all.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
        }
    }

    /// How many problems of a kind there are.
    #[must_use]
    pub fn problems_of(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }
}

/// Those of which there are any, each with its word.
fn counted(all: &[(usize, &'static str, &'static str)]) -> Vec<(usize, &'static str)> {
    let some = all.iter().filter(|(count, ..)| *count > 0);
    some.map(|(count, one, many)| (*count, if *count == 1 { *one } else { *many })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        read(text).map(|_| ()).unwrap_err()
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        assert!(refusal("hello").contains("line 1"), "{}", refusal("hello"));
        assert!(refusal("{\"SecurityGroups\": [").contains("line 1"));
    }

    #[test]
    fn json_of_another_shape_is_refused() {
        for text in ["42", "[]", "{}", "{\"Buckets\": []}"] {
            assert!(!refusal(text).is_empty());
        }
    }

    #[test]
    fn several_files_describe_one_network_and_a_document_stands_alone() {
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let vpcs = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#;
        let groups = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1"}]}"#;
        let imported = read_all(&[file("vpcs.json", vpcs), file("groups.json", groups)]).unwrap();
        assert_eq!(imported.counts(), [(1, "VPC"), (1, "security group")]);
        let mixed = [file("vpcs.json", vpcs), file("mine.json", r#"{"version": 1, "name": "a"}"#)];
        let refused = read_all(&mixed).map(|_| ()).unwrap_err();
        assert_eq!(refused, "mine.json is a document of its own: open it alone");
        assert!(read_all(&mixed[1..]).is_ok());
        let cut = [file("vpcs.json", vpcs), file("cut.json", "{\n\"Subnets\": [")];
        let told = read_all(&cut).unwrap().problems;
        assert_eq!(told[0].path, "cut.json:2");
    }

    #[test]
    fn what_a_newer_version_wrote_is_told_and_kept() {
        let imported = read(r#"{"version": 99, "name": "later", "colours": {"sg-1": "blue"}}"#).unwrap();
        assert!(imported.problems.iter().any(|problem| problem.message.contains("version 99")));
        assert_eq!(imported.simulation.to_document().unknown.get("colours").unwrap()["sg-1"], "blue");
    }

    #[test]
    fn a_document_that_is_cut_is_refused_with_its_place() {
        assert!(refusal(r#"{"version": 1, "steps": [{"advance""#).contains("line 1"));
    }

    #[test]
    fn the_time_of_an_import_is_read_and_counted() {
        assert_eq!(seconds_of("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds_of("2026-11-25T18:40:30Z"), Some(1_795_632_030));
        assert_eq!(seconds_of("2024-02-29T00:00:01Z"), Some(1_709_164_801));
        for wrong in ["", "2026-11-25", "2026-13-01T00:00:00Z", "now", "2026-11-25T18:40Z"] {
            assert_eq!(seconds_of(wrong), None, "{wrong}");
        }
        let text = r#"{"GatheredAt": "2026-11-25T18:40:30Z", "SecurityGroups": [], "Vpcs": []}"#;
        let imported = read(text).unwrap();
        let origin = import_origin(imported.simulation.document()).unwrap();
        assert_eq!(origin.gathered.as_deref(), Some("2026-11-25T18:40:30Z"));
        let lacks = lacking(imported.simulation.network());
        assert!(lacks.contains(&("Route tables", "describe-route-tables")), "{lacks:?}");
        assert!(lacks.iter().all(|(name, _)| *name != "VPCs"), "{lacks:?}");
    }

    #[test]
    fn an_import_is_named_by_its_file_its_vpc_its_account_or_its_day() {
        let vpc = |tags: &str| {
            format!(
                r#"{{"Vpcs": [{{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333"{tags}}}]}}"#
            )
        };
        let named = vpc(r#", "Tags": [{"Key": "Name", "Value": "shop"}]"#);
        let called = |text: &str, file: Option<&str>, taken: &[&str]| {
            let mut imported = read(text).unwrap();
            imported.call_it(file, "2026-11-25", taken);
            imported.simulation.document().name.clone()
        };
        assert_eq!(called(&named, Some("my.account.json"), &[]), "my.account");
        assert_eq!(called(&named, Some(".json"), &[]), "shop");
        assert_eq!(called(&named, None, &["other"]), "shop");
        assert_eq!(called(&named, None, &["shop", "shop (2)"]), "shop (3)");
        assert_eq!(called(&vpc(""), None, &[]), "Account 111122223333");
        assert_eq!(called(r#"{"Vpcs": []}"#, None, &[]), "Imported 2026-11-25");
        // What stands in gives its name to nothing.
        let group =
            r#"{"SecurityGroups": [{"GroupId": "sg-1", "VpcId": "vpc-1", "OwnerId": "111122223333"}]}"#;
        assert_eq!(called(group, None, &[]), "Account 111122223333");
        // A document of the playground brings its own.
        let document = r#"{"version": 1, "name": "mine", "base": {}, "steps": []}"#;
        assert_eq!(called(document, Some("file.json"), &["mine"]), "mine");
    }

    #[test]
    fn groups_alone_are_enough() {
        let text = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "Description": "d", "VpcId": "vpc-1",
            "OwnerId": "111122223333", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
            "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "IpPermissionsEgress": []}]}"#;
        let imported = read(text).unwrap();
        assert_eq!(imported.simulation.network().security_groups.len(), 1);
        // What was read is counted apart from what stands in.
        assert_eq!(imported.counts(), [(1, "security group"), (1, "security group rule")]);
        assert_eq!(imported.stand_ins().as_deref(), Some("1 VPC, 1 subnet and 1 network interface"));
        let described =
            read(r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}], "SecurityGroups": []}"#);
        let described = described.unwrap();
        assert!(described.counts().contains(&(1, "VPC")), "{:?}", described.counts());
        assert_eq!(described.stand_ins(), None);
        assert!(imported.problems_of(Severity::Info) > 0, "a supplied interface is told");
    }

    #[test]
    fn a_group_of_which_the_rules_alone_are_described_counts_as_supplied() {
        let rule = |id: &str, group: &str, port: u16| {
            format!(
                r#"{{"SecurityGroupRuleId": "{id}", "GroupId": "{group}", "IsEgress": false, "IpProtocol": "tcp",
                "FromPort": {port}, "ToPort": {port}, "CidrIpv4": "0.0.0.0/0"}}"#
            )
        };
        let rules =
            [rule("sgr-1", "sg-1", 80), rule("sgr-2", "sg-2", 80), rule("sgr-3", "sg-2", 443)].join(",");
        let groups = r#"[{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1"}]"#;
        let told = |text: String| {
            let imported = read(&text).unwrap();
            (imported.counts(), imported.stand_ins().unwrap())
        };
        let (counts, stand_ins) = told(format!(r#"{{"SecurityGroupRules": [{rules}]}}"#));
        assert_eq!(counts, [(3, "security group rules")]);
        assert!(stand_ins.ends_with(" and 2 security groups"), "{stand_ins}");
        let (counts, stand_ins) =
            told(format!(r#"{{"SecurityGroups": {groups}, "SecurityGroupRules": [{rules}]}}"#));
        assert_eq!(counts, [(1, "security group"), (3, "security group rules")]);
        assert!(stand_ins.ends_with(" and 1 security group"), "{stand_ins}");
    }
}
