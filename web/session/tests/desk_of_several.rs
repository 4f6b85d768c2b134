//! A desk of several, as one window sees it, by the frames of the queue alone:
//! - who is there, and what the operator says of themselves;
//! - handing a chat on, until somebody takes it or it comes back;
//! - why a chat is offered, and why it is not any more.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::logs::{notes, ours};
use common::window::{NOW, Window, chat, colleague, handing, held, name, offer, to_desk2};
use hushdesk_protocol::frames::{
    About, Body, ChosenEnd, Content, Entry, FromOperator, HeldChat, Offer, OfferEnd, Origin, Party,
    Refusal, Sent, Status, ToOperator, TransferState, Until, Waiting,
};
use hushdesk_protocol::ids::{Lease, Number, Seq};
use hushdesk_session::desk::{DeskEvent, OfferStanding};
use hushdesk_session::note::Note;
use hushdesk_session::operator_session::Standing;
use hushdesk_session::sealing::OpenOnly;

#[test]
fn colleagues_come_change_and_leave_and_are_shown_by_name() {
    let mut window = Window::new(vec![], vec![]);
    let shown = |window: &Window<OpenOnly>| -> Vec<(String, Status)> {
        let colleagues = window.desk.view().colleagues.into_iter();
        colleagues
            .map(|it| (it.operator.to_string(), it.availability.status))
            .collect()
    };
    assert_eq!(
        shown(&window),
        [
            ("desk1".to_owned(), Status::Available),
            ("desk2".to_owned(), Status::Chat)
        ]
    );
    window.hears(ToOperator::Colleague(colleague("desk2", Status::Busy)));
    window.hears(ToOperator::ColleagueLeft {
        operator: name("desk1"),
    });
    assert_eq!(shown(&window), [("desk2".to_owned(), Status::Busy)]);
}

#[test]
fn a_status_is_said_at_once_and_again_with_each_connection() {
    let mut window = Window::new(vec![], vec![]);
    let away = colleague("desk1", Status::Away);
    let said = window.does(DeskEvent::Status(away.availability.clone()));
    assert_eq!(said, [FromOperator::Status(away.availability.clone())]);
    window.hears(ToOperator::Colleague(away.clone()));
    assert_eq!(window.desk.view().availability, away.availability);

    window.does(DeskEvent::Disconnected);
    assert_eq!(window.desk.view().availability, away.availability);
    let hello = window.does(DeskEvent::Connected);
    assert!(
        matches!(&hello[..], [FromOperator::Hello { availability: Some(said), .. }] if *said == away.availability)
    );
}

#[test]
fn the_end_of_a_shift_is_said_with_each_connection() {
    let mut window = Window::new(vec![], vec![]);
    let until = ChosenEnd {
        ends: Until::At(NOW.plus(3_600_000)),
        chosen: NOW,
    };
    assert_eq!(window.does(DeskEvent::Until(Some(until))), []);
    for _ in 0..2 {
        window.does(DeskEvent::Disconnected);
        let hello = window.does(DeskEvent::Connected);
        assert!(
            matches!(&hello[..], [FromOperator::Hello { until: Some(said), .. }] if *said == until)
        );
    }
}

#[test]
fn a_chat_that_is_handed_on_is_not_written_in_until_somebody_takes_it() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    let told = window.hands_on();
    assert_eq!(
        told,
        [FromOperator::Transfer {
            chat: chat(),
            lease: Lease(1),
            recipient: to_desk2(),
            note: None
        }]
    );
    assert_eq!(window.chat().standing, Standing::Passing(None));
    window.transfer(TransferState::Offered(handing()));
    assert_eq!(window.chat().standing, Standing::Passing(Some(handing())));
    assert_eq!(window.writes("too late"), []);
    assert_eq!(ours(&window.chat().log), []);

    let by = name("desk2");
    window.transfer(TransferState::Taken { by: by.clone() });
    let to = by.clone();
    assert_eq!(window.chat().standing, Standing::HandedOn { to });
    assert!(notes(&window.chat().log).contains(&Note::HandedOn { to: by }));
}

#[test]
fn a_chat_that_nobody_takes_comes_back_with_the_reason_and_is_written_in_again() {
    let by = name("desk2");
    for (state, note) in [
        (
            TransferState::Declined { by: by.clone() },
            Note::TransferDeclined { by },
        ),
        (TransferState::TimedOut, Note::TransferTimedOut),
        (TransferState::Cancelled, Note::TransferCancelled),
        (TransferState::Unavailable, Note::TransferUnavailable),
    ] {
        let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
        window.hands_on();
        window.transfer(TransferState::Offered(handing()));
        window.transfer(state);
        assert_eq!(window.chat().standing, Standing::Open);
        assert_eq!(notes(&window.chat().log).last(), Some(&note));
        let said = window.writes("here I am");
        assert!(matches!(&said[..], [FromOperator::Message { .. }]));
    }
}

#[test]
fn what_the_queue_refused_while_the_chat_was_handed_on_is_sent_when_it_is_back() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    let sent = window.writes("crosses the transfer");
    window.hands_on();
    window.transfer(TransferState::Offered(handing()));
    let about = About::Message {
        chat: chat(),
        number: Number(1),
    };
    let refusal = Refusal::Transferring;
    assert_eq!(window.hears(ToOperator::Refused { about, refusal }), []);
    assert_eq!(window.transfer(TransferState::TimedOut), sent);
}

#[test]
fn a_recipient_who_is_gone_gives_the_chat_back_at_once() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    window.hands_on();
    let about = About::Chat(chat());
    let refusal = Refusal::Unavailable;
    window.hears(ToOperator::Refused { about, refusal });
    assert_eq!(window.chat().standing, Standing::Open);
}

#[test]
fn a_transfer_outlives_a_reload_and_can_be_taken_back() {
    let mut window = Window::new(vec![held(Origin::New, Some(handing()))], vec![]);
    assert_eq!(window.chat().standing, Standing::Passing(Some(handing())));
    assert_eq!(
        window.does(DeskEvent::CancelTransfer(chat())),
        [FromOperator::CancelTransfer {
            chat: chat(),
            lease: Lease(1)
        }]
    );
}

#[test]
fn how_a_transfer_ended_while_the_line_was_down_is_said_when_it_is_back() {
    let ended = |outcome| HeldChat {
        outcome,
        ..held(Origin::New, None)
    };
    let welcome = |outcome| ToOperator::Welcome {
        operator: name("desk1"),
        now: NOW,
        waiting: Waiting::default(),
        offers: vec![],
        chats: vec![ended(outcome)],
        lapsed: vec![],
        colleagues: vec![],
    };
    let by = name("desk2");
    let declined = Some(TransferState::Declined { by: by.clone() });
    let note = Note::TransferDeclined { by };

    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    window.hands_on();
    window.does(DeskEvent::Disconnected);
    window.hears(welcome(declined.clone()));
    assert_eq!(notes(&window.chat().log).last(), Some(&note));
    assert_eq!(window.chat().standing, Standing::Open);
    window.hears(welcome(declined.clone()));
    assert_eq!(notes(&window.chat().log).len(), 2, "and once");

    let reloaded = Window::new(vec![ended(declined)], vec![]);
    assert_eq!(notes(&reloaded.chat().log).last(), Some(&note));
}

#[test]
fn how_the_chat_came_is_the_first_line_of_the_conversation() {
    let by = name("desk2");
    let origin = Origin::Transfer {
        by: by.clone(),
        note: Some("Looks for maps.".to_owned().try_into().unwrap()),
    };
    let words = Some("Looks for maps.".to_owned());
    let window = Window::new(vec![held(origin, None)], vec![]);
    assert_eq!(
        notes(&window.chat().log)[0],
        Note::TransferredBy {
            by: by.clone(),
            words
        }
    );
    let origin = Origin::Continuation { of: by.clone() };
    let window = Window::new(vec![held(origin, None)], vec![]);
    assert_eq!(
        notes(&window.chat().log)[0],
        Note::ContinuationOf { of: by }
    );
}

#[test]
fn an_offer_that_is_withdrawn_goes_unless_it_was_wanted() {
    let end = OfferEnd::Withdrawn;
    let chat = chat();
    let ended = ToOperator::OfferEnded { chat, end };
    let mut window = Window::new(vec![], vec![offer(Origin::New)]);
    window.hears(ended.clone());
    assert_eq!(window.desk.view().offers, []);

    let mut window = Window::new(vec![], vec![offer(Origin::New)]);
    window.does(DeskEvent::Claim(self::chat()));
    window.hears(ended);
    let standing = window.desk.view().offers[0].standing.clone();
    assert_eq!(standing, OfferStanding::Withdrawn);
}

#[test]
fn an_offer_that_was_put_aside_stays_and_can_be_taken_up_again_or_claimed() {
    let mut window = Window::new(vec![], vec![offer(Origin::New)]);
    let dismiss = FromOperator::Dismiss { chat: chat() };
    assert_eq!(window.does(DeskEvent::Dismiss(chat())), [dismiss]);
    let aside = |dismissed| Offer {
        dismissed,
        ..offer(Origin::New)
    };
    window.hears(ToOperator::Offered(aside(true)));
    assert!(window.desk.view().offers[0].is_dismissed());
    assert_eq!(window.does(DeskEvent::Dismiss(chat())).len(), 1, "it stays");

    let reconsider = FromOperator::Reconsider { chat: chat() };
    let said = window.does(DeskEvent::Reconsider(chat()));
    assert_eq!(said, std::slice::from_ref(&reconsider));
    window.hears(ToOperator::Offered(aside(false)));
    assert!(!window.desk.view().offers[0].is_dismissed());
    assert_eq!(window.does(DeskEvent::Reconsider(chat())), []);

    window.hears(ToOperator::Offered(aside(true)));
    let claim = FromOperator::Claim { chat: chat() };
    assert_eq!(window.does(DeskEvent::Claim(chat())), [reconsider, claim]);
    let about = About::Chat(chat());
    let refusal = Refusal::NotOffered;
    window.hears(ToOperator::Refused { about, refusal });
    let standing = window.desk.view().offers[0].standing.clone();
    assert_eq!(
        standing,
        OfferStanding::Withdrawn,
        "and says so if it is gone"
    );
}

#[test]
fn what_was_put_aside_and_what_was_declined_ends_without_a_word() {
    let aside = Offer {
        dismissed: true,
        ..offer(Origin::New)
    };
    let by = name("desk2");
    let declined = offer(Origin::Transfer {
        by: by.clone(),
        note: None,
    });
    for (offer, end) in [
        (aside, OfferEnd::Answered { by }),
        (declined, OfferEnd::Dismissed),
    ] {
        let mut window = Window::new(vec![], vec![offer]);
        window.hears(ToOperator::OfferEnded { chat: chat(), end });
        assert_eq!(window.desk.view().offers, []);
    }
}

#[test]
fn what_the_guest_of_an_open_chat_writes_is_read_in_the_offer() {
    let mut window = Window::new(vec![], vec![offer(Origin::New)]);
    let text = "Where are the maps?".to_owned().try_into().unwrap();
    let entry = Entry {
        seq: Seq(1),
        at: NOW,
        content: Content::Message {
            from: Party::Guest,
            body: Body::Open { text },
        },
    };
    let chat = chat();
    let said = window.hears(ToOperator::Entry {
        chat,
        entry: entry.clone(),
    });
    assert_eq!(said, [], "nothing is acknowledged before the claim");
    assert_eq!(window.desk.view().offers[0].offer.entries, [entry]);
}

#[test]
fn of_an_open_chat_that_was_handed_on_only_what_the_queue_has_not_is_given_up() {
    let mut window = Window::new(vec![held(Origin::New, None)], vec![]);
    window.writes("on its way to the guest");
    let sent = Sent {
        accepted: Number(1),
        delivered: Number(0),
    };
    window.hears(ToOperator::Sent { chat: chat(), sent });
    window.writes("refused");
    window.transfer(TransferState::Taken { by: name("desk2") });
    let deliveries: Vec<_> = ours(&window.chat().log)
        .into_iter()
        .map(|it| it.1)
        .collect();
    assert_eq!(deliveries, ["sent", "unsent"]);
}
