//! A guest is blocked, as the window of the chat's holder sees it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::logs::notes;
use common::window::{LEASE, NOW, Window, chat, held, name};
use hushdesk_protocol::frames::{
    Closer, Content, Entry, FromOperator, Lapsed, Origin, ToOperator, TransferState, Whereabouts,
};
use hushdesk_protocol::ids::{Seq, Timestamp};
use hushdesk_session::desk::DeskEvent;
use hushdesk_session::note::Note;
use hushdesk_session::sealing::OpenOnly;

fn window() -> Window<OpenOnly> {
    Window::new(vec![held(Origin::New, None)], vec![])
}

fn blocks(window: &mut Window<OpenOnly>) -> Vec<FromOperator> {
    window.does(DeskEvent::Block(chat()))
}

fn block() -> FromOperator {
    let (chat, lease) = (chat(), LEASE);
    FromOperator::Block { chat, lease }
}

#[test]
fn that_a_guest_is_blocked_or_is_not_stands_in_the_conversation_and_nothing_else_changes() {
    let mut window = window();
    let before = window.chat();
    assert_eq!(blocks(&mut window), [block()]);
    let until: [Option<Timestamp>; 2] = [Some(NOW.plus(5)), None];
    for until in until {
        let chat = chat();
        assert_eq!(window.hears(ToOperator::Blocked { chat, until }), []);
    }
    let told = until.map(|until| Note::Blocked { until });
    let all = notes(&window.chat().log);
    assert!(all.ends_with(&told), "{all:?}");
    assert_eq!(window.chat().standing, before.standing);
    window.reload();
    assert!(notes(&window.chat().log).ends_with(&told));
}

#[test]
fn who_held_a_chat_at_its_end_can_block_its_guest_and_who_handed_it_on_cannot() {
    let mut ended = window();
    ended.gets(Entry {
        seq: Seq(1),
        at: NOW,
        content: Content::Closed { by: Closer::Guest },
    });
    assert_eq!(blocks(&mut ended), [block()]);

    let mut handed_on = window();
    handed_on.hands_on();
    let by = name("desk2");
    handed_on.transfer(TransferState::Taken { by });
    assert_eq!(blocks(&mut handed_on), []);

    let mut lapsed = window();
    lapsed.hears(ToOperator::Lapsed(Lapsed {
        chat: chat(),
        now: Whereabouts::KeyRefused,
    }));
    assert_eq!(blocks(&mut lapsed), []);
}

#[test]
fn while_the_line_is_down_nobody_is_blocked() {
    let mut window = window();
    window.does(DeskEvent::Disconnected);
    assert_eq!(blocks(&mut window), []);
}
