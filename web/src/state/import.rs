//! Reading what a person pasted, dropped or opened: a document of the playground, or what the AWS CLI prints.

use serde_json::Value;
use sg_core::formats::{aws, share};
use sg_core::simulation::Simulation;
use sg_core::wire::{Document, Problem, Severity};

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
    let (simulation, mut problems) = match document(text) {
        Some(document) => Simulation::new(document?),
        None => {
            let source = aws::Source { name: "", text };
            let import = aws::import(&[source]).map_err(|error| error.to_string())?;
            (Simulation::of(import.network), import.problems)
        }
    };
    problems.sort_by_key(|problem| problem.severity);
    Ok(Imported { simulation, problems })
}

/// The text as a document; none where it is not one.
fn document(text: &str) -> Option<Result<Document, String>> {
    // A look at the beginning spares parsing a large description twice.
    let head: String = text.chars().take(4096).collect();
    if !head.contains("\"version\"") {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    let version = value.get("version")?.as_u64();
    if version != Some(u64::from(Document::VERSION)) {
        let version = version.map_or_else(|| "unknown".to_owned(), |version| version.to_string());
        return Some(Err(format!(
            "the document has version {version}; this page reads version {}",
            Document::VERSION
        )));
    }
    Some(serde_json::from_value(value).map_err(|error| error.to_string()))
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
    fn a_document_of_another_version_is_refused() {
        assert!(refusal("{\"version\": 99}").contains("version 99"));
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
