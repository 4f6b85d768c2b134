//! What the lock means: who can read along, whose key it is, and the key itself.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::guest::{frame, lock, promise, trust};
use hushdesk_web::components::fingerprint_text;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use yew::prelude::*;

use super::compare::asking;
use super::element::{element, text, words};
use super::icon::{self, Icon, icon};
use crate::widget::{GuestAction, Lock};

/// The id of the sheet.
pub(super) const TRUST: &str = "trust";

/// The id of its heading.
const HEADING: &str = "trust-heading";

/// A sheet under the bar, which the lock opens. The browser closes it, and gives the focus back.
#[inline(never)]
pub(super) fn trust(lock: &Lock, view: &GuestView, act: &Callback<GuestAction>) -> Html {
    let can_ask = matches!(
        lock,
        Lock::Verified { .. } | Lock::Compared { .. } | Lock::Unverified { .. }
    ) && matches!(view.standing, GuestStanding::Talking { .. });
    let (drawn, look, title, facts) = sheet(lock);
    html! {
        <div id={TRUST} class="sheet from-bar" popover="auto" role="dialog" aria-labelledby={HEADING}>
            <div class="title">
                { element("span", look, vec![icon(drawn)]) }
                <h2 id={HEADING}>{ title }</h2>
                <button class="round" type="button" autofocus=true popovertarget={TRUST} popovertargetaction="hide"
                    aria-label={frame::dismiss()} title={frame::dismiss()}>
                    { icon(icon::CLOSE) }
                </button>
            </div>
            { element("ul", "facts", facts) }
            if can_ask {
                { asking(view, act) }
            }
            if let Lock::Unverified { fingerprint } | Lock::Compared { fingerprint } = lock {
                { compare(fingerprint) }
            }
        </div>
    }
}

/// A key, folded away for those who want to compare it.
pub(super) fn compare(key: &Fingerprint) -> Html {
    fold(
        trust::compare(),
        vec![
            element("p", "soft", vec![words(trust::compare_more())]),
            element("p", "", vec![words(trust::key())]),
            fingerprint_text(key),
        ],
    )
}

/// Something for those who want more.
pub(super) fn fold(title: &'static str, inside: Vec<Html>) -> Html {
    let title = element("summary", "", vec![words(title), icon(icon::DOWN)]);
    let inside = element("div", "inside small", inside);
    element("details", "fold", vec![title, inside])
}

/// How it is drawn, its heading, and what there is to know.
#[inline(never)]
fn sheet(lock: &Lock) -> (Icon, &'static str, &'static str, Vec<Html>) {
    match lock {
        Lock::Private | Lock::Checking | Lock::Passing => {
            (icon::LOCK, "seal good", promise::asked(), private())
        }
        Lock::Verified { name } => (
            icon::SHIELD,
            "seal good",
            lock::verified(),
            verified(name.as_ref()),
        ),
        Lock::Unverified { .. } => (
            icon::UNSURE,
            "seal warn",
            trust::unverified_title(),
            unverified(),
        ),
        Lock::Compared { .. } => (
            icon::CHECK,
            "seal good",
            trust::compared_title(),
            compared(),
        ),
        Lock::Open => {
            let readers = vec![fact(icon::EYE, trust::open().into(), trust::open_more())];
            (icon::OPEN, "seal warn", lock::open(), readers)
        }
    }
}

fn private() -> Vec<Html> {
    vec![
        fact(icon::LOCK, "".into(), trust::private_more()),
        service(),
    ]
}

/// Who is called by a name is called by that of the key.
fn verified(name: Option<&DisplayName>) -> Vec<Html> {
    let (readers, vouched) = match name {
        Some(name) => (trust::readers(name).into(), trust::vouched(name).into()),
        None => (
            trust::readers_unnamed().into(),
            trust::vouched_unnamed().into(),
        ),
    };
    vec![
        fact(icon::LOCK, readers, trust::readers_more()),
        fact(icon::KEY, vouched, trust::vouched_more()),
        service(),
    ]
}

fn unverified() -> Vec<Html> {
    let readers = trust::unverified().into();
    vec![
        fact(icon::LOCK, readers, trust::unverified_more()),
        service(),
    ]
}

fn compared() -> Vec<Html> {
    vec![
        fact(
            icon::LOCK,
            trust::unverified().into(),
            trust::readers_more(),
        ),
        fact(
            icon::CHECK,
            trust::compared().into(),
            trust::compared_more(),
        ),
        service(),
    ]
}

fn service() -> Html {
    fact(icon::EYE, trust::service().into(), trust::service_more())
}

fn fact(drawn: Icon, strong: AttrValue, more: &'static str) -> Html {
    let strong = element("strong", "", vec![text(strong)]);
    let said = element("p", "", vec![strong, words(" "), words(more)]);
    element("li", "", vec![icon(drawn), said])
}
