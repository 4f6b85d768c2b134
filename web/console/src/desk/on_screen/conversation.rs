//! A conversation: sealed, open, ended.

use std::rc::Rc;

use hushdesk_protocol::frames::{ChatKind, Closer};
use hushdesk_texts::console as texts;
use hushdesk_web::rendered::{Element, rendered};
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::log::{Delivery, Log};
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::Callback;

use super::super::categories::Filing;
use super::super::fixtures::{chat, ours, sealed, theirs};
use super::super::names::Names;
use super::super::skins::KeyProspect;
use super::super::talk::{Shown, Talk, TalkProps};
use super::{reads, reference};

fn talk(chat: ChatView) -> TalkProps {
    TalkProps {
        queue: reference(),
        chat,
        shown: Shown {
            open: true,
            kept: false,
        },
        up: true,
        replaced: false,
        clock: EdgeClock::default(),
        names: Names::of_own(&"desk1".parse().unwrap(), &"Ana".parse().unwrap()),
        prospect: KeyProspect::Fine,
        draft: String::new(),
        canned: Rc::default(),
        filing: Filing::default(),
        waiting: 0,
        onintent: Callback::noop(),
    }
}

/// One in which both have said something.
fn spoken(standing: Standing, kind: ChatKind) -> ChatView {
    ChatView {
        kind,
        log: Log::from(vec![
            theirs(1, "Is the map room open?"),
            ours(2, "Until eight.", Delivery::Delivered),
        ]),
        ..chat(1, standing)
    }
}

fn is_badge(page: &Element, word: &str) -> bool {
    page.of_class("badge")
        .is_some_and(|badge| badge.text() == word)
}

/// Where one writes.
fn field(page: &Element) -> Option<&Element> {
    page.find(&|it| it.name() == "textarea")
}

#[test]
fn a_sealed_conversation_says_so_shows_what_was_said_and_can_be_written_in() {
    let page = rendered::<Talk>(talk(spoken(sealed(), ChatKind::Sealed)));
    assert!(is_badge(&page, texts::talk::verified()));
    let delivered = texts::delivery::delivered();
    assert!(reads(
        &page,
        &[
            "Guest 1",
            "Reference desk",
            "Is the map room open?",
            "Until eight.",
            delivered
        ]
    ));
    assert_eq!(field(&page).unwrap().attribute("readonly"), None);
    for button in [
        texts::talk::pass_on(),
        texts::talk::end(),
        texts::talk::send(),
    ] {
        assert!(page.can_press(button), "{button}");
    }
    assert!(page.buttons().contains(&texts::block::block().to_owned()));
}

#[test]
fn an_open_conversation_is_said_to_be_readable() {
    let page = rendered::<Talk>(talk(spoken(Standing::Open, ChatKind::Open)));
    assert!(is_badge(&page, texts::talk::open()));
    assert!(field(&page).is_some());
}

#[test]
fn before_the_keys_are_exchanged_a_key_that_will_be_refused_is_spoken_of() {
    let mut props = talk(spoken(Standing::Exchanging, ChatKind::Sealed));
    props.prospect = KeyProspect::Refused;
    let page = rendered::<Talk>(props);
    let notice = page.of_class("notice").unwrap();
    assert_eq!(notice.attribute("class"), Some("notice bad"));
    assert!(reads(notice, &[texts::conversation::key_will_be_refused()]));
}

#[test]
fn a_conversation_that_has_ended_says_who_ended_it_and_is_put_away_or_kept_to_be_read() {
    let ended = Standing::Closed { by: Closer::Guest };
    let page = rendered::<Talk>(talk(spoken(ended, ChatKind::Sealed)));
    let notice = page.of_class("notice").unwrap().text();
    assert_eq!(notice, texts::ended::guest());
    assert!(field(&page).is_none());
    assert!(page.can_press(texts::talk::put_away()));
    assert!(!page.can_press(texts::talk::pass_on()));
    assert!(page.text().contains("Until eight."));
}

#[test]
fn what_was_begun_when_a_conversation_ended_can_be_copied_and_not_sent() {
    let ended = Standing::Closed { by: Closer::Guest };
    let mut props = talk(spoken(ended, ChatKind::Sealed));
    props.draft = "Half a sentence".to_owned();
    let page = rendered::<Talk>(props);
    assert!(field(&page).unwrap().attribute("readonly").is_some());
    assert!(page.text().contains(texts::talk::draft_locked()));
    assert!(!page.can_press(texts::talk::send()));
}

#[test]
fn while_the_queue_is_not_heard_the_chat_says_so_and_cannot_be_passed_on() {
    let mut props = talk(spoken(sealed(), ChatKind::Sealed));
    props.up = false;
    let page = rendered::<Talk>(props);
    let notice = page.of_class("notice").unwrap().text();
    assert_eq!(notice, texts::conversation::chat_offline());
    assert!(!page.can_press(texts::talk::pass_on()));
}
