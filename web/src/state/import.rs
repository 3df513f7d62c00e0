//! Reading what a person pasted, dropped or opened: a document of the playground, or what the AWS CLI prints.

use sg_core::formats::{aws, document, share};
use sg_core::simulation::Simulation;
use sg_core::wire::{Problem, Severity};

/// What was read, before it takes the place of the present work.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The network and whatever steps came with it.
    pub simulation: Simulation,
    /// What could not be used, and what was supplied; the worst first.
    pub problems: Vec<Problem>,
}

/// Reads a text, or says what is wrong with it and where.
pub fn read(text: &str) -> Result<Imported, String> {
    let (simulation, mut problems) = if may_be_document(text) && document::is_document(text) {
        let (document, mut problems) = document::read(text).map_err(|error| error.to_string())?;
        let (simulation, more) = Simulation::new(document);
        problems.extend(more);
        (simulation, problems)
    } else {
        let source = aws::Source { name: "", text };
        let import = aws::import(&[source]).map_err(|error| error.to_string())?;
        (Simulation::of(import.network), import.problems)
    };
    problems.sort_by_key(|problem| problem.severity);
    Ok(Imported { simulation, problems })
}

/// A look at both ends spares reading a large description twice: `version` stands first or last in a document.
fn may_be_document(text: &str) -> bool {
    const LOOK: usize = 4096;
    let bytes = text.as_bytes();
    let named = |part: &[u8]| part.windows(9).any(|word| word == b"\"version\"");
    named(&bytes[..bytes.len().min(LOOK)]) || named(&bytes[bytes.len().saturating_sub(LOOK)..])
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
    Ok(Imported { simulation, problems })
}

impl Imported {
    /// How many of each thing there are, in words.
    #[must_use]
    pub fn counts(&self) -> Vec<(usize, &'static str)> {
        let network = self.simulation.network();
        let rules = network.security_groups.iter().map(|group| group.rules.len()).sum();
        [
            (network.vpcs.len(), "VPCs"),
            (network.subnets.len(), "subnets"),
            (network.interfaces.len(), "network interfaces"),
            (network.security_groups.len(), "security groups"),
            (rules, "security group rules"),
            (network.prefix_lists.len(), "prefix lists"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .collect()
    }

    /// How many problems of a kind there are.
    #[must_use]
    pub fn problems_of(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }
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
    fn groups_alone_are_enough() {
        let text = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "Description": "d", "VpcId": "vpc-1",
            "OwnerId": "111122223333", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
            "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "IpPermissionsEgress": []}]}"#;
        let imported = read(text).unwrap();
        assert_eq!(imported.simulation.network().security_groups.len(), 1);
        assert!(imported.counts().contains(&(1, "security group rules")));
        assert!(imported.problems_of(Severity::Info) > 0, "a supplied interface is told");
    }
}
