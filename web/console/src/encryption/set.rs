//! The organisation's set of keys, as a table.

use std::rc::Rc;

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{Key, Person};
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::standing::Standing;
use super::timeline::timeline;
use crate::components::{
    Avatar, AvatarSize, Badge, Button, Card, Column, ColumnKind, Empty, Icon, Kind, Meaning, Menu,
    MenuItem, MenuSide, Row, Size, Table, fingerprint_text,
};
use crate::dates::long_day;

/// What is to be done with a key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    Change(Rc<Key>),
    Revoke(Rc<Key>),
    Remove(Rc<Key>),
}

/// The keys, whoever holds them, and the moment.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct KeySetProps {
    pub(super) keys: Vec<Key>,
    pub(super) people: Vec<Person>,
    pub(super) now: Timestamp,
    /// Sealed skins that have the set.
    pub(super) sealed: usize,
    pub(super) onwish: Callback<Wish>,
}

/// The keys that count first.
#[component]
pub(super) fn KeySet(props: &KeySetProps) -> Html {
    let standing = |key: &Key| Standing::of(key, props.now);
    let mut keys: Vec<_> = props
        .keys
        .iter()
        .filter(|key| standing(key) != Standing::Proposed)
        .collect();
    keys.sort_by_key(|key| (!standing(key).counts(), key.expires.is_none(), key.expires));
    let usable = keys.iter().filter(|key| standing(key).counts()).count();
    let badge = html! {
        <Badge meaning={if usable > 0 { Meaning::Good } else { Meaning::Warn }} icon={Icon::Shield}>
            { words::encryption::usable(usable) }
        </Badge>
    };
    let content = if keys.is_empty() {
        html! { <Empty icon={Icon::Key} title={words::encryption::no_keys()} text={words::encryption::no_keys_more()} /> }
    } else {
        let columns = vec![
            Column::new(words::encryption::key(), ColumnKind::Head),
            Column::new(words::encryption::holder(), ColumnKind::Text),
            Column::new(words::encryption::expires(), ColumnKind::Text),
            Column::new(words::encryption::added(), ColumnKind::Aside),
            Column::new(words::encryption::acts(), ColumnKind::Acts),
        ];
        let rows: Vec<_> = keys.iter().map(|key| row(key, props)).collect();
        html! {
            <>
                <Table caption={words::encryption::set()} {columns} {rows} />
                { timeline(&keys, props.now) }
            </>
        }
    };
    html! {
        <Card title={words::encryption::set()} lead={words::encryption::set_lead(props.sealed)} acts={badge}>
            { content }
        </Card>
    }
}

fn row(key: &Key, props: &KeySetProps) -> Row {
    Row {
        key: key.fingerprint.as_str().to_owned(),
        cells: vec![
            html! {
                <span class="stack">
                    <bdi>{ key.label.as_str() }</bdi>
                    <span class="soft small">{ fingerprint_text(&key.fingerprint) }</span>
                </span>
            },
            holder(key, &props.people),
            end(key, props.now),
            long_day(key.added).into(),
            acts(key, props),
        ],
    }
}

fn holder(key: &Key, people: &[Person]) -> Html {
    let Some(name) = &key.holder else {
        return html! { <span class="soft">{ words::encryption::shared() }</span> };
    };
    let known = people.iter().find(|person| person.name == *name);
    let shown = known.map_or_else(|| name.to_string(), |person| person.display.to_string());
    html! {
        <span class="row stay">
            <Avatar name={shown.clone()} size={AvatarSize::Less} /><bdi>{ shown }</bdi>
        </span>
    }
}

fn end(key: &Key, now: Timestamp) -> Html {
    let spelled = key.expires.map(long_day);
    match Standing::of(key, now) {
        Standing::Usable | Standing::Proposed => spelled
            .unwrap_or_else(|| words::encryption::never().to_owned())
            .into(),
        Standing::Ends(days) => html! {
            <span class="row">
                { spelled }<Badge meaning={Meaning::Warn} icon={Icon::Clock}>{ words::encryption::ends_in(days) }</Badge>
            </span>
        },
        Standing::Expired => html! {
            <Badge icon={Icon::Clock}>{ words::encryption::expired(&spelled.unwrap_or_default()) }</Badge>
        },
        Standing::Revoked(at) => html! {
            <Badge icon={Icon::Stop}>{ words::encryption::revoked(&long_day(at)) }</Badge>
        },
    }
}

fn acts(key: &Key, props: &KeySetProps) -> Html {
    let id = format!("key-{}", key.fingerprint.as_str());
    let known = Rc::new(key.clone());
    let wish = |wish: fn(Rc<Key>) -> Wish| {
        let known = known.clone();
        props.onwish.reform(move |()| wish(known.clone()))
    };
    let is_revoked = matches!(Standing::of(key, props.now), Standing::Revoked(_));
    html! {
        <>
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::More} label={words::encryption::more(&key.label)}
                menu={id.clone()} />
            <Menu {id} label={key.label.to_string()} side={MenuSide::UnderItsEnd}>
                if !is_revoked {
                    <MenuItem icon={Icon::Edit} name={words::encryption::change()} onclick={wish(Wish::Change)} />
                    <MenuItem icon={Icon::Stop} name={words::encryption::revoke()} onclick={wish(Wish::Revoke)} />
                }
                <MenuItem icon={Icon::Trash} name={words::encryption::remove()} onclick={wish(Wish::Remove)} />
            </Menu>
        </>
    }
}
