//! The test packet: who sends what to whom.

use std::rc::Rc;

use sg_core::catalog::icmp_types::{icmp_type, icmpv6_type_name};
use sg_core::catalog::rule_types::RULE_TYPES;
use sg_core::path::reply_to;
use sg_core::simulation::Simulation;
use sg_core::wire::{ConversationKind, StepKind, Verb};
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::words::conversation_label;
use crate::state::ends::{End, instead, is_whole, resolve};
use crate::state::expectation::{Failing, must_be};
use crate::state::help;
use crate::state::packet_form::{FLAGS, Field as Name, Kind, PacketForm, recent, single_port};
use crate::state::refused::Refused;
use crate::state::store::{Act, Dispatch, Make, Open, expected};
use crate::ui::button::{Button, Weight};
use crate::ui::combobox::{Combobox, Suggestion};
use crate::ui::field::{Field, TextInput};
use crate::ui::icon::{Icon, icon};
use crate::ui::region::Region;
use crate::ui::select::{Choice, Select};
use crate::ui::time_left::span;

/// An address for the list of ends: one of those that are for documentation.
const ANY_ADDRESS: &str = "203.0.113.50";

/// What the panel is given.
#[derive(Properties)]
pub struct TestPacketProps {
    /// The form as typed.
    pub form: Rc<PacketForm>,
    /// What a packet can come from or go to.
    pub ends: Rc<Vec<End>>,
    /// What was sent so far.
    pub simulation: Rc<Simulation>,
    /// Why the last attempt was not sent.
    pub refusal: Option<Rc<Refused>>,
    /// The expectations that fail; none where all hold.
    pub failing: Option<Failing>,
    /// Whether nothing may be edited, expectations included.
    pub readonly: bool,
    /// Where the packet goes.
    pub dispatch: Dispatch,
}

impl PartialEq for TestPacketProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation)
            && Rc::ptr_eq(&self.ends, &other.ends)
            && (&self.form, &self.refusal) == (&other.form, &other.refusal)
            && (self.failing, self.readonly) == (other.failing, other.readonly)
    }
}

impl TestPacketProps {
    fn edit(&self, change: impl Fn(&mut PacketForm, &str) + 'static) -> Callback<AttrValue> {
        let (change, dispatch) = (Rc::new(change), self.dispatch.clone());
        Callback::from(move |text: AttrValue| {
            let change = Rc::clone(&change);
            dispatch.dispatch(Act::Type(Box::new(move |form| change(form, &text))));
        })
    }
}

/// The form at the right.
#[component]
pub fn TestPacket(props: &TestPacketProps) -> Html {
    let place = use_node_ref();
    use_effect_with(
        (props.refusal.as_ref().map_or(0, |refused| refused.attempt), place.clone()),
        |(attempt, place)| {
            // A new attempt that was refused: the first field that is to blame takes the focus.
            if *attempt > 0 {
                crate::ui::focus_refused(place);
            }
        },
    );
    let conversation = use_state_eq(|| 0usize);
    let more = use_state_eq(|| false);
    let form = &props.form;
    let error =
        |field: Name| props.refusal.as_ref().and_then(|refused| refused.of(field)).map(AttrValue::from);
    let make = |make: Make| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Make(make)))
    };
    let send = make(Make::Send);
    let kinds = form.conversations();
    let kind = kinds.get(*conversation).or(kinds.first()).copied();
    let converse = make(Make::Converse(*conversation));
    let keep = |must: Verb| make(Make::Expect(must));
    let kept = form.packet(&props.ends).ok().and_then(|packet| expected(&props.simulation, &packet));
    let swap = props.edit(|form, _| std::mem::swap(&mut form.from, &mut form.to));
    let onsubmit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(());
        })
    };
    let suggestions = use_memo(props.ends.clone(), |ends| suggest(ends));
    let hidden_error = error(Name::SourcePort).is_some();
    let ontoggle = {
        let set = more.setter();
        Callback::from(move |event: Event| {
            if let Some(details) = event.target_dyn_into::<web_sys::Element>() {
                set.set(details.has_attribute("open"));
            }
        })
    };
    let port = form.chosen_port(&props.simulation);
    let symptom = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Open(Some(Open::Symptom))))
    };
    html! {
        <Region class="panel" part="packet" titled="test-title">
            <div class="panel-head">
                <h2 id="test-title">{ "Test packet" }</h2>{ info(&help::TEST_PACKET) }
                <Button
                    label="Start from a symptom"
                    icon={Icon::Help}
                    weight={Weight::Quiet}
                    title="A connection hangs, is refused, or works one way: find out why"
                    onclick={symptom}
                />
            </div>
            <form ref={place} class="panel-body packet-form" {onsubmit}>
                <div class="ends" key="ends">
                    { end(props, &suggestions, "packet-from", "From", &form.from, error(Name::From), |form| &mut form.from) }
                    <Button
                        key="swap"
                        label="Swap ends"
                        icon={Icon::Swap}
                        icon_only={true}
                        weight={Weight::Quiet}
                        onclick={swap.reform(|_: MouseEvent| AttrValue::default())}
                    />
                    { end(props, &suggestions, "packet-to", "To", &form.to, error(Name::To), |form| &mut form.to) }
                </div>
                <div class="packet-what" key="what">
                    <Field id="packet-type" label="Type">
                        <Select
                            id="packet-type"
                            value={form.preset()}
                            choices={presets()}
                            onchange={props.edit(PacketForm::choose_preset)}
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
                    { fields(props, &error) }
                </div>
                <div key="more">
                    if form.kind.has_ports() {
                        <details class="more" open={*more || hidden_error} {ontoggle}>
                            <summary>{ rest(form, port) }</summary>
                            { source_port(props, port, error(Name::SourcePort)) }
                            <div key="flags">
                                if form.kind == Kind::Tcp {
                                    { flags(props) }
                                }
                            </div>
                        </details>
                    }
                </div>
                <div class="buttons" key="buttons">
                    <Button
                        key="send"
                        label="Send"
                        data_key="send"
                        weight={Weight::Primary}
                        title="Send this one packet"
                        onclick={send.reform(|_: MouseEvent| ())}
                    />
                    if let Some(kind) = kind {
                        <span class="split" key="converse">
                            <Button
                                label={conversation_label(kind)}
                                data_key="converse"
                                title="Send the whole conversation, there and back"
                                onclick={converse.reform(|_: MouseEvent| ())}
                            />
                            if kinds.len() > 1 {
                                <span class="split-arrow">{ icon(Icon::ChevronDown) }</span>
                                <Select
                                    id="packet-conversation"
                                    label="Kind of conversation"
                                    value={kind_name(kind)}
                                    choices={kinds.iter().map(|kind| Choice::new(kind_name(*kind), conversation_label(*kind))).collect::<Rc<[Choice]>>()}
                                    onchange={{
                                        let set = conversation.setter();
                                        Callback::from(move |name: AttrValue| {
                                            set.set(kinds.iter().position(|kind| kind_name(*kind) == &*name).unwrap_or(0));
                                        })
                                    }}
                                />
                            }
                        </span>
                    }
                    { again(props) }
                </div>
                <div key="refusal" role="alert">
                    if let Some(refusal) = props.refusal.as_ref().and_then(|refused| refused.of_none()) {
                        { crate::ui::field::error_text("packet", Some(&AttrValue::from(refusal))) }
                    }
                </div>
                <div class="keep" key="keep" hidden={props.readonly}>
                    <span key="label" class="dim" title="Keep this packet as one that is judged again at each change">{ "Expectation:" }</span>
                    { keeper(Verb::Allow, kept, keep(Verb::Allow), &props.dispatch) }
                    { keeper(Verb::Deny, kept, keep(Verb::Deny), &props.dispatch) }
                    <span key="said" class="unseen" role="status">{ for kept.map(|(_, must)| format!("Kept: {}", must_be(must))) }</span>
                </div>
                <div key="failing">{ for props.failing.map(|failing| failing_link(failing, &props.dispatch)) }</div>
                <div key="recent">{ for recent_list(props) }</div>
                // The browser submits on Enter only where a submit button stands in the form.
                <button key="submit" type="submit" class="unseen" tabindex="-1" aria-hidden="true">{ "Send" }</button>
            </form>
        </Region>
    }
}

/// Keeps the packet; once it is kept it says so in its place, and leads to the list.
fn keeper(must: Verb, kept: Option<(usize, Verb)>, keep: Callback<()>, dispatch: &Dispatch) -> Html {
    let is_kept = kept.filter(|(_, kept)| *kept == must).map(|(at, _)| at);
    let (before, title) = match (is_kept, must) {
        (Some(_), _) => ("Kept: ", "Show it among the expectations, where it can be removed"),
        (None, Verb::Allow) => {
            ("", "This packet, and the conversation that it begins, must be allowed whatever changes")
        }
        (None, Verb::Deny) => {
            ("", "This packet, or the conversation that it begins, must be denied whatever changes")
        }
    };
    let dispatch = dispatch.clone();
    // The second press of a double one was meant for what stood here before a verdict came into view.
    let onclick = Callback::from(move |event: MouseEvent| match is_kept {
        _ if event.detail() > 1 => {}
        Some(at) => dispatch.dispatch(Act::Seek(at)),
        None => keep.emit(()),
    });
    // The mark has its place before it is there: what was pressed stays where it is.
    html! {
        <button key={must_be(must)} type="button" class={classes!("button", "link", is_kept.map(|_| "kept-one"))} {title} {onclick}>
            { icon(Icon::Pin) }<span><span class="unseen">{ before }</span>{ must_be(must) }</span>
        </button>
    }
}

/// How many expectations fail, beside what is sent: their list may be far below.
fn failing_link(failing: Failing, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Seek(failing.first)));
    let label = match failing.count {
        1 => "1 expectation fails".to_owned(),
        many => format!("{many} expectations fail"),
    };
    html! { <Button {label} icon={Icon::Cross} class="link failing" title="Show the first of them" {onclick} /> }
}

/// What the summary of the folded fields says: their values.
fn rest(form: &PacketForm, chosen: u16) -> String {
    let typed = form.source_port.trim();
    let mut text = match typed.is_empty() {
        true => format!("Source port {chosen}"),
        false => format!("Source port {typed}"),
    };
    if form.kind == Kind::Tcp {
        let flags: Vec<&str> =
            FLAGS.into_iter().filter(|(flag, _)| form.flags.contains(flag)).map(|(_, name)| name).collect();
        let flags = if flags.is_empty() { "none".to_owned() } else { flags.join(", ") };
        text.push_str(&format!(" · flags {flags}"));
    }
    text
}

/// The reply to the last packet, and the last test once more.
fn again(props: &TestPacketProps) -> Html {
    let history = props.simulation.history();
    let last = history.iter().rev().find_map(|moment| match &moment.step.kind {
        kind @ (StepKind::Send(_) | StepKind::Converse(_)) => Some(kind.clone()),
        _ => None,
    });
    let back = match &last {
        Some(StepKind::Send(packet)) => reply_to(packet),
        _ => None,
    };
    let step = |kind: Option<StepKind>| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(kind) = &kind {
                dispatch.dispatch(Act::Step(kind.clone()));
            }
        })
    };
    html! {
        <>
            <Button
                key="reply"
                label="Reply"
                disabled={back.is_none()}
                title="Send the answer to the last packet"
                onclick={step(back.map(StepKind::Send))}
            />
            <Button
                key="repeat"
                label="Repeat"
                disabled={last.is_none()}
                title="Send the last packet or conversation again"
                onclick={step(last)}
            />
        </>
    }
}

/// The last few different packets: one press puts one back into the form.
fn recent_list(props: &TestPacketProps) -> Option<Html> {
    let found = recent(props.simulation.history(), &props.ends);
    if found.is_empty() {
        return None;
    }
    let held = props.form.packet(&props.ends).ok().map(|packet| PacketForm::again(&packet, &props.ends));
    let lines = found.into_iter().enumerate().map(|(at, one)| {
        let form = Rc::new(PacketForm::again(&one.packet, &props.ends));
        let is_held = held.as_ref() == Some(&*form);
        let fill = {
            let dispatch = props.dispatch.clone();
            Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Form(Rc::clone(&form))))
        };
        let state = crate::panels::words::gate_of(one.verdict, None);
        html! {
            <li key={at}>
                <button type="button" class="recent-line" aria-current={is_held.then_some("true")} title="Put it into the form" onclick={fill}>
                    { crate::ui::gate::gate(state) }
                    <bdi class="recent-what">{ one.label }</bdi>
                    <span class="dim">{ crate::panels::words::verdict(one.verdict) }</span>
                    <span class="dim mono recent-at"><span class="unseen">{ "at " }</span>{ span(one.at.0) }</span>
                </button>
            </li>
        }
    });
    Some(html! {
        <details class="recent">
            <summary>{ "Recent packets" }</summary>
            <ul aria-label="Recent packets">{ for lines }</ul>
        </details>
    })
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
    let completes = {
        let ends = Rc::clone(&props.ends);
        Callback::from(move |text: AttrValue| !is_whole(&ends, &text))
    };
    let meant = resolve(&props.ends, value);
    let hint = props.ends.iter().find(|end| *end.value == *meant).map(|end| end.addresses.to_string());
    let offered = if error.is_some() { instead(&props.ends, value) } else { Vec::new() };
    let offers = offered.into_iter().map(|(value, label)| {
        let choose = change.clone();
        let onclick = Callback::from(move |_: MouseEvent| choose.emit(value.to_string().into()));
        html! { <Button key={label.to_string()} label={label.to_string()} class="link mono" {onclick} /> }
    });
    let offers: Vec<Html> = offers.collect();
    html! {
        <div key={id} class="end">
            <Field {id} {label} error={error.clone()} hint={hint.map(AttrValue::from)}>
                <Combobox
                    {id}
                    value={value.to_owned()}
                    suggestions={suggestions.clone()}
                    placeholder="Interface or address"
                    invalid={error.is_some()}
                    submits={true}
                    {completes}
                    oninput={change.clone()}
                    onchoose={change}
                />
            </Field>
            <div class="end-offers" role="group" aria-label={format!("{label}: choose one")} hidden={offers.is_empty()}>{ for offers }</div>
        </div>
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
                    invalid={error(name).is_some()}
                    oninput={props.edit(move |form, text| text.clone_into(place(form)))}
                />
            </Field>
        }
    };
    match form.kind {
        Kind::Tcp | Kind::Udp => {
            text("packet-port", "Destination port", &form.port, Name::Port, None, |form| &mut form.port)
        }
        Kind::Icmp | Kind::Icmpv6 => html! {
            <div class="pair" key="icmp">
                { text("packet-icmp-type", "ICMP type", &form.icmp_type, Name::IcmpType, icmp_name(form), |form| &mut form.icmp_type) }
                { text("packet-icmp-code", "ICMP code", &form.icmp_code, Name::IcmpCode, None, |form| &mut form.icmp_code) }
            </div>
        },
        Kind::Other => text(
            "packet-number",
            "Protocol number",
            &form.protocol,
            Name::Protocol,
            Some("47 is GRE"),
            |form| &mut form.protocol,
        ),
    }
}

fn source_port(props: &TestPacketProps, chosen: u16, error: Option<AttrValue>) -> Html {
    let hint = match props.form.source_port.trim().is_empty() {
        true if props.form.begins() => "Each new connection takes the next port that none uses",
        true => "It begins no connection, so it takes the port of the first one",
        false => "Kept until you clear it, also for a connection that is known already",
    };
    html! {
        <Field key="packet-source-port" id="packet-source-port" label="Source port" error={error.clone()} {hint}>
            <TextInput
                id="packet-source-port"
                mono={true}
                inputmode="numeric"
                value={props.form.source_port.clone()}
                placeholder={format!("chosen: {chosen}")}
                invalid={error.is_some()}
                oninput={props.edit(|form, text| text.clone_into(&mut form.source_port))}
            />
        </Field>
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

/// A conversation's name in the list.
const fn kind_name(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::TcpConnect => "tcp-connect",
        ConversationKind::TcpExchange => "tcp-exchange",
        ConversationKind::UdpQuery => "udp-query",
        ConversationKind::UdpStream => "udp-stream",
        ConversationKind::Ping => "ping",
        ConversationKind::PathMtu => "path-mtu",
        ConversationKind::Traceroute => "traceroute",
    }
}

/// What is known of an end beside its name: its addresses and its groups, by which it is found as well.
fn detail(end: &End) -> AttrValue {
    let mut text = end.addresses.to_string();
    for (at, group) in end.groups.iter().enumerate() {
        text.push_str(if at == 0 { " · " } else { ", " });
        text.push_str(&group.name);
    }
    text.into()
}

/// The ends as suggestions of a field.
pub(crate) fn suggest(ends: &[End]) -> Vec<Suggestion> {
    let suggestion = |end: &End| Suggestion {
        value: end.label.to_string().into(),
        label: end.label.to_string().into(),
        detail: detail(end),
        group: AttrValue::Static(if end.carrier.is_some() { "Network interfaces" } else { "Outside" }),
    };
    // That an address can be typed is seen where the choice is made.
    let any = Suggestion {
        value: AttrValue::Static(ANY_ADDRESS),
        label: AttrValue::Static(ANY_ADDRESS),
        detail: AttrValue::Static("or type any other address"),
        group: AttrValue::Static("Outside"),
    };
    let outside = ends.iter().take_while(|end| end.carrier.is_none()).count();
    let mut all: Vec<Suggestion> = ends.iter().map(suggestion).collect();
    all.insert(outside, any);
    all
}
