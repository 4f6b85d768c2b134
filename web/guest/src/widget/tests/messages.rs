//! Leaving a message where nobody is there.

use super::*;

fn offering(messages: bool, staffed: bool) -> Widget {
    let mut widget = opened();
    let snippet = Snippet {
        messages,
        staffed,
        ..snippet()
    };
    widget.take(Event::Found(Ok(snippet.into())));
    widget
}

fn leaves(email: &str) -> GuestAction {
    GuestAction::LeaveMessage {
        name: "Jonas".to_owned(),
        email: email.to_owned(),
    }
}

#[test]
fn a_message_can_be_left_where_nobody_is_there_and_the_library_takes_them() {
    let offers =
        |messages, staffed| page(&offering(messages, staffed)).can_press("Leave a message");
    assert!(offers(true, false));
    assert!(!offers(true, true) && !offers(false, false));
    let mut staffed = offering(true, true);
    did(&mut staffed, GuestAction::WantMessage(true));
    assert_eq!(staffed.leaving, Leaving::Not);
}

#[test]
fn what_stands_in_the_field_is_left_with_where_it_is_answered() {
    let mut widget = offering(true, false);
    did(&mut widget, draft("Do you have maps?"));
    did(&mut widget, GuestAction::WantMessage(true));
    assert!(page(&widget).can_press("Send"));
    let effects = did(&mut widget, leaves(" jonas@example.org"));
    let [Effect::LeaveMessage(snippet, message)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(snippet.as_str(), "ask");
    assert_eq!(message.text.as_str(), "Do you have maps?");
    assert_eq!(message.email.as_str(), "jonas@example.org");
    assert_eq!(message.name.as_ref().unwrap().as_str(), "Jonas");
    assert_eq!(shown(did(&mut widget, leaves("jonas@example.org"))), NONE);
    let kept = widget.take(Event::MessageLeft(Ok(())));
    assert_eq!(shown(kept), ["KeepDraft(Draft(0 bytes))"]);
    assert!(page(&widget).text().contains("Your message is on its way"));
    did(&mut widget, GuestAction::WantMessage(false));
    assert!(page(&widget).can_press("Leave a message"));
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_lost() {
    let mut widget = offering(true, false);
    did(&mut widget, GuestAction::WantMessage(true));
    let fault = |widget: &Widget| widget.leaving;
    assert_eq!(shown(did(&mut widget, leaves("jonas@example.org"))), NONE);
    assert_eq!(fault(&widget), Leaving::Writing(Some(Fault::Text)));
    did(&mut widget, draft("Do you have maps?"));
    assert_eq!(shown(did(&mut widget, leaves("jonas"))), NONE);
    assert_eq!(fault(&widget), Leaving::Writing(Some(Fault::Email)));
    assert!(page(&widget).text().contains("name@example.org"));
    did(&mut widget, leaves("jonas@example.org"));
    let unreachable = Err(Trouble::Unreachable);
    assert_eq!(shown(widget.take(Event::MessageLeft(unreachable))), NONE);
    assert_eq!(fault(&widget), Leaving::Writing(Some(Fault::NotSent)));
    assert_eq!(widget.draft.as_str(), "Do you have maps?");
}

#[test]
fn while_one_is_on_its_way_nothing_else_becomes_of_what_was_written() {
    let mut widget = offering(true, false);
    did(&mut widget, draft("Do you have maps?"));
    did(&mut widget, GuestAction::WantMessage(true));
    did(&mut widget, leaves("jonas@example.org"));
    assert!(!page(&widget).can_press("Back to the chat"));
    did(&mut widget, GuestAction::WantMessage(false));
    assert_eq!(shown(did(&mut widget, draft("Something else"))), NONE);
    assert_eq!(
        (widget.leaving, widget.draft.as_str()),
        (Leaving::Sending, "Do you have maps?")
    );
    widget.take(Event::Changed(Rc::new(chat(vec![]))));
    assert_eq!(
        widget.leaving,
        Leaving::Not,
        "a chat has come from another page"
    );
    did(&mut widget, draft("A word in it"));
    assert_eq!(shown(widget.take(Event::MessageLeft(Ok(())))), NONE);
    assert_eq!(widget.draft.as_str(), "A word in it");
}

#[test]
fn a_note_that_was_sealed_and_left_leaves_nothing_in_the_field() {
    let mut widget = offering(true, false);
    did(&mut widget, draft("Do you have maps?"));
    assert_eq!(shown(did(&mut widget, GuestAction::NoteLeft)), NONE);
    assert_eq!(widget.draft.as_str(), "Do you have maps?");
    did(&mut widget, GuestAction::WantMessage(true));
    let kept = did(&mut widget, GuestAction::NoteLeft);
    assert_eq!(shown(kept), ["KeepDraft(Draft(0 bytes))"]);
    assert_eq!(widget.leaving, Leaving::Left);
}

#[test]
fn a_message_is_not_as_private_as_a_sealed_chat_and_that_is_said() {
    let mut widget = opened();
    let sealed = Snippet {
        messages: true,
        staffed: false,
        sealing: Sealing::Sealed {
            pinned: vec![],
            unverified: hushdesk_protocol::rest::UnverifiedOperator::Accept,
        },
        ..snippet()
    };
    widget.take(Event::Found(Ok(sealed.into())));
    did(&mut widget, GuestAction::WantMessage(true));
    assert!(page(&widget).text().contains("not encrypted"));
}
