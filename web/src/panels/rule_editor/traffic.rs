//! The cells Type, Protocol and Port range of a row: choosing a type fills in the two others.

use std::rc::Rc;

use sg_core::catalog::icmp_types::{ICMP_TYPES, ICMPV6_TYPES, icmp_type, icmpv6_type_name};
use sg_core::catalog::rule_types::{PortField, ProtocolField};
use yew::prelude::*;

use crate::panels::row_editor::{Fields, OnChange, cell, fixed};
use crate::state::rule_draft::{RowField, RowProblem, RuleDraft};
use crate::ui::field::TextInput;
use crate::ui::select::{Choice, Select};

/// What the cells are given.
#[derive(Properties, PartialEq)]
pub struct TrafficProps {
    /// The row as typed.
    pub row: Rc<RuleDraft>,
    /// What EC2 answers to it, field by field.
    pub problems: Rc<[RowProblem]>,
    /// The types to choose from: their names, and how they are written.
    pub choices: Rc<[Choice]>,
    /// Where a change goes.
    pub onchange: OnChange<RuleDraft>,
}

impl TrafficProps {
    fn fields(&self) -> Fields<'_, RuleDraft> {
        Fields { key: self.row.key, problems: &self.problems, onchange: &self.onchange }
    }
}

/// The three cells.
#[component]
pub fn Traffic(props: &TrafficProps) -> Html {
    let fields = props.fields();
    let whole = fields.error(RowField::Row);
    let kind = fields.id("type");
    html! {
        <>
            { cell("Type", &kind, whole.as_ref(), html! {
                <Select
                    id={kind.clone()}
                    label="Type"
                    value={props.row.kind.clone()}
                    choices={props.choices.clone()}
                    invalid={whole.is_some()}
                    onchange={fields.edit(|row, name| row.choose_type(name))}
                />
            }) }
            { protocol(props, &fields) }
            { ports(props, &fields) }
        </>
    }
}

fn protocol(props: &TrafficProps, fields: &Fields<'_, RuleDraft>) -> Html {
    let (row, id) = (&props.row, &fields.id("protocol"));
    let error = fields.error(RowField::Protocol);
    let control = match row.rule_type().map(|listed| listed.protocol) {
        Some(ProtocolField::IcmpType) => {
            let all = Choice::new("-1", "All");
            let names = ICMP_TYPES.iter().map(|listed| Choice::new(listed.kind.to_string(), listed.name));
            html! {
                <Select
                    key="icmp-type"
                    id={id.clone()}
                    label="Protocol: ICMP type"
                    value={row.icmp_type.map_or_else(|| "-1".to_owned(), |number| number.to_string())}
                    choices={names.chain([all]).collect::<Rc<[Choice]>>()}
                    onchange={fields.edit(|row, number| row.choose_icmp_type(number.parse().ok()))}
                />
            }
        }
        Some(ProtocolField::Icmpv6Type) => {
            let own = row.icmp_type.filter(|kind| icmpv6_type_name(*kind).is_none());
            let own = own.map(|kind| Choice::new(kind.to_string(), format!("Type {kind}")));
            let names = ICMPV6_TYPES.iter().map(|(kind, name)| Choice::new(kind.to_string(), *name));
            html! {
                <Select
                    key="icmpv6-type"
                    id={id.clone()}
                    label="Protocol: ICMPv6 type"
                    value={row.icmp_type.map_or_else(String::new, |number| number.to_string())}
                    choices={names.chain(own).collect::<Rc<[Choice]>>()}
                    onchange={fields.edit(|row, number| row.choose_icmp_type(number.parse().ok()))}
                />
            }
        }
        Some(ProtocolField::Typed) => html! {
            <TextInput
                key="typed"
                id={id.clone()}
                label="Protocol"
                placeholder="Number or name"
                value={row.protocol.clone()}
                invalid={error.is_some()}
                oninput={fields.edit(|row, text| text.clone_into(&mut row.protocol))}
            />
        },
        _ => fixed(id, "Protocol", row.protocol_shown()),
    };
    cell("Protocol", id, error.as_ref(), control)
}

fn ports(props: &TrafficProps, fields: &Fields<'_, RuleDraft>) -> Html {
    let (row, id) = (&props.row, &fields.id("ports"));
    let error = fields.error(RowField::Ports);
    let is_six = row.rule_type().is_some_and(|listed| listed.protocol == ProtocolField::Icmpv6Type);
    let codes = row.icmp_type.and_then(icmp_type).filter(|_| !is_six).map_or(&[][..], |kind| kind.codes);
    let control = match row.rule_type().map(|listed| listed.ports) {
        Some(PortField::Typed) => html! {
            <TextInput
                key="typed"
                id={id.clone()}
                label="Port range"
                mono={true}
                placeholder="80 or 8000 - 8080"
                value={row.ports.clone()}
                invalid={error.is_some()}
                oninput={fields.edit(|row, text| text.clone_into(&mut row.ports))}
            />
        },
        Some(PortField::IcmpCode) if !codes.is_empty() => {
            let names = codes.iter().map(|code| Choice::new(code.code.to_string(), code.name));
            html! {
                <Select
                    key="icmp-code"
                    id={id.clone()}
                    label="Port range: ICMP code"
                    value={row.icmp_code.map_or_else(|| "-1".to_owned(), |number| number.to_string())}
                    choices={std::iter::once(Choice::new("-1", "All")).chain(names).collect::<Rc<[Choice]>>()}
                    onchange={fields.edit(|row, number| row.icmp_code = number.parse().ok())}
                />
            }
        }
        // A code that came with the entry is kept until it is given up.
        Some(PortField::IcmpCode) if is_six && row.icmp_code.is_some() => {
            let code = row.icmp_code.unwrap_or_default().to_string();
            let choices: Rc<[Choice]> =
                [Choice::new("-1", "All"), Choice::new(code.clone(), format!("Code {code}"))].into();
            html! {
                <Select
                    key="icmpv6-code"
                    id={id.clone()}
                    label="Port range: ICMPv6 code"
                    value={code}
                    {choices}
                    onchange={fields.edit(|row, number| row.icmp_code = number.parse().ok())}
                />
            }
        }
        _ => fixed(id, "Port range", row.ports_shown()),
    };
    cell("Port range", id, error.as_ref(), control)
}
