//! The keys that this browser keeps for whoever is signed in.

use std::rc::Rc;

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::SkinListing;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::accepting::accepting;
use super::chest::KeptKey;
use crate::components::{
    Badge, Button, Column, ColumnKind, Icon, Kind, Meaning, Menu, MenuItem, MenuSide, Row, Size,
    Table, fingerprint_text,
};

/// What is done with a key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Deed {
    /// It is unlocked and used.
    Unlock,
    /// Its fingerprint goes to the administrators.
    Propose,
    /// It is kept here no longer.
    Forget,
}

/// The keys, the one in use, and the skins.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct KeptListProps {
    pub(super) kept: Rc<Vec<KeptKey>>,
    pub(super) skins: Rc<Vec<SkinListing>>,
    pub(super) in_use: Fingerprint,
    pub(super) ondeed: Callback<(KeptKey, Deed)>,
}

/// A table of them.
#[component]
pub(super) fn KeptList(props: &KeptListProps) -> Html {
    let columns = vec![
        Column::new(words::my_keys::key(), ColumnKind::Head),
        Column::new(words::my_keys::accepted_by(), ColumnKind::Text),
        Column::new(words::my_keys::state(), ColumnKind::Text),
        Column::new(words::my_keys::acts(), ColumnKind::Acts),
    ];
    let rows: Vec<_> = props.kept.iter().map(|key| row(key, props)).collect();
    html! { <Table caption={words::my_keys::kept_title()} {columns} {rows} /> }
}

fn row(key: &KeptKey, props: &KeptListProps) -> Row {
    let accepted = accepting(&props.skins, &key.fingerprint);
    let accepted = match accepted.is_empty() {
        true => words::my_keys::by_none().to_owned(),
        false => accepted.join(", "),
    };
    let state = if key.fingerprint == props.in_use {
        html! { <Badge meaning={Meaning::Good} icon={Icon::Check}>{ words::my_keys::in_use() }</Badge> }
    } else {
        html! { <Badge icon={Icon::Lock}>{ words::my_keys::locked() }</Badge> }
    };
    Row {
        key: key.fingerprint.as_str().to_owned(),
        cells: vec![
            html! {
                <span class="stack">
                    <b><bdi>{ &key.label }</bdi></b>
                    <span class="soft small">{ fingerprint_text(&key.fingerprint) }</span>
                </span>
            },
            accepted.into(),
            state,
            acts(key, props),
        ],
    }
}

fn acts(key: &KeptKey, props: &KeptListProps) -> Html {
    let id = format!("kept-{}", key.fingerprint.as_str());
    let deed = |deed: Deed| {
        let key = key.clone();
        props.ondeed.reform(move |()| (key.clone(), deed))
    };
    html! {
        <>
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::More} label={words::my_keys::more(&key.label)}
                menu={id.clone()} />
            <Menu {id} label={key.label.clone()} side={MenuSide::UnderItsEnd}>
                if key.fingerprint != props.in_use {
                    <MenuItem icon={Icon::Key} name={words::my_keys::unlock_and_use()} onclick={deed(Deed::Unlock)} />
                }
                <MenuItem icon={Icon::Send} name={words::my_keys::propose()} onclick={deed(Deed::Propose)} />
                <hr />
                <MenuItem icon={Icon::Trash} name={words::my_keys::forget()} onclick={deed(Deed::Forget)} />
            </Menu>
        </>
    }
}
