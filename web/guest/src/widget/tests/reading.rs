//! Texts as they are shown: in their own direction, with what can be followed.

use std::rc::Rc;

use hushdesk_protocol::ids::{ChatId, ResumeToken};
use hushdesk_web::ambient::rng;
use hushdesk_web::session::guest_session::{GuestSession, Start};
use hushdesk_web::session::note::Note;

use super::*;

fn line(text: &str) -> Picture<Deed> {
    picture(&talking(chat(vec![theirs(text)])))
}

#[test]
fn addresses_in_a_text_can_be_followed_and_tell_nothing_of_this_page() {
    let shown = line("See https://example.org/a, please.");
    let link = shown.find(&|it| it.name() == "a").unwrap();
    assert_eq!(link.text(), "https://example.org/a");
    for (name, value) in [
        ("href", "https://example.org/a"),
        ("rel", "noopener noreferrer nofollow"),
        ("target", "_blank"),
    ] {
        assert_eq!(link.attribute(name), Some(value));
    }
    assert!(shown.text().contains("See https://example.org/a, please."));
}

#[test]
fn what_would_run_in_the_page_is_text() {
    let shown = line("javascript:alert(1) data:text/html,x <a href='https:'>");
    assert!(shown.find(&|it| it.name() == "a").is_none());
}

#[test]
fn what_the_service_says_can_be_followed_too() {
    let text = "Until then: https://example.org/faq".to_owned();
    let widget = talking(chat(vec![Item::Note(Note::Service { text })]));
    let picture = picture(&widget);
    assert!(picture.find(&|it| it.name() == "a").is_some());
    assert!(
        picture
            .find(&|it| it.name() == "bdi" && it.text().contains("faq"))
            .is_some()
    );
}

#[test]
fn a_text_runs_as_its_own_words_do_and_a_name_turns_nothing_around_it() {
    let shown = line("שלום");
    let text = shown.of_class("text").unwrap();
    assert_eq!(text.attribute("dir"), Some("auto"));
    let who = shown.of_class("who").unwrap();
    assert!(who.text().contains("Library"));
    assert!(
        shown
            .find(&|it| it.name() == "bdi" && it.text() == "Library")
            .is_some()
    );
}

#[test]
fn that_room_gets_scarce_is_announced_at_a_few_steps_and_not_with_each_key() {
    let mut widget = talking(chat(Vec::new()));
    let mut announced = |chars: usize| {
        did(&mut widget, draft(&"a".repeat(chars)));
        let picture = picture(&widget);
        let is_status = |it: &crate::dom::Element<Deed>| {
            it.attribute("role") == Some("status") && it.attribute("class") == Some("unseen")
        };
        let composer = picture.of_class("composer").unwrap();
        let mut children = composer.children().iter();
        children
            .find_map(|child| child.find(&is_status))
            .unwrap()
            .text()
    };
    let of = |left: usize| TEXT_CHARS_MAX - left;
    assert_eq!(announced(of(1_000)), "");
    let mut said: Vec<_> = (0..1_000).rev().map(|left| announced(of(left))).collect();
    said.dedup();
    assert_eq!(said.len(), 5, "{said:?}");
    assert_eq!(announced(TEXT_CHARS_MAX + 1), announced(TEXT_CHARS_MAX + 2));
}

#[test]
fn what_shows_nothing_cannot_be_sent() {
    let mut widget = asking();
    for nothing in ["", " ", "\u{202e}\u{200b}"] {
        did(&mut widget, draft(nothing));
        assert_eq!(shown(did(&mut widget, Deed::Send)), NONE);
        assert_eq!(picture(&widget).press("Start the chat"), None);
    }
}

#[test]
fn of_a_conversation_that_goes_on_only_what_has_changed_is_drawn() {
    let start = Start {
        chat: ChatId::from_bytes([1; 16]),
        token: ResumeToken::from_bytes([2; 32]),
        snippet: "ask".parse().unwrap(),
        sealing: Sealing::Open,
        page: None,
    };
    let text = |text: &str| Text::typed(text).unwrap();
    let (mut session, _) = GuestSession::open(start, text("one"), NOW, &mut rng());
    let mut widget = talking(session.view());
    let mut drawn = Drawn::default();
    let mut lines = |widget: &Widget| {
        let picture = views::frame(widget, &mut drawn);
        let lines = picture.find(&|it| it.name() == "ol").unwrap();
        let kept = lines.children().iter().map(|line| {
            let Picture::Kept(line) = line else {
                panic!("a line that is drawn each time");
            };
            Rc::clone(line)
        });
        kept.collect::<Vec<_>>()
    };
    let before = lines(&widget);
    session.handle(GuestEvent::Wrote(text("two")), NOW, &mut rng());
    widget.take(Event::Changed(Box::new(session.view())));
    let after = lines(&widget);
    assert_eq!((before.len(), after.len()), (1, 2));
    assert!(Rc::ptr_eq(&before[0], &after[0]));
}
