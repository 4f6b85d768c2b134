//! The page on which an operator looks after the keys in this browser.

use std::rc::Rc;

use hushdesk_protocol::rest::{GetSkins, PostOwnKey, ProblemCode, ProposedKey, SkinListing};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::accepting::{accepting, refusing};
use super::chest::{self, KeptKey};
use super::kept_list::{Deed, KeptList};
use super::making::Making;
use super::notes::Notes;
use super::opening::Opening;
use super::ring::{KeyOrigin, OwnKey};
use super::unlock_dialog::UnlockDialog;
use super::using::{Use, use_another};
use crate::components::{Banner, Button, Card, Confirm, Icon, Meaning, fingerprint_text, use_say};
use crate::desk::{Workplace, use_workplace};
use crate::frame::PageHead;

/// The page, for whoever is at work.
#[component]
pub(crate) fn MyKeysPage() -> Html {
    match use_workplace() {
        None => Html::default(),
        Some(workplace) => html! { <MyKeys {workplace} /> },
    }
}

#[derive(Properties, PartialEq)]
struct MyKeysProps {
    workplace: Workplace,
}

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Shown {
    Making,
    Unlocking(KeptKey),
    Forgetting(KeptKey),
    ForgettingAll,
}

/// The key in use, those that are kept, and a place to open a file.
#[component]
fn MyKeys(props: &MyKeysProps) -> Html {
    let workplace = &props.workplace;
    let own = workplace.own_key().clone();
    let (kept, again) = use_kept(workplace);
    let skins = use_skins();
    let shown = use_state(|| None::<Shown>);
    let (onuse, question) = use_another(workplace);
    let say = use_say();
    let show = {
        let shown = shown.setter();
        Callback::from(move |what: Option<Shown>| shown.set(what))
    };
    let ondeed = {
        let show = show.clone();
        Callback::from(move |(key, deed): (KeptKey, Deed)| match deed {
            Deed::Unlock => show.emit(Some(Shown::Unlocking(key))),
            Deed::Forget => show.emit(Some(Shown::Forgetting(key))),
            Deed::Propose => {
                let say = say.clone();
                spawn_local(async move { say.emit(proposed(&key).await.into()) });
            }
        })
    };
    let onforget = on_forget(workplace, &show, &onuse, &again);
    // It is in the list, even if it is not used yet.
    let onkept = {
        let (again, onuse) = (again.clone(), onuse.clone());
        Callback::from(move |what| {
            again.emit(());
            onuse.emit(what);
        })
    };
    let make = show.reform(|()| Some(Shown::Making));
    let forget_all = show.reform(|_: MouseEvent| Some(Shown::ForgettingAll));
    let over = (*shown).clone().map(|what| {
        let onclose = show.reform(|()| None);
        match what {
            Shown::Making => html! {
                <Making session={workplace.session.clone()} onuse={onkept.clone()} {onclose} />
            },
            Shown::Unlocking(key) => html! {
                <UnlockDialog unlocked={key} onuse={onuse.clone()} {onclose} />
            },
            Shown::Forgetting(key) => {
                let title = words::my_keys::forget_title(&key.label);
                let onyes = onforget.reform(move |()| vec![key.clone()]);
                html! {
                    <Confirm {title} text={words::my_keys::forget_text()} yes={words::my_keys::forget_now()}
                        no={words::my_keys::cancel()} {onyes} onno={onclose} />
                }
            }
            Shown::ForgettingAll => {
                let all = kept.clone();
                let onyes = onforget.reform(move |()| (*all).clone());
                html! {
                    <Confirm title={words::my_keys::forget_all_title()} text={words::my_keys::forget_text()}
                        yes={words::my_keys::forget_now()} no={words::my_keys::cancel()} {onyes} onno={onclose} />
                }
            }
        }
    });
    html! {
        <div class="page">
            <PageHead title={words::places::my_keys()} lead={words::my_keys::lead()}>
                <Button icon={Icon::Key} onclick={make}>{ words::my_keys::make() }</Button>
            </PageHead>
            <InUse own={own.clone()} skins={skins.clone()} />
            <Notes own={own.clone()} />
            if !kept.is_empty() {
                <Card title={words::my_keys::kept_title()} lead={words::my_keys::kept_lead()}>
                    <KeptList kept={kept.clone()} {skins} in_use={own.fingerprint()} {ondeed} />
                </Card>
            }
            <Opening session={workplace.session.clone()} onuse={onkept.clone()} />
            if !kept.is_empty() {
                <p class="soft">
                    { words::my_keys::not_yours() }{ " " }
                    <button type="button" class="link" onclick={forget_all}>{ words::my_keys::forget_all() }</button>
                </p>
            }
            { over }
            { question }
        </div>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct InUseProps {
    own: OwnKey,
    skins: Rc<Vec<SkinListing>>,
}

/// The key that guests see.
#[component]
fn InUse(props: &InUseProps) -> Html {
    let fingerprint = props.own.fingerprint();
    let (meaning, sentence) = match props.own.origin {
        KeyOrigin::Demonstration => (Meaning::Warn, words::keys::demonstration_key_more()),
        KeyOrigin::Kept => (Meaning::Good, words::keys::kept_key_more()),
        KeyOrigin::Window => (Meaning::Warn, words::keys::window_key_more()),
    };
    let accepted = accepting(&props.skins, &fingerprint);
    let refused = refusing(&props.skins, &fingerprint);
    html! {
        <Card title={words::my_keys::in_use_title()} lead={words::keys::fingerprint_more()}>
            <Banner {meaning} title={sentence} />
            <dl class="facts">
                <dt>{ words::keys::your_fingerprint() }</dt>
                <dd>{ fingerprint_text(&fingerprint) }</dd>
                if !accepted.is_empty() {
                    <dt>{ words::my_keys::accepted_by() }</dt><dd><bdi>{ accepted.join(", ") }</bdi></dd>
                }
                if !refused.is_empty() {
                    <dt>{ words::my_keys::refused_by() }</dt><dd><bdi>{ refused.join(", ") }</bdi></dd>
                }
            </dl>
            if !refused.is_empty() {
                <Banner meaning={Meaning::Warn} title={words::my_keys::refused_means()}
                    more={words::my_keys::refused_do()} />
            }
        </Card>
    }
}

/// The keys that are kept for this operator, and what looks for them again.
#[hook]
fn use_kept(workplace: &Workplace) -> (Rc<Vec<KeptKey>>, Callback<()>) {
    let kept = use_state(Rc::<Vec<KeptKey>>::default);
    let again = {
        let (kept, name) = (kept.setter(), workplace.session.name.clone());
        use_callback(name, move |(), name| {
            let (kept, name) = (kept.clone(), name.clone());
            spawn_local(async move { kept.set(Rc::new(chest::kept_for(&name).await)) });
        })
    };
    {
        let again = again.clone();
        use_effect_with((), move |()| again.emit(()));
    }
    ((*kept).clone(), again)
}

#[hook]
fn use_skins() -> Rc<Vec<SkinListing>> {
    let skins = use_state(Rc::<Vec<SkinListing>>::default);
    let setter = skins.setter();
    use_effect_with((), move |()| {
        spawn_local(async move {
            // Without them the page says of no skin whether it accepts a key.
            if let Ok(skins) = api::all(|after| GetSkins { after }).await {
                setter.set(Rc::new(skins));
            }
        });
    });
    (*skins).clone()
}

/// Forgets keys; the one in use is put away with them.
fn on_forget(
    workplace: &Workplace,
    show: &Callback<Option<Shown>>,
    onuse: &Callback<Use>,
    again: &Callback<()>,
) -> Callback<Vec<KeptKey>> {
    let own = workplace.own_key().fingerprint();
    let (show, onuse, again) = (show.clone(), onuse.clone(), again.clone());
    Callback::from(move |keys: Vec<KeptKey>| {
        let (own, onuse, again) = (own.clone(), onuse.clone(), again.clone());
        show.emit(None);
        spawn_local(async move {
            let mut gone = true;
            for key in &keys {
                gone &= chest::forget(key).await;
            }
            again.emit(());
            if gone && keys.iter().any(|key| key.fingerprint == own) {
                onuse.emit(Use::None);
            }
        });
    })
}

/// Sends a fingerprint to the administrators, and gives what is then said.
async fn proposed(key: &KeptKey) -> &'static str {
    let Ok(label) = key.label.parse() else {
        return words::my_keys::not_proposed();
    };
    let proposal = ProposedKey {
        fingerprint: key.fingerprint.clone(),
        label,
    };
    match api::ask(&PostOwnKey {}, &proposal).await {
        Ok(()) => words::my_keys::proposed(),
        Err(trouble) if trouble.is(ProblemCode::Conflict) => words::my_keys::proposed_before(),
        Err(_) => words::my_keys::not_proposed(),
    }
}
