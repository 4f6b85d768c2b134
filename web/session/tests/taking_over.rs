//! A window wants a chat that a colleague holds, and a colleague takes this one's over.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::notes;
use common::window::{Window, chat, held, name, offer};
use hushdesk_protocol::frames::{
    About, FromOperator, Lapsed, OfferEnd, Origin, Refusal, ToOperator, Whereabouts,
};
use hushdesk_session::desk::{DeskEvent, OfferStanding, Takeover};
use hushdesk_session::note::Note;
use hushdesk_session::operator_session::Standing;
use hushdesk_session::sealing::OpenOnly;

fn takeover(window: &Window<OpenOnly>) -> Option<Takeover> {
    window.desk.view().takeovers.get(&chat()).copied()
}

#[test]
fn it_is_asked_for_once_until_that_is_answered() {
    let mut window = Window::new(vec![], vec![]);
    let takes_over = || DeskEvent::TakeOver(chat());
    let said = window.does(takes_over());
    assert_eq!(said, [FromOperator::TakeOver { chat: chat() }]);
    assert_eq!(window.does(takes_over()), []);
    assert_eq!(takeover(&window), Some(Takeover::Asked));

    let about = About::Chat(chat());
    let refusal = Refusal::Closed;
    window.hears(ToOperator::Refused { about, refusal });
    assert_eq!(takeover(&window), Some(Takeover::Refused(refusal)));
    assert_eq!(window.does(takes_over()).len(), 1, "one may try again");

    window.does(DeskEvent::Disconnected);
    assert_eq!(takeover(&window), None, "nobody knows whether it was heard");
}

#[test]
fn whoever_has_it_reads_from_whom() {
    let mut window = Window::new(vec![], vec![]);
    window.does(DeskEvent::TakeOver(chat()));
    let from = name("desk2");
    let origin = Origin::TakenOver { from: from.clone() };
    window.hears(ToOperator::Claimed(held(origin, None)));
    assert_eq!(takeover(&window), None);
    let first = &notes(&window.chat().log)[0];
    assert_eq!(*first, Note::TakenOverFrom { from });
}

#[test]
fn whoever_had_it_reads_who_has_it_now() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    let by = name("desk2");
    let now = Whereabouts::Held { by };
    let lapsed = Lapsed {
        chat: chat(),
        now: now.clone(),
    };
    window.hears(ToOperator::Lapsed(lapsed));
    let now = Some(now);
    assert_eq!(window.chat().standing, Standing::Lapsed { now });
}

#[test]
fn an_offer_that_went_to_another_queue_stays_and_says_where_to() {
    let to = || "circulation".parse().unwrap();
    let mut window = Window::new(vec![], vec![offer(Origin::New)]);
    let end = OfferEnd::PassedOn { to: to() };
    window.hears(ToOperator::OfferEnded { chat: chat(), end });
    let standing = window.desk.view().offers[0].standing.clone();
    assert_eq!(standing, OfferStanding::PassedOn { to: to() });

    let origin = Origin::RolledOver {
        from: to(),
        seconds: 60,
    };
    let window = Window::new(vec![held(origin, None)], vec![]);
    let first = &notes(&window.chat().log)[0];
    let (queue, seconds) = (to(), 60);
    assert_eq!(*first, Note::RolledOverFrom { queue, seconds });
}
