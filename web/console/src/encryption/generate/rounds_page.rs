//! The making: how far each key is, its files, and pinning all of them.

use std::rc::Rc;

use hushdesk_protocol::rest::{
    GetKey, KeyAcceptance, KeyState, NewKey, PostKey, PostKeyAcceptance, ProblemCode,
};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::hand_out::{HandOut, account_of};
use super::round::{Action, Making, Round, Step};
use crate::components::{Avatar, AvatarSize, Button, Icon, Kind, Ready, fingerprint_text};
use crate::encryption::deeds::refusal;
use crate::keys::{Task, use_workshop};
use crate::sending::use_sending;
use crate::unsaved::use_unsaved;

/// What is to be made.
#[derive(Properties, PartialEq)]
pub(super) struct RoundsPageProps {
    pub(super) round: Rc<Round>,
    pub(super) onclose: Callback<()>,
}

/// A card that stays until the keys are pinned, or are given up.
#[component]
pub(super) fn RoundsPage(props: &RoundsPageProps) -> Html {
    let round = use_reducer(|| (*props.round).clone());
    let sending = use_sending();
    // Whoever closes the window now has made keys for nothing.
    use_unsaved(true);
    let onnews = {
        let round = round.dispatcher();
        Callback::from(move |news| round.dispatch(Action::Heard(news)))
    };
    let (begin, _) = use_workshop(onnews);
    {
        let round = round.clone();
        use_effect_with(round.current(), move |current| {
            if let Some(making) = current.and_then(|place| round.makings.get(place)) {
                begin.emit(Task::Make {
                    passphrase: making.passphrase.clone(),
                    account: account_of(making),
                });
            }
        });
    }
    let onpin = {
        let (round, onclose, sending) = (round.clone(), props.onclose.clone(), sending.clone());
        Callback::from(move |()| {
            if let Some(pins) = round.pins() {
                sending.send(all_pinned(pins), &onclose);
            }
        })
    };
    let ready = match round.pins() {
        Some(_) => sending.ready(),
        None => Ready::No("pin-why".into()),
    };
    let hand_out = |(place, making): (usize, &Making)| {
        let onsaved = {
            let round = round.dispatcher();
            Callback::from(move |()| round.dispatch(Action::Saved(place)))
        };
        html! { <HandOut key={place} {place} making={making.clone()} {onsaved} /> }
    };
    let made = round.makings.iter().enumerate();
    let made = made.filter(|(_, making)| matches!(making.step, Step::Made { .. }));
    html! {
        <section class="card" aria-labelledby="making-title">
            <header>
                <div class="say">
                    <h2 id="making-title">{ words::encryption::making(round.makings.len()) }</h2>
                    <p class="soft">{ words::encryption::making_lead() }</p>
                </div>
            </header>
            <div class="body">
                { sending.banner() }
                <ul class="making">{ for round.makings.iter().map(row) }</ul>
                { for made.map(hand_out) }
            </div>
            <footer>
                <span class="soft small grow" id="pin-why">{ words::encryption::pin_why() }</span>
                <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::encryption::stop() }</Button>
                <Button kind={Kind::Primary} {ready} onclick={onpin}>{ words::encryption::pin_all(round.makings.len()) }</Button>
            </footer>
        </section>
    }
}

/// Pins all of them that can be; what is told is the first trouble.
async fn all_pinned(keys: Vec<NewKey>) -> Result<(), &'static str> {
    let mut all = Ok(());
    for key in keys {
        let done = pinned(key).await;
        all = all.and(done);
    }
    all.map_err(|trouble| refusal(&trouble))
}

async fn pinned(key: NewKey) -> Result<(), Trouble> {
    match api::ask(&PostKey {}, &key).await {
        Err(trouble) if trouble.is(ProblemCode::Conflict) => accepted(key).await,
        done => done,
    }
}

/// A key that is there already was pinned by a try before this one, of which no answer came, or proposed by its holder.
async fn accepted(key: NewKey) -> Result<(), Trouble> {
    let NewKey {
        fingerprint,
        settings,
    } = key;
    let place = GetKey {
        fingerprint: fingerprint.clone(),
    };
    match api::ask(&place, &()).await?.state {
        KeyState::Proposed => {
            let acceptance = KeyAcceptance {
                name: settings.name,
                expires: settings.expires,
            };
            api::ask(&PostKeyAcceptance { fingerprint }, &acceptance).await
        }
        KeyState::Pinned | KeyState::Revoked { .. } => Ok(()),
    }
}

fn row(making: &Making) -> Html {
    let (share, state, about) = match &making.step {
        Step::Waits => (
            0.0,
            html! { words::encryption::comes_next() },
            Html::default(),
        ),
        Step::Making(share) => (
            *share,
            html! { words::encryption::takes_seconds() },
            Html::default(),
        ),
        Step::Made { key, saved } => (
            1.0,
            html! {
                <span class="row stay good">
                    { Icon::Check.less() }
                    if *saved { { words::encryption::saved() } } else { { words::encryption::ready() } }
                </span>
            },
            fingerprint_text(&key.fingerprint),
        ),
        Step::Broken => (0.0, html! { words::encryption::broken() }, Html::default()),
    };
    html! {
        <li>
            <Avatar name={making.holder.clone()} size={AvatarSize::Less} />
            <span class="stack"><b><bdi>{ &making.holder }</bdi></b><span class="soft small">{ about }</span></span>
            <progress class="progress" max="1" value={share.to_string()} aria-label={making.holder.clone()}></progress>
            <span class="small">{ state }</span>
        </li>
    }
}
