//! The test packet: who sends what to whom.

use std::rc::Rc;

use sg_core::catalog::icmp_types::{icmp_type, icmpv6_type_name};
use sg_core::catalog::rule_types::{PortField, ProtocolField, RULE_TYPES, RuleType};
use sg_core::net::Protocol;
use sg_core::wire::{ConversationInput, ConversationKind, FlagName, PacketInput, StepKind};
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::words::conversation_label;
use crate::state::ends::{End, resolve};
use crate::state::help;
use crate::state::packet_form::{Field as Name, Kind, PacketForm, reply};
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::combobox::{Combobox, Suggestion};
use crate::ui::field::{Field, TextInput};
use crate::ui::icon::Icon;
use crate::ui::select::{Choice, Select};

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct TestPacketProps {
    /// The form as typed.
    pub form: Rc<PacketForm>,
    /// What a packet can come from or go to.
    pub ends: Rc<Vec<End>>,
    /// The last packet sent.
    pub last: Option<Rc<PacketInput>>,
    /// What the evaluator said against the last attempt.
    pub refusal: Option<AttrValue>,
    /// Where the packet goes.
    pub dispatch: Dispatch,
}

impl TestPacketProps {
    fn edit(&self, change: impl Fn(&mut PacketForm, &str) + 'static) -> Callback<AttrValue> {
        let (form, dispatch) = (Rc::clone(&self.form), self.dispatch.clone());
        Callback::from(move |text: AttrValue| {
            let mut form = (*form).clone();
            change(&mut form, &text);
            dispatch.dispatch(Act::Form(Rc::new(form)));
        })
    }
}

/// The form at the right.
#[component]
pub fn TestPacket(props: &TestPacketProps) -> Html {
    let tried = use_state_eq(|| false);
    let form = &props.form;
    let answer = form.packet(&props.ends);
    let problems = answer.as_ref().err().filter(|_| *tried).cloned().unwrap_or_default();
    let error = |field: Name| {
        problems.iter().find(|(name, _)| *name == field).map(|(_, text)| AttrValue::Static(text))
    };
    let send = {
        let (tried, dispatch, answer) = (tried.setter(), props.dispatch.clone(), answer.clone());
        Callback::from(move |()| {
            tried.set(answer.is_err());
            if let Ok(packet) = answer.clone() {
                dispatch.dispatch(Act::Step(StepKind::Send(packet)));
            }
        })
    };
    let back = props.last.as_deref().and_then(reply);
    let answer_back = {
        let (dispatch, back) = (props.dispatch.clone(), back.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(packet) = back.clone() {
                dispatch.dispatch(Act::Step(StepKind::Send(packet)));
            }
        })
    };
    let converse = {
        let (tried, dispatch, answer, kind) =
            (tried.setter(), props.dispatch.clone(), answer.clone(), conversation_of(form));
        Callback::from(move |_: MouseEvent| {
            tried.set(answer.is_err());
            if let (Ok(packet), Some(kind)) = (&answer, kind) {
                dispatch.dispatch(Act::Step(StepKind::Converse(ConversationInput {
                    kind,
                    from: packet.from.clone(),
                    to: packet.to.clone(),
                    source_port: packet.source_port,
                    destination_port: packet.destination_port,
                    family: None,
                })));
            }
        })
    };
    let swap = props.edit(|form, _| std::mem::swap(&mut form.from, &mut form.to));
    let onsubmit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(());
        })
    };
    let suggestions = use_memo(props.ends.clone(), |ends| suggest(ends));
    html! {
        <section class="panel" part="packet" aria-labelledby="test-title">
            <div class="panel-head"><h2 id="test-title">{ "Test packet" }</h2>{ info(&help::TEST_PACKET) }</div>
            <form class="panel-body packet-form" {onsubmit}>
                <div class="pair" key="ends">
                    { end(props, &suggestions, "packet-from", "From", &form.from, error(Name::From), |form| &mut form.from) }
                    { end(props, &suggestions, "packet-to", "To", &form.to, error(Name::To), |form| &mut form.to) }
                </div>
                <div class="pair" key="what">
                    <Field id="packet-type" label="Type">
                        <Select
                            id="packet-type"
                            value={preset(form)}
                            choices={presets()}
                            onchange={props.edit(choose_preset)}
                        />
                    </Field>
                    <Field id="packet-protocol" label="Protocol">
                        <Select
                            id="packet-protocol"
                            value={form.kind.name()}
                            choices={Kind::ALL.map(|kind| Choice::new(kind.name(), kind.label())).as_slice().iter().cloned().collect::<Rc<[Choice]>>()}
                            onchange={props.edit(|form, name| form.set_kind(Kind::parse(name)))}
                        />
                    </Field>
                </div>
                <div key="fields">{ fields(props, &error) }</div>
                <div class="buttons" key="buttons">
                    <Button
                        key="send"
                        label="Send"
                        data_key="send"
                        icon={Icon::Send}
                        weight={Weight::Primary}
                        onclick={send.reform(|_: MouseEvent| ())}
                    />
                    if let Some(kind) = conversation_of(form) {
                        <Button
                            key="converse"
                            label={conversation_label(kind)}
                            data_key="converse"
                            title="Send the whole conversation, there and back"
                            onclick={converse}
                        />
                    }
                    <Button
                        key="reply"
                        label="Reply to last"
                        icon={Icon::Reply}
                        disabled={back.is_none()}
                        title="Send the answer to the last packet"
                        onclick={answer_back}
                    />
                    <Button
                        key="swap"
                        label="Swap ends"
                        weight={Weight::Quiet}
                        onclick={swap.reform(|_: MouseEvent| AttrValue::default())}
                    />
                </div>
                <div key="refusal" role="alert">
                    if let Some(refusal) = &props.refusal {
                        { crate::ui::field::error_text("packet", Some(refusal)) }
                    }
                </div>
                // The browser submits on Enter only where a submit button stands in the form.
                <button key="submit" type="submit" class="unseen" tabindex="-1" aria-hidden="true">{ "Send" }</button>
            </form>
        </section>
    }
}

/// The conversation that a packet like this begins.
fn conversation_of(form: &PacketForm) -> Option<ConversationKind> {
    match form.kind {
        Kind::Tcp => Some(ConversationKind::TcpConnect),
        Kind::Udp => Some(ConversationKind::UdpQuery),
        Kind::Icmp | Kind::Icmpv6 if matches!(form.icmp_type.trim(), "8" | "128") => {
            Some(ConversationKind::Ping)
        }
        Kind::Icmp | Kind::Icmpv6 | Kind::Other => None,
    }
}

fn end(
    props: &TestPacketProps,
    suggestions: &Rc<Vec<Suggestion>>,
    id: &'static str,
    label: &'static str,
    value: &str,
    error: Option<AttrValue>,
    place: fn(&mut PacketForm) -> &mut String,
) -> Html {
    let change = props.edit(move |form, text| text.clone_into(place(form)));
    let meant = resolve(&props.ends, value);
    let hint = props.ends.iter().find(|end| *end.value == *meant).map(|end| end.address.to_string());
    html! {
        <Field key={id} {id} {label} error={error.clone()} hint={hint.map(AttrValue::from)}>
            <Combobox
                {id}
                value={value.to_owned()}
                suggestions={suggestions.clone()}
                placeholder="Interface or address"
                invalid={error.is_some()}
                oninput={change.clone()}
                onchoose={change}
            />
        </Field>
    }
}

fn fields(props: &TestPacketProps, error: &impl Fn(Name) -> Option<AttrValue>) -> Html {
    let form = &props.form;
    let text = |id: &'static str,
                label: &'static str,
                value: &str,
                name: Name,
                hint: Option<&'static str>,
                place: fn(&mut PacketForm) -> &mut String| {
        html! {
            <Field key={id} {id} {label} error={error(name)} hint={hint.map(AttrValue::Static)}>
                <TextInput
                    {id}
                    mono={true}
                    inputmode="numeric"
                    value={value.to_owned()}
                    placeholder={(name == Name::SourcePort).then_some("50000")}
                    invalid={error(name).is_some()}
                    oninput={props.edit(move |form, text| text.clone_into(place(form)))}
                />
            </Field>
        }
    };
    match form.kind {
        Kind::Tcp | Kind::Udp => html! {
            <div class="stack" key="ports">
                <div class="pair" key="pair">
                    { text("packet-port", "Destination port", &form.port, Name::Port, None, |form| &mut form.port) }
                    { text("packet-source-port", "Source port", &form.source_port, Name::SourcePort, None, |form| &mut form.source_port) }
                </div>
                <div key="flags">
                    if form.kind == Kind::Tcp {
                        { flags(props) }
                    }
                </div>
            </div>
        },
        Kind::Icmp | Kind::Icmpv6 => html! {
            <div class="pair" key="icmp">
                { text("packet-icmp-type", "ICMP type", &form.icmp_type, Name::IcmpType, icmp_name(form), |form| &mut form.icmp_type) }
                { text("packet-icmp-code", "ICMP code", &form.icmp_code, Name::IcmpCode, None, |form| &mut form.icmp_code) }
            </div>
        },
        Kind::Other => html! {
            <div class="stack" key="other">
                { text("packet-number", "Protocol number", &form.protocol, Name::Protocol, Some("47 is GRE, 50 is ESP"), |form| &mut form.protocol) }
            </div>
        },
    }
}

fn icmp_name(form: &PacketForm) -> Option<&'static str> {
    let number = form.icmp_type.trim().parse::<u8>().ok()?;
    match form.kind {
        Kind::Icmp => icmp_type(number).map(|listed| listed.name),
        _ => icmpv6_type_name(number),
    }
}

fn flags(props: &TestPacketProps) -> Html {
    const FLAGS: [(FlagName, &str); 5] = [
        (FlagName::Syn, "SYN"),
        (FlagName::Ack, "ACK"),
        (FlagName::Fin, "FIN"),
        (FlagName::Rst, "RST"),
        (FlagName::Psh, "PSH"),
    ];
    let boxes = FLAGS.into_iter().map(|(flag, name)| {
        let toggle = props.edit(move |form, _| form.toggle(flag));
        html! {
            <label key={name} class="check">
                <input
                    type="checkbox"
                    checked={props.form.flags.contains(&flag)}
                    onchange={toggle.reform(|_: Event| AttrValue::default())}
                />
                <span class="mono">{ name }</span>
            </label>
        }
    });
    html! {
        <fieldset class="field">
            <legend class="label">{ "TCP flags" }</legend>
            <div class="checks">{ for boxes }</div>
        </fieldset>
    }
}

/// The services of the rule form that a packet can be of, and ping.
fn presets() -> Rc<[Choice]> {
    let own = Choice::new("", "Custom");
    let ping = [Choice::new("Ping", "Ping"), Choice::new("Ping - IPv6", "Ping - IPv6")];
    let services = RULE_TYPES.iter().filter(|one| single_port(one).is_some());
    let services = services.map(|one| Choice::new(one.name, one.name));
    std::iter::once(own).chain(ping).chain(services).collect()
}

fn single_port(listed: &RuleType) -> Option<(Protocol, u16)> {
    match (listed.protocol, listed.ports) {
        (ProtocolField::Fixed(_, Some(protocol)), PortField::Fixed(_, Some((low, high)))) if low == high => {
            u16::try_from(low).ok().map(|port| (protocol, port))
        }
        _ => None,
    }
}

fn preset(form: &PacketForm) -> AttrValue {
    let protocol = match form.kind {
        Kind::Tcp => Protocol::TCP,
        Kind::Udp => Protocol::UDP,
        Kind::Icmp if form.icmp_type.trim() == "8" => return AttrValue::Static("Ping"),
        Kind::Icmpv6 if form.icmp_type.trim() == "128" => return AttrValue::Static("Ping - IPv6"),
        _ => return AttrValue::default(),
    };
    let port = form.port.trim().parse::<u16>().ok();
    let named =
        RULE_TYPES.iter().find(|one| single_port(one).is_some_and(|(p, n)| p == protocol && Some(n) == port));
    named.map_or_else(AttrValue::default, |one| AttrValue::Static(one.name))
}

fn choose_preset(form: &mut PacketForm, name: &str) {
    match name {
        "Ping" => form.set_kind(Kind::Icmp),
        "Ping - IPv6" => form.set_kind(Kind::Icmpv6),
        _ => {
            let chosen = RULE_TYPES.iter().find(|one| one.name == name).and_then(single_port);
            match chosen {
                Some((protocol, port)) => {
                    form.set_kind(if protocol == Protocol::UDP { Kind::Udp } else { Kind::Tcp });
                    form.port = port.to_string();
                }
                None => form.port.clear(),
            }
            return;
        }
    }
    let echo = if form.kind == Kind::Icmpv6 { "128" } else { "8" };
    echo.clone_into(&mut form.icmp_type);
    "0".clone_into(&mut form.icmp_code);
}

fn suggest(ends: &[End]) -> Vec<Suggestion> {
    let suggestion = |end: &End| Suggestion {
        value: end.label.to_string().into(),
        label: end.label.to_string().into(),
        detail: end.address.to_string().into(),
        group: AttrValue::Static(if end.carrier.is_some() { "Network interfaces" } else { "Outside" }),
    };
    ends.iter().map(suggestion).collect()
}
