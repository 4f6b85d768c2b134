//! What an operator sees of a queue in a program of their own, and does by it:
//! - an offer is a message of the queue, which says nothing of what was written in a sealed chat;
//! - what becomes of it is one, too;
//! - a claimed chat has a contact, by which lines come and go as they are;
//! - what is to be acknowledged waits until the program has it;
//! - commands go to the desk and never to a guest; readable text never goes into a sealed chat;
//! - whoever cannot seal gives a sealed chat back, and takes none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{
    GUEST, NOW, Program, QUEUE, chat, colleague, frames, held, messages, offer, queue, queue_says,
    said,
};
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{
    Availability, Body, ChatKind, Closer, Colleague, Content, Entry, FromOperator, OfferEnd,
    Outgoing, Party, Recipient, Status, ToOperator, TransferState,
};
use hushdesk_protocol::ids::{Epoch, Lease, Number, Seq};
use hushdesk_xmpp::{Effect, Event, Line};

const COMMIT: &str = "?OTR:AAMCAAAB.";
const DH_KEY: &str = "?OTR:AAMKAAAC.";

fn entry(seq: u64, content: Content) -> Entry {
    Entry {
        seq: Seq(seq),
        at: NOW,
        content,
    }
}

fn begins(seq: u64) -> Entry {
    let (epoch, commit) = (Epoch(1), COMMIT.parse().unwrap());
    entry(seq, Content::KeyExchange { epoch, commit })
}

fn writes(seq: u64, text: &str) -> Entry {
    let text = text.parse().unwrap();
    let (from, body) = (Party::Guest, Body::Open { text });
    entry(seq, Content::Message { from, body })
}

fn sends(number: u64, body: Body) -> FromOperator {
    FromOperator::Message {
        chat: chat(),
        lease: Lease(1),
        message: Outgoing {
            number: Number(number),
            body,
        },
    }
}

fn acknowledges(seq: u64) -> FromOperator {
    FromOperator::Ack {
        chat: chat(),
        lease: Lease(1),
        received: Seq(seq),
    }
}

fn sealed() -> Program {
    Program::at_the_desk(vec![], vec![held(ChatKind::Sealed, vec![begins(4)])])
}

fn open() -> Program {
    Program::at_the_desk(vec![], vec![held(ChatKind::Open, vec![writes(1, "Maps?")])])
}

#[test]
fn an_offer_is_a_message_of_the_queue_and_claimed_by_an_answer() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    let offered = pidgin.hears(ToOperator::Offered(offer(ChatKind::Sealed, vec![])));
    assert_eq!(
        queue_says(&offered),
        "A sealed chat from guest linden-2ih, waiting 12 s: answer claim, or later."
    );
    for word in ["/claim", "claim linden"] {
        let mut pidgin = Program::at_the_desk(vec![offer(ChatKind::Sealed, vec![])], vec![]);
        let claims = frames(&pidgin.writes(QUEUE, word));
        assert_eq!(claims, [FromOperator::Claim { chat: chat() }]);
    }
}

#[test]
fn contacts_speak_the_language_that_was_chosen_for_them() {
    let offers = vec![offer(ChatKind::Sealed, vec![])];
    let mut pidgin = Program::speaking("de-AT", offers);
    let refused = pidgin.writes(QUEUE, "tanze");
    assert_eq!(
        queue_says(&refused),
        "Diesen Befehl gibt es nicht. „help“ zählt sie auf. Es wurde niemandem etwas geschickt."
    );
    assert!(queue_says(&pidgin.writes(QUEUE, "status")).ends_with("versiegelt, wartet seit 12 s"));
}

#[test]
fn who_was_quicker_is_told_to_whoever_was_not() {
    let mut pidgin = Program::at_the_desk(vec![offer(ChatKind::Open, vec![])], vec![]);
    pidgin.writes(QUEUE, "claim");
    let end = OfferEnd::Answered {
        by: "ben".parse().unwrap(),
    };
    let ended = pidgin.hears(ToOperator::OfferEnded { chat: chat(), end });
    assert_eq!(queue_says(&ended), "linden-2ih: answered by Ben.");
    let nothing = pidgin.writes(QUEUE, "claim");
    assert_eq!(queue_says(&nothing), "No chat is offered to you.");
}

#[test]
fn what_the_guest_of_an_open_chat_writes_can_be_read_before_it_is_claimed() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    let offered = offer(ChatKind::Open, vec![writes(1, "Where are the maps?")]);
    let said = messages(&pidgin.hears(ToOperator::Offered(offered)));
    assert_eq!(said.last().unwrap().1, "linden-2ih: Where are the maps?");
    let more = ToOperator::Entry {
        chat: chat(),
        entry: writes(2, "The old ones."),
    };
    assert_eq!(queue_says(&pidgin.hears(more)), "linden-2ih: The old ones.");
}

#[test]
fn an_offer_is_put_aside_and_taken_up_again() {
    let mut pidgin = Program::at_the_desk(vec![offer(ChatKind::Open, vec![])], vec![]);
    let later = frames(&pidgin.writes(QUEUE, "later"));
    assert_eq!(later, [FromOperator::Dismiss { chat: chat() }]);
    let aside = hushdesk_protocol::frames::Offer {
        dismissed: true,
        ..offer(ChatKind::Open, vec![])
    };
    assert_eq!(messages(&pidgin.hears(ToOperator::Offered(aside))), []);
    let claims = frames(&pidgin.writes(QUEUE, "claim linden-2ih"));
    let both = [
        FromOperator::Reconsider { chat: chat() },
        FromOperator::Claim { chat: chat() },
    ];
    assert_eq!(claims, both);
}

#[test]
fn sealed_lines_pass_as_they_are_in_both_directions() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    let claimed = held(ChatKind::Sealed, vec![begins(4)]);
    let claimed = pidgin.hears(ToOperator::Claimed(claimed));
    let commit = (GUEST.to_owned(), COMMIT.to_owned());
    assert_eq!(messages(&claimed).last(), Some(&commit));
    assert!(
        said(&claimed)
            .join("")
            .contains(&format!("<item jid='{GUEST}' name='linden-2ih'"))
    );
    let body = |text: &str| Body::Sealed {
        epoch: Epoch(1),
        text: text.parse().unwrap(),
    };
    assert_eq!(
        frames(&pidgin.writes(GUEST, DH_KEY)),
        [sends(1, body(DH_KEY))]
    );
    let query =
        "?OTRv23?\n<b>ann@chat.test</b> has requested an Off-the-Record private conversation.";
    assert_eq!(
        frames(&pidgin.writes(GUEST, query)),
        [sends(2, body("?OTRv3?"))]
    );
}

#[test]
fn what_is_readable_never_goes_into_a_sealed_chat() {
    let mut pidgin = sealed();
    for text in ["hello", "hello  \t  \t\t\t\t \t \t \t   \t\t  \t ", "claim"] {
        let effects = pidgin.writes(GUEST, text);
        assert_eq!(frames(&effects), [], "{text}");
        assert!(queue_says(&effects).contains("NOT SENT"), "{text}");
    }
    assert_eq!(pidgin.writes(GUEST, "?OTR Error: you sent something"), []);
}

#[test]
fn an_acknowledgement_waits_until_the_program_has_what_it_is_of() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    let claimed = pidgin.hears(ToOperator::Claimed(held(ChatKind::Sealed, vec![begins(4)])));
    assert_eq!(frames(&claimed), []);
    assert_eq!(frames(&pidgin.does(Event::Received(1))), []);
    let received = pidgin.does(Event::Received(1_000));
    assert_eq!(frames(&received), [acknowledges(4)]);
}

#[test]
fn a_line_that_is_back_says_no_more_than_what_the_program_has() {
    let cursors = |pidgin: &mut Program| {
        pidgin.does(Event::Line(queue(), Line::Down(Some(1006))));
        let hello = frames(&pidgin.does(Event::Line(queue(), Line::Up)));
        let Some(FromOperator::Hello { chats, .. }) = hello.into_iter().next() else {
            return Vec::new();
        };
        chats.into_iter().map(|it| it.received).collect()
    };
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    pidgin.hears(ToOperator::Claimed(held(ChatKind::Sealed, vec![begins(4)])));
    assert_eq!(cursors(&mut pidgin), [Seq(0)]);
    let received = frames(&pidgin.does(Event::Received(1_000)));
    assert_eq!(received, [acknowledges(4)]);
    assert_eq!(cursors(&mut pidgin), [Seq(4)]);
}

#[test]
fn an_open_chat_is_written_and_read() {
    let mut pidgin = open();
    let text = "On the second floor, <left>.";
    let body = Body::Open {
        text: text.parse().unwrap(),
    };
    assert_eq!(frames(&pidgin.writes(GUEST, text)), [sends(1, body)]);
    let answer = ToOperator::Entry {
        chat: chat(),
        entry: writes(2, "1 < 2 & thanks"),
    };
    let read = messages(&pidgin.hears(answer));
    assert_eq!(read, [(GUEST.to_owned(), "1 < 2 & thanks".to_owned())]);
    let otr = pidgin.writes(GUEST, "?OTRv23?");
    assert_eq!(frames(&otr), []);
}

#[test]
fn commands_go_to_the_desk_and_never_to_a_guest() {
    let end = FromOperator::End {
        chat: chat(),
        lease: Lease(1),
    };
    for effects in [
        open().writes(GUEST, "/end"),
        sealed().writes(QUEUE, "end linden"),
    ] {
        assert_eq!(frames(&effects).first(), Some(&end));
    }
    let transfer = FromOperator::Transfer {
        chat: chat(),
        lease: Lease(1),
        recipient: Recipient::Operator("ben".parse().unwrap()),
        note: None,
    };
    assert_eq!(frames(&open().writes(GUEST, "/transfer Ben")), [transfer]);
    let tagged = open().writes(GUEST, "/tag Local history");
    assert_eq!(tagged, [Effect::File(chat(), "Local history".to_owned())]);
    let unknown = open().writes(GUEST, "/dance");
    assert_eq!(frames(&unknown), []);
    assert!(queue_says(&unknown).contains("no such command"));
}

#[test]
fn typing_goes_both_ways() {
    let mut pidgin = open();
    let typing = ToOperator::Typing {
        chat: chat(),
        typing: true,
    };
    assert!(said(&pidgin.hears(typing)).join("").contains("<composing "));
    let composing = format!(
        "<message xmlns='jabber:client' to='{GUEST}/web'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"
    );
    let told = FromOperator::Typing {
        chat: chat(),
        lease: Lease(1),
        typing: true,
    };
    assert_eq!(frames(&pidgin.says(&composing)), [told]);
}

#[test]
fn at_the_end_the_guest_goes_and_nothing_can_be_written() {
    let mut pidgin = open();
    let closed = ToOperator::Entry {
        chat: chat(),
        entry: entry(2, Content::Closed { by: Closer::Guest }),
    };
    let effects = pidgin.hears(closed);
    assert_eq!(
        queue_says(&effects),
        "linden-2ih: the guest has ended the chat."
    );
    let stanzas = said(&effects).join("");
    assert!(
        stanzas.contains("<gone ") && stanzas.contains("type='unavailable'"),
        "{stanzas}"
    );
    let late = pidgin.writes(GUEST, "are you there?");
    assert_eq!(frames(&late), []);
    assert_eq!(messages(&late).first().unwrap().0, GUEST);
    pidgin.now = NOW.plus(60_000);
    let removed = said(&pidgin.does(Event::Tick)).join("");
    assert!(removed.contains("subscription='remove'"), "{removed}");
}

#[test]
fn whoever_does_not_answer_a_key_exchange_gives_the_chat_back_and_is_offered_no_more() {
    let mut pidgin = sealed();
    pidgin.now = NOW.plus(29_999);
    assert_eq!(pidgin.does(Event::Tick), []);
    pidgin.now = NOW.plus(30_000);
    let effects = pidgin.does(Event::Tick);
    assert!(queue_says(&effects).contains("OTR"));
    let transfer = FromOperator::Transfer {
        chat: chat(),
        lease: Lease(1),
        recipient: Recipient::Queue(queue()),
        note: None,
    };
    assert_eq!(frames(&effects), [transfer]);
    let other = hushdesk_protocol::frames::Offer {
        chat: hushdesk_protocol::ids::ChatId::from_bytes([8; 16]),
        ..offer(ChatKind::Sealed, vec![])
    };
    assert_eq!(messages(&pidgin.hears(ToOperator::Offered(other))), []);
    assert_eq!(frames(&pidgin.writes(QUEUE, "claim")), []);
    let refused = pidgin.writes(QUEUE, "claim linden");
    assert_eq!(frames(&refused), []);
    assert!(queue_says(&refused).contains("not taken. The chat is sealed"));
}

#[test]
fn a_chat_that_nobody_is_there_to_take_is_given_back_when_somebody_is() {
    let ben = |takes| {
        let ben = colleague("ben", "Ben");
        ToOperator::Colleague(Colleague { takes, ..ben })
    };
    let mut pidgin = sealed();
    pidgin.hears(ben(false));
    pidgin.now = NOW.plus(30_000);
    let told = pidgin.does(Event::Tick);
    assert!(queue_says(&told).contains("OTR"));
    assert_eq!(frames(&told), []);
    pidgin.now = NOW.plus(31_000);
    assert_eq!(pidgin.does(Event::Tick), []);
    pidgin.hears(ben(true));
    let given = pidgin.does(Event::Tick);
    assert!(matches!(*frames(&given), [FromOperator::Transfer { .. }]));
    assert_eq!(messages(&given), []);
    pidgin.now = NOW.plus(61_000);
    assert_eq!(frames(&pidgin.does(Event::Tick)), [], "it is on its way");
    pidgin.hears(ToOperator::Transfer {
        chat: chat(),
        transfer: TransferState::TimedOut,
    });
    assert_eq!(frames(&pidgin.does(Event::Tick)).len(), 1, "once more");
}

#[test]
fn a_key_exchange_that_is_begun_again_has_not_been_answered_since_the_first() {
    let mut pidgin = sealed();
    pidgin.now = NOW.plus(20_000);
    pidgin.writes(GUEST, "?OTRv3?");
    pidgin.hears(ToOperator::Entry {
        chat: chat(),
        entry: entry(
            5,
            Content::KeyExchange {
                epoch: Epoch(2),
                commit: COMMIT.parse().unwrap(),
            },
        ),
    });
    pidgin.now = NOW.plus(30_000);
    assert!(queue_says(&pidgin.does(Event::Tick)).contains("OTR"));
}

#[test]
fn a_chat_is_not_given_back_before_the_line_is_there() {
    let mut pidgin = sealed();
    pidgin.does(Event::Line(queue(), Line::Down(Some(1006))));
    pidgin.now = NOW.plus(30_000);
    assert_eq!(pidgin.does(Event::Tick), [Effect::Dial(queue())]);
}

#[test]
fn a_sealed_line_that_does_not_pass_is_told() {
    let long = format!("?OTR:AAMD{}.", "A".repeat(200_000));
    for (text, told) in [
        (long.as_str(), "longer"),
        ("?OTR,1,2,?OTR:AAMD,", "piece"),
        ("?OTRv2?", "version 3"),
    ] {
        let effects = sealed().writes(GUEST, text);
        assert_eq!(frames(&effects), []);
        assert!(queue_says(&effects).contains(told), "{told}");
    }
}

#[test]
fn a_line_that_breaks_is_dialled_again_and_one_that_was_replaced_ends_the_stream() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    pidgin.does(Event::Line(queue(), Line::Down(Some(1006))));
    assert_eq!(pidgin.does(Event::Tick), []);
    pidgin.now = NOW.plus(2_000);
    assert_eq!(pidgin.does(Event::Tick), [Effect::Dial(queue())]);
    for (code, condition) in [(close::REPLACED, "conflict"), (close::SIGNED_OUT, "reset")] {
        let mut pidgin = Program::at_the_desk(vec![], vec![]);
        let down = pidgin.does(Event::Line(queue(), Line::Down(Some(code))));
        assert_eq!(down.last(), Some(&Effect::Fail(condition)));
    }
}

#[test]
fn a_line_that_comes_up_when_they_have_gone_is_hung_up_and_dialled_when_they_are_back() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    pidgin.does(Event::Line(queue(), Line::Down(Some(1006))));
    pidgin.says("<presence xmlns='jabber:client' type='unavailable'/>");
    let up = pidgin.does(Event::Line(queue(), Line::Up));
    assert_eq!(up, [Effect::HangUp(queue())]);
    pidgin.now = NOW.plus(60_000);
    assert_eq!(pidgin.does(Event::Tick), []);
    let back = pidgin.says("<presence xmlns='jabber:client'/>");
    assert!(back.contains(&Effect::Dial(queue())));
}

#[test]
fn whoever_lacks_a_second_factor_is_told_and_nothing_is_dialled_again() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    pidgin.does(Event::Line(queue(), Line::Down(Some(1006))));
    pidgin.now = NOW.plus(2_000);
    assert_eq!(pidgin.does(Event::Tick), [Effect::Dial(queue())]);
    let missing = pidgin.does(Event::Line(queue(), Line::SecondFactorMissing));
    assert!(queue_says(&missing).contains("second factor"));
    pidgin.now = NOW.plus(120_000);
    assert_eq!(pidgin.does(Event::Tick), []);
}

#[test]
fn colleagues_are_contacts_and_can_be_written_to() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    let tells = frames(&pidgin.writes("ben@chat.test/Pidgin", "Could you take the next?"));
    assert_eq!(
        tells,
        [FromOperator::Tell {
            to: hushdesk_protocol::frames::Audience::Operator("ben".parse().unwrap()),
            text: "Could you take the next?".parse().unwrap(),
        }]
    );
}

#[test]
fn presence_is_status() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    let away = pidgin
        .says("<presence xmlns='jabber:client'><show>away</show><status>Lunch</status></presence>");
    let lunch = Availability {
        status: Status::Away,
        text: "Lunch".parse().unwrap(),
    };
    assert_eq!(frames(&away), [FromOperator::Status(lunch)]);
    let gone = pidgin.says("<presence xmlns='jabber:client' type='unavailable'/>");
    assert!(gone.contains(&Effect::HangUp(queue())));
}
