//! Before the chat: what the library says and offers there.

use hushdesk_protocol::rest::GuestHours;

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
    let effects = widget.take(Event::Found(Ok(snippet.into())));
    let Some(Effect::Wear(worn)) = effects.first() else {
        panic!("{effects:?}");
    };
    assert_eq!(worn.colour, Some("#6b3f8f".parse().unwrap()));
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

fn found(staffed: bool, hours: GuestHours) -> Widget {
    let mut widget = opened();
    let hours = Some(hours);
    let snippet = Snippet {
        staffed,
        hours,
        ..snippet()
    };
    widget.take(Event::Found(Ok(snippet.into())));
    widget
}

fn presence(widget: &Widget) -> String {
    page(widget).of_class("presence").unwrap().text()
}

#[test]
fn who_comes_when_it_is_closed_is_told_when_it_opens() {
    let nine = Timestamp(20_000 * 86_400_000 + 540 * 60_000);
    for (until, expected) in [
        (Some(nine), "We are back day 20000 at minute 540."),
        (None, "We are closed just now."),
    ] {
        let widget = found(false, GuestHours { open: false, until });
        assert_eq!(presence(&widget), expected);
        let all = page(&widget).text();
        assert!(all.contains("come back when we are open"), "{all}");
    }
}

#[test]
fn within_its_hours_nobody_there_is_nobody_there() {
    let until = Some(NOW);
    let widget = found(false, GuestHours { open: true, until });
    assert_eq!(presence(&widget), "Nobody is at the desk just now.");
    let all = page(&widget).text();
    assert!(all.contains("Or come back later."), "{all}");
}

#[test]
fn whoever_staffs_the_desk_is_there_whatever_its_hours_say() {
    let until = Some(NOW);
    let widget = found(true, GuestHours { open: false, until });
    assert_eq!(presence(&widget), "A librarian is here.");
}
