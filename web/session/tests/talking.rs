//! Operators talk to each other, as one window sees it: what is said goes out at once or not at all, stands there when the
//! queue has passed it on, and is kept nowhere.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::window::{NOW, Window, name};
use hushdesk_protocol::frames::{About, Audience, FromOperator, Refusal, ToOperator};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::ColleagueText;
use hushdesk_session::desk::{DeskEvent, Passage};
use hushdesk_session::line::Line;
use hushdesk_session::sealing::OpenOnly;

fn window() -> Window<OpenOnly> {
    Window::new(vec![], vec![])
}

fn text(text: &str) -> ColleagueText {
    text.parse().unwrap()
}

fn to_desk2() -> Audience {
    Audience::Operator(name("desk2"))
}

fn says(window: &mut Window<OpenOnly>, to: Audience, words: &str) -> Vec<FromOperator> {
    let text = text(words);
    window.does(DeskEvent::Tell { to, text })
}

fn hears(window: &mut Window<OpenOnly>, by: &str, to: Audience, words: &str) {
    let (by, text, at) = (name(by), text(words), NOW.plus(9));
    assert_eq!(window.hears(ToOperator::Told { by, to, at, text }), []);
}

/// What is shown: who, what, when, and how far it got.
fn shown(window: &Window<OpenOnly>) -> Vec<(String, String, Timestamp, Passage)> {
    let room = window.desk.view().room;
    let lines = room.lines().iter();
    lines
        .map(|it| {
            (
                it.by.to_string(),
                it.text.as_str().to_owned(),
                it.at,
                it.passage,
            )
        })
        .collect()
}

fn line(
    by: &str,
    words: &str,
    at: Timestamp,
    passage: Passage,
) -> (String, String, Timestamp, Passage) {
    (by.to_owned(), words.to_owned(), at, passage)
}

#[test]
fn what_is_said_stands_there_at_once_and_is_done_when_the_queue_has_passed_it_on() {
    let mut window = window();
    let tell = FromOperator::Tell {
        to: to_desk2(),
        text: text("Lunch?"),
    };
    assert_eq!(says(&mut window, to_desk2(), "Lunch?"), [tell]);
    assert_eq!(
        shown(&window),
        [line("desk1", "Lunch?", NOW, Passage::Told)]
    );
    hears(
        &mut window,
        "desk2",
        Audience::Operator(name("desk1")),
        "At one.",
    );
    hears(&mut window, "desk1", to_desk2(), "Lunch?");
    let at = NOW.plus(9);
    assert_eq!(
        shown(&window),
        [
            line("desk1", "Lunch?", at, Passage::Done),
            line("desk2", "At one.", at, Passage::Done)
        ]
    );
}

#[test]
fn what_was_said_in_another_window_of_the_operator_stands_there_too() {
    let mut window = window();
    says(&mut window, to_desk2(), "Lunch?");
    hears(&mut window, "desk1", Audience::Room, "Lunch?");
    let passages: Vec<_> = shown(&window).into_iter().map(|it| it.3).collect();
    assert_eq!(passages, [Passage::Told, Passage::Done]);
}

#[test]
fn what_was_refused_is_marked_and_the_desk_stays_connected() {
    let mut window = window();
    says(&mut window, to_desk2(), "one");
    says(&mut window, to_desk2(), "two");
    let about = || About::Colleagues;
    let too_fast = Refusal::TooFast { wait_millis: 5 };
    for refusal in [Refusal::Unavailable, too_fast] {
        window.hears(ToOperator::Refused {
            about: about(),
            refusal,
        });
    }
    let passages: Vec<_> = shown(&window).into_iter().map(|it| it.3).collect();
    assert_eq!(
        passages,
        [
            Passage::Refused(Refusal::Unavailable),
            Passage::Refused(too_fast)
        ]
    );
    assert_eq!(window.desk.view().line, Line::Up);
}

#[test]
fn while_the_line_is_down_nothing_is_said_and_what_was_not_answered_may_have_gone_out() {
    let mut window = window();
    says(&mut window, Audience::Room, "one");
    window.does(DeskEvent::Disconnected);
    assert_eq!(says(&mut window, Audience::Room, "two"), []);
    let one = line("desk1", "one", NOW, Passage::Unknown);
    assert_eq!(shown(&window), [one]);
}

#[test]
fn whoever_leaves_or_reloads_has_nothing_of_it() {
    let mut window = window();
    hears(&mut window, "desk2", Audience::Room, "one");
    window.does(DeskEvent::Left);
    assert_eq!(shown(&window), []);
    let mut window = self::window();
    hears(&mut window, "desk2", Audience::Room, "one");
    window.reload();
    assert_eq!(shown(&window), []);
}

#[test]
fn of_a_long_talk_the_oldest_lines_go_and_numbers_go_on() {
    let mut window = window();
    for _ in 0..300 {
        hears(&mut window, "desk2", Audience::Room, "words");
    }
    let room = window.desk.view().room;
    assert_eq!((room.lines().len(), room.last()), (200, 300));
    assert_eq!(room.lines()[0].id, 101);
}
