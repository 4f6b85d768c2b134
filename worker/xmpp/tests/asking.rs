//! An operator whose program reads no records of ours has a guest asked for the earlier messages, and is told what comes of
//! that.

mod common;

use common::{GUEST, NOW, Program, QUEUE, chat, frames, held, messages, queue, queue_says};
use hushdesk_protocol::frames::{
    About, ChatKind, Content, Entry, FromOperator, Refusal, ToOperator,
};
use hushdesk_protocol::ids::{Lease, Seq};
use hushdesk_xmpp::{Event, Line};

fn holding(kind: ChatKind) -> Program {
    Program::at_the_desk(vec![], vec![held(kind, vec![])])
}

#[test]
fn who_has_taken_a_sealed_chat_over_has_its_guest_asked_for_what_was_written_before() {
    let mut pidgin = holding(ChatKind::Sealed);
    let asks = FromOperator::AskForEarlier {
        chat: chat(),
        lease: Lease(1),
    };
    for words in ["ask", "/ask linden"] {
        let asked = pidgin.writes(QUEUE, words);
        assert_eq!(frames(&asked), std::slice::from_ref(&asks));
        assert_eq!(messages(&asked), [], "before the queue has taken it");
    }
    let lease = Lease(1);
    let told = pidgin.hears(ToOperator::Entry {
        chat: chat(),
        entry: Entry {
            seq: Seq(5),
            at: NOW,
            content: Content::EarlierAsked { lease },
        },
    });
    assert_eq!(
        queue_says(&told),
        "linden-2ih: the guest is asked whether you may read what was written before. What they show you comes in their window."
    );
}

#[test]
fn that_a_guest_is_asked_no_more_is_told() {
    let mut pidgin = holding(ChatKind::Sealed);
    pidgin.writes(QUEUE, "ask");
    let (about, refusal) = (About::Chat(chat()), Refusal::TooMany);
    let told = pidgin.hears(ToOperator::Refused { about, refusal });
    assert_eq!(
        queue_says(&told),
        "linden-2ih: not asked. The guest has been asked as often as they may be."
    );
}

#[test]
fn nobody_is_asked_in_an_open_chat_nor_while_the_line_is_down() {
    let mut pidgin = holding(ChatKind::Open);
    let asked = pidgin.writes(GUEST, "/ask");
    assert_eq!(frames(&asked), []);
    assert!(queue_says(&asked).starts_with("Nobody was asked"));
    let mut pidgin = holding(ChatKind::Sealed);
    pidgin.does(Event::Line(queue(), Line::Down(None)));
    let asked = pidgin.writes(QUEUE, "ask");
    assert_eq!(frames(&asked), []);
    assert_eq!(
        queue_says(&asked),
        "linden-2ih: not asked. Nobody can write in this chat at the moment."
    );
}
