//! Every part in every state: a page of development builds, to look at and to be looked at by tests. What is not here is not
//! used; what a page needs and is not here is added here first. Its words are specimens and are not translated.

use yew::prelude::*;

use crate::components::{
    Avatar, AvatarSize, Badge, Banner, Button, Card, Choice, Column, ColumnKind, Confirm, Count,
    Dialog, Empty, Icon, Kind, Meaning, Menu, MenuItem, Order, Presence, Ready, Row, Segments,
    Select, Size, Skeleton, Switch, Table, Tabs, TextField, keys, use_say,
};
use crate::frame::PageHead;

/// All parts.
#[component]
pub(crate) fn Gallery() -> Html {
    html! {
        <div class="gallery">
            <PageHead title="Every part in every state" lead="What is not here is not used." />
            <Buttons />
            <Fields />
            <Choices />
            <States />
            <Said />
            <Floats />
            <Tables />
        </div>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct SpecimenProps {
    name: AttrValue,
    children: Html,
}

#[component]
fn Specimen(props: &SpecimenProps) -> Html {
    html! {
        <div class="specimen"><h3>{ &props.name }</h3>{ props.children.clone() }</div>
    }
}

#[component]
fn Shelf(props: &SpecimenProps) -> Html {
    html! {
        <section aria-label={&props.name}>
            <h2>{ &props.name }</h2><div class="specimens">{ props.children.clone() }</div>
        </section>
    }
}

#[component]
fn Buttons() -> Html {
    let kinds = [
        ("Ordinary", Kind::Ordinary),
        ("Primary", Kind::Primary),
        ("Tinted: many of the same", Kind::Tinted),
        ("Quiet", Kind::Quiet),
        ("Leads to danger", Kind::Warns),
        ("Dangerous, in its dialog", Kind::Danger),
    ];
    html! {
        <Shelf name="Buttons">
            { for kinds.map(|(name, kind)| html! {
                <Specimen {name}>
                    <div class="row">
                        <Button {kind}>{ "Rest" }</Button>
                        <Button {kind} icon={Icon::Download}>{ "Icon" }</Button>
                        <Button {kind} ready={Ready::No("why".into())}>{ "Off" }</Button>
                        <Button {kind} ready={Ready::Busy}>{ "Busy" }</Button>
                    </div>
                </Specimen>
            }) }
            <Specimen name="Sizes">
                <div class="row">
                    <Button size={Size::Less}>{ "Small" }</Button>
                    <Button>{ "Ordinary" }</Button>
                    <Button size={Size::More} kind={Kind::Primary}>{ "Large" }</Button>
                </div>
            </Specimen>
            <Specimen name="Icons alone">
                <div class="row">
                    <Button icon={Icon::Beside} label="Beside" />
                    <Button kind={Kind::Quiet} icon={Icon::Beside} label="Beside" pressed={true} />
                    <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Close} label="Close" />
                </div>
            </Specimen>
            <Specimen name="Off, with a reason">
                <p class="help" id="why">{ "Your key is not pinned here." }</p>
            </Specimen>
        </Shelf>
    }
}

#[component]
fn Fields() -> Html {
    let languages = vec![
        ("en".into(), "English".into()),
        ("ar".into(), "العربية".into()),
    ];
    html! {
        <Shelf name="Fields">
            <TextField id="f1" label="Name" value="Reference desk" help="Guests see it." />
            <TextField id="f2" label="Name" beside={html! { <span class="optional">{ "(optional)" }</span> }} />
            <TextField id="f3" label="Address of the queue" value="Reference desk!"
                error="Only small letters, digits and hyphens: try “reference-desk”." />
            <TextField id="f4" label="Link" value="chat.library.example/invite/9f2c" readonly={true} />
            <TextField id="f5" label="Greeting" lines={true} value="Ask a librarian." help="16 of 200 characters" />
            <Select id="f6" label="Language" choices={languages} chosen="en" onchoose={|_| ()} />
        </Shelf>
    }
}

#[component]
fn Choices() -> Html {
    let (tab, segment, on) = (
        use_state(|| 0),
        use_state(|| AttrValue::from("chart")),
        use_state(|| true),
    );
    let segments = vec![
        ("chart".into(), "Chart".into()),
        ("table".into(), "Table".into()),
    ];
    html! {
        <Shelf name="Choices">
            <Specimen name="Ticks">
                <Choice checked={true} onchange={|_| ()}>{ "Reference desk" }</Choice>
                <Choice checked={false} onchange={|_| ()} help="Opens at 10:00">{ "Music library" }</Choice>
                <Choice checked={false} disabled={true} onchange={|_| ()} help="You are not assigned">{ "Archive" }</Choice>
            </Specimen>
            <Specimen name="Cards">
                <Choice group="kind" card={true} checked={true} onchange={|_| ()}
                    help="Only guest and operator can read."><b>{ "Sealed" }</b></Choice>
                <Choice group="kind" card={true} checked={false} onchange={|_| ()}
                    help="The service can read."><b>{ "Open" }</b></Choice>
            </Specimen>
            <Specimen name="Switches: in force at once">
                <Switch label="Ring for new chats" on={*on} onchange={let on = on.clone(); move |it| on.set(it)} />
                <Switch label="Turned off by an administrator" on={false} disabled={true} onchange={|_| ()} />
            </Specimen>
            <Specimen name="Segments">
                <Segments group="seg" label="View" choices={segments} chosen={(*segment).clone()}
                    onchoose={let segment = segment.clone(); move |it| segment.set(it)} />
            </Specimen>
            <Specimen name="Tabs">
                <Tabs id="tabs" label="Key" names={vec!["Generate".into(), "Provide my own".into()]} chosen={*tab}
                    onchoose={let tab = tab.clone(); move |it| tab.set(it)}>
                    <p class="soft">{ "One stop for Tab; arrows go from one to the next." }</p>
                </Tabs>
            </Specimen>
        </Shelf>
    }
}

#[component]
fn States() -> Html {
    let presences = [
        (Presence::Available, "Mara Lind"),
        (Presence::Busy, "Tomas Reyes"),
        (Presence::Away, "Ines Okafor"),
        (Presence::Gone, "Sami Karlsen"),
    ];
    html! {
        <Shelf name="Words about a state">
            <Specimen name="Badges">
                <div class="row">
                    <Badge meaning={Meaning::Good} icon={Icon::Lock}>{ "Verified" }</Badge>
                    <Badge meaning={Meaning::Warn} icon={Icon::Alert}>{ "Not verified" }</Badge>
                    <Badge meaning={Meaning::Bad} icon={Icon::Stop}>{ "Wrong key" }</Badge>
                    <Badge meaning={Meaning::Accent} icon={Icon::Pass}>{ "For you" }</Badge>
                    <Badge icon={Icon::Open}>{ "Open" }</Badge>
                </div>
            </Specimen>
            <Specimen name="Counts">
                <div class="row">
                    <Count count={0} /><Count count={2} meaning={Meaning::Accent} /><Count count={4} meaning={Meaning::Bad} />
                </div>
            </Specimen>
            <Specimen name="People and presence">
                <div class="row">
                    { for presences.map(|(presence, name)| html! { <Avatar {name} {presence} /> }) }
                    <Avatar name="Dora" size={AvatarSize::Less} /><Avatar name="cedar-xe5" size={AvatarSize::More} />
                </div>
            </Specimen>
            <Specimen name="Keys"><div class="row">{ keys(&["Ctrl", "K"]) }</div></Specimen>
        </Shelf>
    }
}

#[component]
fn Said() -> Html {
    let say = use_say();
    let meanings = [
        (Meaning::Plain, "The edge answers"),
        (Meaning::Good, "Connected again"),
        (Meaning::Warn, "You are away, and 2 guests wait"),
        (Meaning::Bad, "No connection to Reference desk"),
        (Meaning::Accent, "A new version is there"),
    ];
    html! {
        <Shelf name="What is said">
            <Specimen name="Banners">
                { for meanings.map(|(meaning, title)| html! {
                    <Banner {meaning} {title} more="What that means, and what to do.">
                        <Button size={Size::Less}>{ "Do it" }</Button>
                    </Banner>
                }) }
            </Specimen>
            <Specimen name="Toast">
                <div><Button onclick={move |()| say.emit("Saved".into())}>{ "Say something" }</Button></div>
            </Specimen>
        </Shelf>
    }
}

#[component]
fn Floats() -> Html {
    let shown = use_state(|| None::<bool>);
    let show = |what: Option<bool>| {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(what))
    };
    html! {
        <Shelf name="What floats">
            <Specimen name="Menu">
                <div><Button menu="gallery-menu" icon={Icon::Down}>{ "Menu" }</Button></div>
                <Menu id="gallery-menu" label="Menu">
                    <MenuItem mark={Presence::Available.dot()} name="Available" help="Waiting chats are offered"
                        checked={true} onclick={|()| ()} />
                    <MenuItem mark={Presence::Away.dot()} name="Away" checked={false} onclick={|()| ()} />
                    <hr />
                    <MenuItem icon={Icon::Help} name="Shortcuts" end={keys(&["?"])} onclick={|()| ()} />
                </Menu>
            </Specimen>
            <Specimen name="Dialogs">
                <div class="row">
                    <Button onclick={show(Some(true))}>{ "Dialog" }</Button>
                    <Button kind={Kind::Warns} onclick={show(Some(false))}>{ "Confirm" }</Button>
                </div>
            </Specimen>
            if *shown == Some(true) {
                <Dialog title="Pass this chat on" lead="The guest sees your words until somebody takes it."
                    onclose={show(None)} footer={html! { <Button kind={Kind::Primary}>{ "Pass on" }</Button> }}>
                    <TextField id="note" label="Note" lines={true} />
                </Dialog>
            }
            if *shown == Some(false) {
                <Confirm title="Remove the last key?" text="Nobody can answer until a new key is pinned."
                    yes="Remove it" no="Keep the key" onyes={show(None)} onno={show(None)} />
            }
        </Shelf>
    }
}

#[component]
fn Tables() -> Html {
    let columns = vec![
        Column::new("Name", ColumnKind::Head).ordered(Order::Up),
        Column::new("Role", ColumnKind::Text).ordered(Order::None),
        Column::new("Last seen", ColumnKind::Aside),
        Column::new("Chats", ColumnKind::Number).ordered(Order::Down),
        Column::new("Actions", ColumnKind::Acts),
    ];
    let row = |name: &'static str, role: &str, seen: &str, chats: u32| Row {
        key: name.to_owned(),
        cells: vec![
            html! { <span class="row stay"><Avatar {name} size={AvatarSize::Less} />{ name }</span> },
            role.to_owned().into(),
            seen.to_owned().into(),
            chats.to_string().into(),
            html! { <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::More} label={format!("More for {name}")} /> },
        ],
    };
    let rows = vec![
        row("Mara Lind", "Administrator", "3 minutes ago", 12),
        row("Tomas Reyes", "Operator", "Now", 4),
    ];
    html! {
        <Shelf name="Tables, and what stands in their place">
            <Table caption="People" {columns} {rows} />
            <Card title="Nothing yet">
                <Empty icon={Icon::Code} title="No snippet yet" text="A snippet puts the chat on a page.">
                    <Button kind={Kind::Primary} icon={Icon::Plus}>{ "New snippet" }</Button>
                </Empty>
            </Card>
            <Card title="Coming"><Skeleton label="Loading" /></Card>
            <Card title="Could not be loaded" lead="One sentence about it.">
                <Empty icon={Icon::Alert} title="History did not answer" text="Your chats are not affected." bad={true}>
                    <Button icon={Icon::Refresh}>{ "Try again" }</Button>
                </Empty>
            </Card>
        </Shelf>
    }
}
