//! Before the chat: what the library says and offers there.

use super::*;

fn greeted() -> Widget {
    let mut widget = opened();
    let snippet = Snippet {
        greeting: Some("Good morning.".parse().unwrap()),
        starters: vec![
            "Renew a book".parse().unwrap(),
            "Opening hours".parse().unwrap(),
        ],
        colour: Some("#6b3f8f".parse().unwrap()),
        ..snippet()
    };
    let effects = shown(widget.take(Event::Found(Ok(snippet))));
    assert_eq!(effects.first().unwrap(), "Wear(Colour(\"#6b3f8f\"))");
    widget
}

#[test]
fn a_guest_begins_with_one_press_on_what_the_library_offers() {
    let mut widget = greeted();
    assert!(page(&widget).of_class("greeting").unwrap().text() == "Good morning.");
    assert!(page(&widget).can_press("Renew a book"));
    let [begin, keep] = did(&mut widget, GuestAction::Start(1)).try_into().unwrap();
    let Effect::Begin(_, _, text) = begin else {
        panic!("{begin:?}");
    };
    assert_eq!(text.as_str(), "Opening hours");
    assert_eq!(format!("{keep:?}"), "KeepDraft(Draft(0 bytes))");
}

#[test]
fn what_is_written_already_is_not_lost_to_a_press() {
    let mut widget = greeted();
    did(&mut widget, draft("Do you"));
    assert!(!page(&widget).can_press("Renew a book"));
    assert_eq!(shown(did(&mut widget, GuestAction::Start(0))), NONE);
    assert_eq!(widget.draft.as_str(), "Do you");
}
