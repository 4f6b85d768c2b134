//! What waits.

use hushdesk_protocol::frames::{Origin, Status};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_texts::console as texts;
use hushdesk_web::rendered::{Element, rendered};
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::desk::{OfferStanding, OfferView};
use yew::Callback;

use super::super::fixtures::{desk2, offer};
use super::super::list::{OfferIntents, Waiting, WaitingProps, Waits};
use super::super::names::Names;
use super::{reads, reference};

fn waits(offer: OfferView, up: bool) -> Waits {
    Waits {
        queue: reference(),
        offer,
        up,
        clock: EdgeClock::default(),
    }
}

fn list(offers: Vec<Waits>) -> WaitingProps {
    WaitingProps {
        offers,
        for_anybody: Default::default(),
        status: Some(Status::Available),
        connecting: false,
        replaced: false,
        names: Names::default(),
        prospects: Default::default(),
        intents: OfferIntents {
            onclaim: Callback::noop(),
            ondismiss: Callback::noop(),
            onreconsider: Callback::noop(),
            onkey: Callback::noop(),
        },
    }
}

fn rows(page: &Element) -> usize {
    page.count(&|it| it.attribute("data-row").is_some())
}

#[test]
fn who_waits_is_read_with_queue_and_time_and_can_be_claimed_or_put_aside() {
    let offers = [1, 2].map(|digit| waits(offer(digit, OfferStanding::Waiting), true));
    let page = rendered::<Waiting>(list(offers.into()));
    assert_eq!(rows(&page), 2);
    assert!(reads(
        &page,
        &[
            "Waiting",
            "2",
            "Guest 1",
            "sealed",
            "0:00",
            "Reference desk",
            "Guest 2"
        ]
    ));
    for guest in ["Guest 1", "Guest 2"] {
        assert!(
            page.can_press(&format!("Claim: {guest}")),
            "{:?}",
            page.buttons()
        );
        assert!(page.can_press(&format!("Not for me: {guest}")));
    }
}

#[test]
fn where_the_queue_is_not_heard_nothing_can_be_claimed_and_it_is_said_why() {
    let page = rendered::<Waiting>(list(vec![waits(offer(1, OfferStanding::Waiting), false)]));
    assert!(!page.can_press("Claim: Guest 1"));
    assert!(page.text().contains(texts::lines::no_line()));
}

#[test]
fn a_chat_that_is_passed_on_says_by_whom_and_with_which_words() {
    let mut passed = offer(1, OfferStanding::Waiting);
    passed.offer.origin = Origin::Transfer {
        by: desk2(),
        note: Some("Looks for her aunt".parse().unwrap()),
    };
    let page = rendered::<Waiting>(list(vec![waits(passed, true)]));
    assert!(reads(
        &page,
        &[texts::waiting::for_you(), "desk2", "Looks for her aunt"]
    ));
    assert_eq!(page.buttons().len(), 2, "give back and take over");
}

#[test]
fn a_guest_who_is_gone_is_said_to_be_and_who_was_answered_is_said_by_whom() {
    let mut gone = offer(1, OfferStanding::Waiting);
    gone.offer.absent_since = Some(Timestamp(5));
    let answered = offer(2, OfferStanding::Answered { by: desk2() });
    let page = rendered::<Waiting>(list(vec![waits(gone, true), waits(answered, true)]));
    assert!(reads(
        &page,
        &["Guest 1", texts::waiting::left_ago(), "Guest 2", "desk2"]
    ));
    assert!(!page.can_press("Claim: Guest 2"));
}

#[test]
fn that_nobody_waits_is_said_only_where_it_is_known() {
    let page = |connecting| {
        let list = list(vec![]);
        rendered::<Waiting>(WaitingProps { connecting, ..list }).text()
    };
    assert!(page(false).contains(texts::waiting::nobody_waits()));
    assert!(!page(true).contains(texts::waiting::nobody_waits()));
}
