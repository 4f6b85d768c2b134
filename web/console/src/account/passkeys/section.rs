//! The passkeys there are, and what adds, renames and takes away one.

use hushdesk_protocol::rest::{
    DeletePasskey, GetPasskeys, PasskeyLabel, PasskeyListing, PutPasskey, Session,
};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::page::value;
use super::adding::Adding;
use super::browser::use_passkeys_here;
use crate::components::{
    Banner, Button, Column, ColumnKind, Confirm, Dialog, Icon, Kind, Meaning, Row, Size, Table,
    TextField, refusal, use_say,
};
use crate::dates;
use crate::loaded::use_loaded;
use crate::sending::use_sending;

/// Whose.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct PasskeysSectionProps {
    pub(in super::super) session: Session,
    /// There is one more, or one less.
    pub(in super::super) onchanged: Callback<()>,
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
enum Over {
    Adding,
    Renaming(PasskeyListing),
    Removing(PasskeyListing),
}

async fn passkeys() -> Result<Vec<PasskeyListing>, Trouble> {
    let page = api::ask(&GetPasskeys {}, &()).await?;
    Ok(page.items)
}

/// The list, and the button that adds another.
#[component]
pub(in super::super) fn PasskeysSection(props: &PasskeysSectionProps) -> Html {
    let (passkeys, again) = use_loaded(passkeys);
    let (over, say, here) = (use_state(|| None::<Over>), use_say(), use_passkeys_here());
    let show = {
        let over = over.setter();
        Callback::from(move |what| over.set(what))
    };
    let changed = {
        let (show, again, onchanged) = (show.clone(), again.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            show.emit(None);
            again.emit(());
            onchanged.emit(());
        })
    };
    let done = |says: &'static str| {
        let (changed, say) = (changed.clone(), say.clone());
        Callback::from(move |()| {
            say.emit(says.into());
            changed.emit(());
        })
    };
    let close = show.reform(|()| None);
    let dialog = (*over).clone().map(|what| match what {
        Over::Adding => html! {
            <Dialog title={words::passkeys::add_title()} lead={words::passkeys::add_lead()} onclose={&changed}>
                <Adding session={props.session.clone()} ondone={done(words::passkeys::done_add())} />
            </Dialog>
        },
        Over::Renaming(passkey) => html! {
            <Dialog title={words::passkeys::rename_title()} onclose={close}>
                <Renaming {passkey} ondone={done(words::passkeys::done_rename())} />
            </Dialog>
        },
        Over::Removing(passkey) => {
            let title = words::passkeys::remove_title(&passkey.label);
            let onyes = {
                let (changed, say, show) = (changed.clone(), say.clone(), show.clone());
                Callback::from(move |()| {
                    show.emit(None);
                    let (changed, say, passkey) = (changed.clone(), say.clone(), passkey.clone());
                    spawn_local(async move {
                        say.emit(removed(passkey).await.into());
                        changed.emit(());
                    });
                })
            };
            html! {
                <Confirm {title} text={words::passkeys::remove_text()} yes={words::passkeys::remove_now()}
                    no={words::staff::cancel()} {onyes} onno={close} />
            }
        }
    });
    let content = passkeys.draw(1, words::staff::not_loaded(), &again, |passkeys| {
        html! {
            <>
                if !passkeys.is_empty() {
                    { table(passkeys, &show.reform(Some)) }
                }
                if here {
                    <div><Button onclick={show.reform(|()| Some(Over::Adding))}>{ words::passkeys::add() }</Button></div>
                } else {
                    <Banner meaning={Meaning::Accent} title={words::passkeys::not_here()} />
                }
            </>
        }
    });
    html! {
        <section class="settings">
            <div class="say"><h2>{ words::passkeys::title() }</h2><p>{ words::passkeys::lead() }</p></div>
            <div class="body">{ content }</div>
            { dialog }
        </section>
    }
}

/// Takes it away, and says what has become of it.
async fn removed(listing: PasskeyListing) -> &'static str {
    let remove = DeletePasskey {
        passkey: listing.id,
    };
    match api::ask(&remove, &()).await {
        Ok(()) => words::passkeys::done_remove(),
        Err(trouble) => refusal(&trouble),
    }
}

#[derive(Debug, Properties, PartialEq)]
struct RenamingProps {
    passkey: PasskeyListing,
    ondone: Callback<()>,
}

/// A field for another name.
#[component]
fn Renaming(props: &RenamingProps) -> Html {
    let (node, sending) = (use_node_ref(), use_sending());
    let onsubmit = {
        let (node, sending, passkey, ondone) = (
            node.clone(),
            sending.clone(),
            props.passkey.id.clone(),
            props.ondone.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Ok(label) = value(&node).trim().parse() else {
                return sending.refuse(words::passkeys::no_label());
            };
            let passkey = passkey.clone();
            let renaming = async move {
                let renamed = api::ask(&PutPasskey { passkey }, &PasskeyLabel { label }).await;
                renamed.map_err(|trouble| refusal(&trouble))
            };
            sending.send(renaming, &ondone);
        })
    };
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            { sending.banner() }
            <TextField id="passkey-name" label={words::passkeys::label()} {node} most=100 required={true}
                value={props.passkey.label.as_str().to_owned()} help={words::passkeys::label_help()} />
            <div>
                <Button kind={Kind::Primary} submits={true} ready={sending.ready()}>{ words::passkeys::rename_now() }</Button>
            </div>
        </form>
    }
}

fn table(passkeys: &[PasskeyListing], over: &Callback<Over>) -> Html {
    let columns = vec![
        Column::new(words::passkeys::label(), ColumnKind::Head),
        Column::new(words::passkeys::added(), ColumnKind::Text),
        Column::new(words::signing_in::used(), ColumnKind::Text),
        Column::new(words::staff::acts(), ColumnKind::Acts),
    ];
    let rows: Vec<_> = passkeys.iter().map(|it| row(it, over)).collect();
    html! { <Table caption={words::passkeys::title()} {columns} {rows} /> }
}

fn row(passkey: &PasskeyListing, over: &Callback<Over>) -> Row {
    let label = passkey.label.as_str().to_owned();
    let used = passkey
        .used
        .map_or_else(|| words::applications::never_used().into(), dates::moment);
    let press = |over: &Callback<Over>, what: Over| over.reform(move |()| what.clone());
    let acts = html! {
        <>
            <Button size={Size::Less} label={words::passkeys::rename(&label)} icon={Icon::Edit}
                onclick={press(over, Over::Renaming(passkey.clone()))} />
            <Button size={Size::Less} label={words::passkeys::remove(&label)} icon={Icon::Trash}
                onclick={press(over, Over::Removing(passkey.clone()))} />
        </>
    };
    Row {
        key: passkey.id.as_str().to_owned(),
        cells: vec![label.into(), dates::moment(passkey.made), used, acts],
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    #[component]
    fn Shown() -> Html {
        let passkey = PasskeyListing {
            id: "0123456789abcdef0123456789abcdef".parse().unwrap(),
            label: "Laptop".parse().unwrap(),
            made: Timestamp(5),
            used: None,
        };
        table(&[passkey], &Callback::noop())
    }

    #[test]
    fn each_can_be_renamed_and_taken_away_and_says_whether_it_was_used() {
        let page: Element = rendered::<Shown>(());
        let (rename, remove) = (
            words::passkeys::rename(&"Laptop"),
            words::passkeys::remove(&"Laptop"),
        );
        assert_eq!(page.buttons(), [rename, remove]);
        for text in ["at 5", words::applications::never_used()] {
            assert!(page.text().contains(text), "{text}");
        }
    }
}
