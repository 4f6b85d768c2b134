//! The page about the keys of the organisation.

use std::rc::Rc;

use hushdesk_protocol::ids::SkinName;
use hushdesk_protocol::rest::{GetKeys, GetPeople, GetSkins, Key, Person, Sealing, SkinListing};
use hushdesk_texts::console as words;
use hushdesk_web::{ambient, api};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::change::Change;
use super::deeds::{Deed, refusal, seal};
use super::generate::Generate;
use super::proposals::Proposals;
use super::provide::Provide;
use super::set::{KeySet, Wish};
use super::skins::SealedSkins;
use super::standing::{Standing, ending, left_without};
use crate::components::{Banner, Button, Confirm, Icon, Kind, Meaning, Ready, use_say};
use crate::frame::PageHead;
use crate::loaded::{Loaded, use_loaded};

/// What the page shows.
struct Shown {
    keys: Vec<Key>,
    people: Vec<Person>,
    skins: Vec<SkinListing>,
}

async fn shown() -> Result<Shown, api::Trouble> {
    let keys = api::all(|after| GetKeys { after }).await?;
    let people = |after| GetPeople {
        after,
        search: None,
    };
    let people = api::all(people).await?;
    let skins = api::all(|after| GetSkins { after }).await?;
    Ok(Shown {
        keys,
        people,
        skins,
    })
}

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Over {
    Provide,
    Wish(Wish),
}

/// The set, what was proposed, the making of keys, and the skins.
#[component]
pub(crate) fn EncryptionPage() -> Html {
    let (loaded, again) = use_loaded(shown);
    let over = use_state(|| None::<Over>);
    let generating = use_state_eq(|| false);
    let show = {
        let over = over.setter();
        Callback::from(move |what: Option<Over>| over.set(what))
    };
    let say = use_say();
    let ondeed = {
        let (say, again) = (say.clone(), again.clone());
        Callback::from(move |deed: Deed| {
            let (say, again) = (say.clone(), again.clone());
            spawn_local(async move {
                if let Err(trouble) = deed.does().await {
                    say.emit(refusal(&trouble).into());
                }
                again.emit(());
            });
        })
    };
    let onseal = {
        let again = again.clone();
        Callback::from(move |(skin, sealed): (SkinName, bool)| {
            let (say, again) = (say.clone(), again.clone());
            spawn_local(async move {
                if let Err(trouble) = seal(skin, sealed).await {
                    say.emit(refusal(&trouble).into());
                }
                again.emit(());
            });
        })
    };
    let generate = {
        let generating = generating.setter();
        Callback::from(move |on: bool| generating.set(on))
    };
    let content = loaded.draw(5, words::encryption::not_loaded(), &again, |shown| {
        html! {
            <>
                { reminders(shown) }
                { sections(shown, &show, &ondeed, &onseal) }
                { (*over).clone().map(|over| lies_over(over, shown, &show, &ondeed, &again)) }
            </>
        }
    });
    // Keys in the making are nowhere else: they stay, whatever becomes of the lists.
    let people = use_mut_ref(Vec::new);
    if let Loaded::Here(shown) = &loaded {
        people.replace(shown.people.clone());
    }
    let ongenerated = {
        let generate = generate.clone();
        Callback::from(move |()| {
            generate.emit(false);
            again.emit(());
        })
    };
    let ready = match loaded {
        Loaded::Here(_) => Ready::Yes,
        Loaded::Coming | Loaded::Failed => Ready::Busy,
    };
    html! {
        <div class="page">
            <PageHead title={words::encryption::title()} lead={words::encryption::lead()}>
                <div class="row">
                    <Button icon={Icon::Plus} ready={ready.clone()} onclick={show.reform(|()| Some(Over::Provide))}>
                        { words::encryption::provide() }
                    </Button>
                    <Button kind={Kind::Primary} icon={Icon::Key} {ready} onclick={generate.reform(|()| true)}>
                        { words::encryption::generate() }
                    </Button>
                </div>
            </PageHead>
            if *generating {
                <Generate people={people.borrow().clone()} onclose={ongenerated} />
            }
            { content }
        </div>
    }
}

/// Keys that end soon, with nothing after them.
fn reminders(shown: &Shown) -> Html {
    let ending = ending(&shown.keys, ambient::now());
    ending
        .into_iter()
        .map(|(key, days)| {
            let title = words::encryption::reminder(&key.label);
            html! {
                <Banner key={key.fingerprint.as_str()} meaning={Meaning::Warn} icon={Icon::Clock} {title}
                    more={words::encryption::reminder_more(days)} />
            }
        })
        .collect()
}

fn sections(
    shown: &Shown,
    show: &Callback<Option<Over>>,
    ondeed: &Callback<Deed>,
    onseal: &Callback<(SkinName, bool)>,
) -> Html {
    let now = ambient::now();
    let counts = |key: &&Key| Standing::of(key, now).counts();
    let sealed = |skin: &&SkinListing| skin.sealing != Sealing::Open;
    html! {
        <>
            <Proposals keys={shown.keys.clone()} people={shown.people.clone()} {ondeed} />
            <KeySet keys={shown.keys.clone()} people={shown.people.clone()} {now}
                sealed={shown.skins.iter().filter(sealed).count()} onwish={show.reform(|wish| Some(Over::Wish(wish)))} />
            <SealedSkins skins={shown.skins.clone()} usable={shown.keys.iter().filter(counts).count()} {onseal} />
        </>
    }
}

fn lies_over(
    over: Over,
    shown: &Rc<Shown>,
    show: &Callback<Option<Over>>,
    ondeed: &Callback<Deed>,
    again: &Callback<()>,
) -> Html {
    let close = show.reform(|()| None);
    let onclose = {
        let (close, again) = (close.clone(), again.clone());
        Callback::from(move |()| {
            close.emit(());
            again.emit(());
        })
    };
    let people = shown.people.clone();
    match over {
        Over::Provide => html! { <Provide {people} {onclose} /> },
        Over::Wish(Wish::Change(of)) => html! { <Change {of} {people} {onclose} /> },
        Over::Wish(Wish::Revoke(key)) => {
            let deed = Deed::Revoke(key.fingerprint.clone());
            let title = words::encryption::revoke_title(&key.label);
            let text = format!(
                "{} {}",
                words::encryption::revoke_text(),
                follows(&key, shown)
            );
            confirm(
                title,
                text,
                words::encryption::revoke_now(),
                deed,
                close,
                ondeed,
            )
        }
        Over::Wish(Wish::Remove(key)) => {
            let deed = Deed::Remove(key.fingerprint.clone());
            let title = words::encryption::remove_title(&key.label);
            let text = format!(
                "{} {}",
                words::encryption::remove_text(),
                follows(&key, shown)
            );
            confirm(
                title,
                text,
                words::encryption::remove_now(),
                deed,
                close,
                ondeed,
            )
        }
    }
}

/// Which skins are left without a key, if any.
fn follows(key: &Key, shown: &Shown) -> String {
    let left = left_without(&shown.skins, &key.fingerprint);
    if left.is_empty() {
        String::new()
    } else {
        words::encryption::left_without(&left.join(", "))
    }
}

fn confirm(
    title: String,
    text: String,
    yes: &'static str,
    deed: Deed,
    close: Callback<()>,
    ondeed: &Callback<Deed>,
) -> Html {
    let onyes = {
        let (close, ondeed) = (close.clone(), ondeed.clone());
        Callback::from(move |()| {
            close.emit(());
            ondeed.emit(deed.clone());
        })
    };
    html! { <Confirm {title} {text} {yes} no={words::encryption::cancel()} {onyes} onno={close} /> }
}
