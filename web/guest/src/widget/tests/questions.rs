//! What a queue asks its guests: before a chat, and at its end.

use super::*;

fn asked() -> Widget {
    let mut widget = opened();
    let snippet = Snippet {
        asked: true,
        starters: vec!["Renew a book".parse().unwrap()],
        ..snippet()
    };
    widget.take(Event::Found(Ok(snippet.into())));
    widget
}

fn answers(said: &str) -> GuestAction {
    GuestAction::Answer(said.to_owned())
}

#[test]
fn nothing_is_sent_before_the_guest_has_answered() {
    let mut widget = asked();
    assert_eq!(page(&widget).of_class("entry").map_or(0, |_| 1), 1);
    assert!(!page(&widget).can_press("Send"));
    assert!(!page(&widget).can_press("Renew a book"));
    did(&mut widget, draft("Where is the map?"));
    assert_eq!(shown(did(&mut widget, GuestAction::Send)), NONE);
    assert_eq!(shown(did(&mut widget, GuestAction::Start(0))), NONE);
    assert_eq!(widget.draft.as_str(), "Where is the map?");
}

#[test]
fn the_answers_are_said_first_and_then_what_the_guest_has_written() {
    let mut widget = asked();
    let said = "Your course:\u{a0}Biology";
    assert_eq!(shown(did(&mut widget, answers(said))), NONE);
    assert_eq!(page(&widget).of_class("entry").map_or(0, |_| 1), 0);
    did(&mut widget, draft("Where is the map?"));
    let effects = did(&mut widget, GuestAction::Send);
    let [
        Effect::Begin(_, _, first),
        Effect::Handle(GuestEvent::Wrote(then)),
        Effect::KeepDraft(kept),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!((first.as_str(), then.as_str()), (said, "Where is the map?"));
    assert!(kept.is_empty());
}

#[test]
fn where_nothing_had_to_be_answered_and_nothing_was_the_chat_begins_as_ever() {
    let mut widget = asked();
    did(&mut widget, answers(""));
    did(&mut widget, draft("Where is the map?"));
    let effects = did(&mut widget, GuestAction::Send);
    let [Effect::Begin(_, _, first), Effect::KeepDraft(_)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(first.as_str(), "Where is the map?");
}

#[test]
fn the_next_chat_is_asked_anew_and_a_chat_that_runs_is_asked_nothing() {
    let mut widget = asked();
    did(&mut widget, answers("Your course:\u{a0}Biology"));
    did(&mut widget, draft("Where is the map?"));
    did(&mut widget, GuestAction::Send);
    let mut view = chat(vec![theirs("Here it is.")]);
    widget.take(Event::Changed(Rc::new(view.clone())));
    assert_eq!(shown(did(&mut widget, answers("Other:\u{a0}No"))), NONE);
    assert_eq!(widget.answers, None);
    view.standing = GuestStanding::Over(End::By(Closer::Operator));
    widget.take(Event::Changed(Rc::new(view)));
    did(&mut widget, GuestAction::StartAnew);
    let snippet = Snippet {
        asked: true,
        ..snippet()
    };
    widget.take(Event::Found(Ok(snippet.into())));
    assert!(widget.is_asked_first());
}

/// A chat at a queue that asks something at the end.
fn surveyed(kind: ChatKind) -> (Widget, GuestView) {
    let mut widget = opened();
    let snippet = Snippet {
        surveyed: true,
        ..snippet()
    };
    widget.take(Event::Found(Ok(snippet.into())));
    let view = GuestView {
        kind,
        ..chat(vec![theirs("Here it is.")])
    };
    widget.take(Event::Changed(Rc::new(view.clone())));
    (widget, view)
}

fn asks(widget: &Widget, of: &str) -> usize {
    usize::from(page(widget).of_class(of).is_some())
}

#[test]
fn a_sealed_chat_is_asked_before_it_ends_and_what_is_said_goes_to_whoever_answered() {
    let (mut widget, _) = surveyed(ChatKind::Sealed);
    assert_eq!(shown(did(&mut widget, GuestAction::End)), NONE);
    assert_eq!(asks(&widget, "last"), 1);
    let told = shown(did(&mut widget, answers("More:\u{a0}Very kind.")));
    assert_eq!(told, ["Handle(Wrote(Text(17 bytes)))", "Handle(Ended)"]);
    assert_eq!(shown(did(&mut widget, answers("More:\u{a0}Again."))), NONE);
}

#[test]
fn who_has_nothing_to_say_ends_a_sealed_chat_as_ever() {
    let (mut widget, _) = surveyed(ChatKind::Sealed);
    did(&mut widget, GuestAction::End);
    assert_eq!(press(&mut widget, "End the chat"), ["Handle(Ended)"]);
    let (mut widget, _) = surveyed(ChatKind::Sealed);
    did(&mut widget, GuestAction::End);
    assert_eq!(shown(did(&mut widget, answers(""))), ["Handle(Ended)"]);
}

#[test]
fn where_whoever_answered_cannot_be_told_nothing_is_asked_and_that_is_said() {
    let (mut widget, mut view) = surveyed(ChatKind::Sealed);
    view.line = hushdesk_web::session::line::Line::Down;
    widget.take(Event::Changed(Rc::new(view.clone())));
    assert_eq!(shown(did(&mut widget, GuestAction::End)), ["Handle(Ended)"]);
    view.standing = GuestStanding::Over(End::By(Closer::Operator));
    widget.take(Event::Changed(Rc::new(view)));
    assert_eq!((asks(&widget, "late"), asks(&widget, "over")), (1, 0));
    assert_eq!(shown(did(&mut widget, answers("More:\u{a0}No."))), NONE);
}

#[test]
fn an_open_chat_is_asked_once_it_is_over_and_the_service_is_told_once() {
    let (mut widget, mut view) = surveyed(ChatKind::Open);
    assert_eq!(shown(did(&mut widget, answers("More:\u{a0}No."))), NONE);
    assert_eq!(shown(did(&mut widget, GuestAction::End)), ["Handle(Ended)"]);
    view.standing = GuestStanding::Over(End::By(Closer::Operator));
    widget.take(Event::Changed(Rc::new(view)));
    assert_eq!(asks(&widget, "over"), 1);
    let told = shown(did(&mut widget, answers("More:\u{a0}Very kind.")));
    assert_eq!(told, ["Rate(None, Some(OpenText(17 bytes)))"]);
    assert_eq!(asks(&widget, "over"), 0);
    assert_eq!(shown(did(&mut widget, answers("More:\u{a0}Again."))), NONE);
}
