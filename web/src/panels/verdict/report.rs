//! A verdict as a text to paste elsewhere: plain, or Markdown.

use std::fmt::Write;

use sg_core::explain::{confirmation, display_name, fixes, nearest_miss, reason, summary};
use sg_core::model::{ResourceId, SecurityGroupRuleId};
use sg_core::net::Decision;
use sg_core::path::{CheckpointKind, Trace};
use sg_core::simulation::{Answer, Moment};

use crate::panels::words::{checkpoint_title, sentence, verdict, way_line};
use crate::state::ends::holder;
use crate::state::store::walk_of;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
}

impl Style {
    fn code(self, text: &str) -> String {
        match self {
            Self::Text => text.to_owned(),
            Self::Markdown => format!("`{text}`"),
        }
    }

    fn strong(self, text: &str) -> String {
        match self {
            Self::Text => text.to_owned(),
            Self::Markdown => format!("**{text}**"),
        }
    }

    fn block(self, lines: &[String]) -> String {
        match self {
            Self::Text => lines.iter().map(|line| format!("  {line}\n")).collect(),
            Self::Markdown => format!("```sh\n{}\n```\n", lines.join("\n")),
        }
    }
}

/// The verdict, its checkpoints, the edit that would open it and the lines that confirm it.
#[must_use]
pub fn report(moment: &Moment, line: Option<usize>, style: Style) -> String {
    let mut out = String::new();
    if let Answer::Conversed(dialogue) = &moment.answer {
        for line in &dialogue.lines {
            let word = verdict(line.trace.verdict);
            // Writing to a text cannot fail.
            let _ = writeln!(out, "- {} {}: {word}", line.label, style.code(&way_line(&line.trace)));
        }
        out.push('\n');
    }
    if let Some(trace) = walk_of(moment, line) {
        of_walk(&mut out, trace, style);
    }
    out
}

fn of_walk(out: &mut String, trace: &Trace, style: Style) {
    let _ = writeln!(out, "{}: {}", style.strong(verdict(trace.verdict)), style.code(&way_line(trace)));
    let _ = writeln!(out, "{}", sentence(&summary(trace)));
    if let Some(nearest) = trace.blocking().and_then(|checkpoint| nearest_miss(&trace.network, checkpoint)) {
        let _ = writeln!(out, "Nearest miss: {}", sentence(&nearest.sentence));
    }
    out.push('\n');
    for (at, checkpoint) in trace.checkpoints.iter().enumerate() {
        let mark = match checkpoint.decision {
            Decision::Allowed => "✓",
            Decision::Denied => "✗",
            Decision::Unknown => "?",
        };
        let name = display_name(&trace.network, &checkpoint.resource);
        let why = sentence(&reason(&trace.network, checkpoint));
        let title = checkpoint_title(checkpoint);
        let _ = writeln!(out, "{}. {mark} {} ({name}): {why}", at + 1, style.strong(&title));
    }
    let fix = fixes(trace).into_iter().next();
    let edits: Vec<String> = fix.iter().flat_map(|fix| fix.commands.lines()).map(str::to_owned).collect();
    if !edits.is_empty() {
        let _ = write!(out, "\nWould open it:\n\n{}", style.block(&edits));
    }
    let ends = ends_at_aws(trace);
    let lines = confirmation(trace, &ends.0, &ends.1);
    if !lines.is_empty() {
        let _ = write!(out, "\nConfirm it at AWS:\n\n{}", style.block(&lines));
    }
    if names_a_made_id(out, trace) {
        out.push_str("\nThe import has no ids of rules: these were made here; AWS has its own.\n");
    }
    if !trace.assumptions.is_empty() {
        out.push('\n');
    }
    for assumption in &trace.assumptions {
        let lacks = assumption.is_lacking();
        let (word, end) =
            if lacks { ("Not described", "") } else { ("Assumed", " AWS does not document this.") };
        let _ = writeln!(out, "{word}: {}{end}", assumption.sentence());
    }
}

/// Whether a text names a rule by an id that was made at import.
fn names_a_made_id(text: &str, trace: &Trace) -> bool {
    let rule = |id: &str| {
        let id = SecurityGroupRuleId::new(id);
        trace.network.security_groups.iter().find_map(|group| group.rule(&id).cloned())
    };
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-');
    let mut ids = words.filter(|word| word.starts_with(SecurityGroupRuleId::PREFIX));
    ids.any(|id| rule(id).is_some_and(|rule| rule.id_is_invented))
}

/// The ends of a walk as Reachability Analyzer takes them: interfaces, for the internet its gateway, else addresses.
#[must_use]
pub fn ends_at_aws(trace: &Trace) -> (String, String) {
    let is_gateway = |kind| kind == CheckpointKind::InternetGateway;
    let gateway = trace.checkpoints.iter().find(|checkpoint| is_gateway(checkpoint.kind));
    // AWS knows no interface that stands in.
    let interface = |address: std::net::IpAddr| {
        let id = holder(&trace.network, address)?;
        let stands_in = trace.network.interfaces.find(&id).is_some_and(|own| own.is_stand_in);
        Some(if stands_in { address.to_string() } else { id.to_string() })
    };
    let source = interface(trace.packet.source);
    let source = source.or_else(|| gateway.map(|gateway| gateway.resource.to_string()));
    (
        source.unwrap_or_else(|| trace.packet.source.to_string()),
        interface(trace.packet.destination).unwrap_or_else(|| trace.packet.destination.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use crate::state::store::{Act, State};
    use sg_core::wire::StepKind;
    use std::rc::Rc;
    use yew::Reducible;

    #[test]
    fn a_report_holds_all_that_a_reader_elsewhere_needs() {
        let state = State::new(first());
        let moment = state.shown().unwrap();
        let text = report(moment, None, Style::Text);
        for part in [
            "Denied: TCP 203.0.113.10:50000",
            "web has no inbound rule for TCP 22",
            "Nearest miss: sgr-",
            "4. ✗ Security groups, inbound (web-1):",
            "  aws ec2 authorize-security-group-ingress --group-id sg-0a1000000000000e1",
            "  aws ec2 start-network-insights-analysis --network-insights-path-id \"$(aws ec2 create-network-insights-path --source igw-",
            "--destination eni-0a1000000000000f1 --protocol tcp --destination-port 22 --source-ip 203.0.113.10",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(!text.contains("made here"), "{text}");
        let markdown = report(moment, None, Style::Markdown);
        assert!(markdown.starts_with("**Denied**: `TCP"), "{markdown}");
        assert!(markdown.contains("```sh\naws ec2 authorize"), "{markdown}");
    }

    #[test]
    fn what_the_import_lacked_is_not_reported_as_if_aws_knew_it() {
        let group = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "IpPermissions": [
            {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}]}]}"#;
        let imported = crate::state::import::read(group).unwrap();
        let state = Rc::new(State::new(imported.simulation));
        let mut packet = state.form.packet(&state.ends).unwrap();
        packet.destination_port = Some(22);
        let sent = state.reduce(Act::Begin(StepKind::Send(packet)));
        let text = report(sent.shown().unwrap(), None, Style::Text);
        assert!(text.contains("Nearest miss: sgr-") && text.contains("these were made here"), "{text}");
        assert!(!text.contains("eni-"), "{text}");
    }
}
