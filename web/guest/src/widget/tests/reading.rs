//! Texts as they are shown: in their own direction, with what can be followed.

use hushdesk_web::session::note::Note;

use super::page::Element;
use super::*;

fn line(text: &str) -> Element {
    page(&talking(chat(vec![theirs(text)])))
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
    let page = page(&widget);
    assert!(page.find(&|it| it.name() == "a").is_some());
    assert!(
        page.find(&|it| it.name() == "bdi" && it.text().contains("faq"))
            .is_some()
    );
}

#[test]
fn a_text_runs_as_its_own_words_do_and_a_name_turns_nothing_around_it() {
    let shown = line("שלום");
    let text = shown.of_class("text").unwrap();
    assert_eq!(text.attribute("dir"), Some("auto"));
    assert!(
        shown
            .find(&|it| it.name() == "bdi" && it.text() == "Library:")
            .is_some()
    );
}

#[test]
fn that_room_gets_scarce_is_announced_at_a_few_steps_and_not_with_each_key() {
    let mut widget = talking(chat(Vec::new()));
    let mut announced = |chars: usize| {
        did(&mut widget, draft(&"a".repeat(chars)));
        let page = page(&widget);
        let is_status = |it: &Element| {
            it.attribute("role") == Some("status") && it.attribute("class") == Some("unseen")
        };
        let composer = page.of_class("foot").unwrap();
        composer.find(&is_status).unwrap().text()
    };
    let of = |left: usize| TEXT_CHARS_MAX - left;
    assert_eq!(announced(of(200)), "");
    let mut said: Vec<_> = (0..201).rev().map(|left| announced(of(left))).collect();
    said.dedup();
    assert_eq!(said.len(), 4, "{said:?}");
    assert_eq!(announced(TEXT_CHARS_MAX + 1), announced(TEXT_CHARS_MAX + 2));
}

#[test]
fn what_shows_nothing_cannot_be_sent() {
    let mut widget = asking();
    for nothing in ["", " ", "\u{202e}\u{200b}"] {
        did(&mut widget, draft(nothing));
        assert_eq!(shown(did(&mut widget, GuestAction::Send)), NONE);
        assert!(!page(&widget).can_press("Send"));
    }
}

#[test]
fn a_skin_that_is_set_otherwise_is_worn_in_the_chat_that_goes_on() {
    let mut widget = talking(chat(vec![theirs("Hello")]));
    let today = Snippet {
        style: Some("#widget .send{color:red}".to_owned()),
        queue_title: "The map room".to_owned(),
        ..snippet()
    };
    let effects = widget.take(Event::Reskinned(today.into()));
    let [Effect::Wear(worn)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(worn.style.as_deref(), Some("#widget .send{color:red}"));
    let page = page(&widget).text();
    assert!(
        page.contains("Hello") && page.contains("The map room"),
        "{page}"
    );
}

#[test]
fn a_skin_of_another_queue_is_none_for_the_chat_that_goes_on() {
    let mut widget = talking(chat(Vec::new()));
    let elsewhere = Snippet {
        queue: "circulation".parse().unwrap(),
        ..snippet()
    };
    assert_eq!(shown(widget.take(Event::Reskinned(elsewhere.into()))), NONE);
    let mut widget = asking();
    assert_eq!(shown(widget.take(Event::Reskinned(snippet().into()))), NONE);
}
