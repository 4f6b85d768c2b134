//! What the widget shows and does, told as a guest would: the page is read as Yew writes it, no browser is needed.

use hushdesk_protocol::frames::{ChatKind, Closer};
use hushdesk_protocol::ids::{Fingerprint, Timestamp};
use hushdesk_protocol::rest::{Look, Problem, ProblemCode, Sealing};
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{End, GuestStanding, Permission, Trust};
use hushdesk_web::session::log::{Delivery, EntryId, Item, Log, LogEntry};
use hushdesk_web::session::text::{TEXT_CHARS_MAX, Text};

mod consistency;
mod keeping;
mod keys;
mod page;
mod reading;

use super::*;
use page::page;

const NOW: Timestamp = Timestamp(1_000);

fn snippet() -> Snippet {
    Snippet {
        queue: "reference".parse().unwrap(),
        queue_title: "Reference desk".to_owned(),
        skin: "sealed".parse().unwrap(),
        title: "Ask us".to_owned(),
        sealing: Sealing::Open,
        look: Look::default(),
        staffed: true,
    }
}

fn desk1() -> DisplayName {
    "desk1".parse().unwrap()
}

/// A chat with desk1 in which this was said.
fn chat(items: Vec<Item>) -> GuestView {
    let entries: Vec<_> = (1..)
        .zip(items)
        .map(|(id, item)| LogEntry {
            id: EntryId(id),
            at: NOW,
            item,
            earlier: true,
        })
        .collect();
    GuestView {
        line: hushdesk_web::session::line::Line::Up,
        kind: ChatKind::Open,
        standing: GuestStanding::Talking {
            operator: desk1(),
            trust: Trust::Readable,
        },
        place: None,
        flow: Flow::Free,
        present: true,
        typing: false,
        permission: Permission::None,
        clock: EdgeClock::default(),
        log: Log::from(entries),
    }
}

fn ours(text: &str, delivery: Delivery) -> Item {
    let text = Text::typed(text).unwrap();
    Item::Ours { text, delivery }
}

fn theirs(text: &str) -> Item {
    let text = Text::received(text).unwrap();
    Item::Theirs { text }
}

/// A widget that was opened for the snippet of the demonstration.
fn opened() -> Widget {
    let place = Place {
        snippet: "ask".parse().unwrap(),
        page: None,
    };
    Widget::opened(Some(place), true).0
}

/// One that knows its snippet.
fn asking() -> Widget {
    let mut widget = opened();
    let effects = widget.take(Event::Found(Ok(snippet())));
    let [Effect::Tell(Word::Over), Effect::TakeUp(_)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    widget
}

/// One that shows this chat.
fn talking(view: GuestView) -> Widget {
    let mut widget = asking();
    let told = if view.standing.is_over() {
        vec![]
    } else {
        vec!["Tell(Running)"]
    };
    assert_eq!(shown(widget.take(Event::Changed(Box::new(view)))), told);
    widget
}

const NONE: [&str; 0] = [];

fn shown(effects: Vec<Effect>) -> Vec<String> {
    let each = effects.into_iter();
    each.map(|effect| format!("{effect:?}")).collect()
}

/// Presses a button that must be there.
fn press(widget: &mut Widget, label: &str) -> Vec<String> {
    let buttons = page(widget);
    assert!(buttons.can_press(label), "no button “{label}” to press");
    let action = action_of(label, widget);
    shown(did(widget, action))
}

/// What each button is for.
fn action_of(label: &str, widget: &Widget) -> GuestAction {
    match label {
        "Try again now" => GuestAction::TryAgain,
        "Start the chat" | "Send" => GuestAction::Send,
        "End chat" => GuestAction::WantToEnd(true),
        "Go on chatting" => GuestAction::WantToEnd(false),
        "End the chat" => GuestAction::End,
        "Start a new chat" => GuestAction::StartAnew,
        "Go on here" => GuestAction::TakeBack,
        "Reload" => GuestAction::Reload,
        "Close the chat window" => GuestAction::Close,
        "Decide later" => GuestAction::PutOff(true),
        "May desk1 read the earlier messages?" => GuestAction::PutOff(false),
        "Send all" => GuestAction::Allow(Share::All),
        "Send the ticked ones" => GuestAction::Allow(Share::Ticked),
        "Send none" => GuestAction::Allow(Share::Nothing),
        "Send it to them" => GuestAction::Trust(doubtful_key(widget)),
        other => panic!("nobody knows what “{other}” is for"),
    }
}

fn doubtful_key(widget: &Widget) -> Fingerprint {
    let Stage::Talking(_, chat) = &widget.stage else {
        panic!("{widget:?}");
    };
    let GuestStanding::Doubtful { fingerprint, .. } = &chat.view.standing else {
        panic!("{chat:?}");
    };
    fingerprint.clone()
}

/// This is written in the field.
fn draft(written: &str) -> GuestAction {
    GuestAction::Draft(Draft::new(written.to_owned()))
}

fn did(widget: &mut Widget, action: GuestAction) -> Vec<Effect> {
    widget.take(Event::Did(action))
}

fn sentence(widget: &Widget) -> String {
    page(widget).of_class("notice").unwrap().text()
}

#[test]
fn a_page_that_names_no_snippet_is_told_so_and_nothing_is_asked() {
    let (widget, effects) = Widget::opened(None, false);
    assert_eq!(shown(effects), NONE);
    assert!(sentence(&widget).contains("does not say which chat"));
    assert!(!page(&widget).can_press("Close the chat window"));
}

#[test]
fn what_cannot_be_reached_is_asked_for_again_by_itself_and_at_once_if_the_guest_wants() {
    let mut widget = opened();
    let effects = widget.take(Event::Found(Err(Trouble::Unreachable)));
    assert_eq!(shown(effects), ["Ring(TryAgain(1))"]);
    assert!(sentence(&widget).contains("Check your connection"));
    let look = [r#"Look(SnippetName("ask"))"#];
    assert_eq!(press(&mut widget, "Try again now"), look);
    assert_eq!(sentence(&widget), "Connecting to the library…");
    assert_eq!(shown(widget.take(Event::Rang(Alarm::TryAgain(1)))), look);
}

#[test]
fn what_was_found_is_not_looked_for_again_whatever_is_still_under_way() {
    let mut widget = opened();
    widget.take(Event::Found(Err(Trouble::Unreachable)));
    did(&mut widget, GuestAction::TryAgain);
    widget.take(Event::Found(Ok(snippet())));
    widget.take(Event::Changed(Box::new(chat(Vec::new()))));
    press(&mut widget, "End chat");
    for late in [
        Event::Rang(Alarm::TryAgain(1)),
        Event::Found(Err(Trouble::Unreachable)),
        Event::Found(Ok(snippet())),
    ] {
        assert_eq!(shown(widget.take(late)), NONE);
        assert!(page(&widget).can_press("End the chat"));
    }
}

#[test]
fn a_snippet_that_does_not_exist_is_named_and_asked_for_again_only_by_the_guest() {
    let mut widget = opened();
    let problem = Problem::new(ProblemCode::NotFound, String::new());
    let effects = widget.take(Event::Found(Err(Trouble::Refused(problem))));
    assert_eq!(shown(effects), NONE);
    assert!(sentence(&widget).contains("there is no chat called “ask”"));
    let look = [r#"Look(SnippetName("ask"))"#];
    assert_eq!(press(&mut widget, "Try again now"), look);
}

#[test]
fn what_is_not_reached_for_long_is_asked_for_less_and_less_often() {
    let mut widget = opened();
    let mut pauses = Vec::new();
    for _ in 0..7 {
        let effects = widget.take(Event::Found(Err(Trouble::Unreachable)));
        let [Effect::Ring(alarm)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        pauses.push(alarm.millis() / 1_000);
    }
    assert_eq!(pauses, [3, 6, 12, 24, 48, 48, 48]);
}

#[test]
fn the_first_text_is_sent_as_it_was_meant_and_the_field_is_empty() {
    let mut widget = asking();
    assert!(page(&widget).text().contains("Reference desk"));
    did(&mut widget, draft("  Where is the map?\n"));
    let effects = did(&mut widget, GuestAction::Send);
    let [
        Effect::Begin(Place { page: None, .. }, _, text),
        Effect::KeepDraft(kept),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!(text.as_str(), "Where is the map?");
    assert!(kept.is_empty());
    assert!(widget.draft.is_empty());
}

#[test]
fn a_blank_draft_and_one_that_is_too_long_stay_where_they_are() {
    let mut widget = asking();
    for written in [" \n".to_owned(), "a".repeat(TEXT_CHARS_MAX + 1)] {
        did(&mut widget, draft(&written));
        assert_eq!(shown(did(&mut widget, GuestAction::Send)), NONE);
        assert_eq!(widget.draft.as_str(), written);
    }
    let page = page(&widget);
    assert!(!page.can_press("Start the chat"));
    let about = page.of_class("about").unwrap().text();
    assert!(about.starts_with("1 character too many."), "{about}");
}

#[test]
fn that_the_guest_writes_is_said_in_a_chat_and_that_writing_stopped_too() {
    let mut widget = talking(chat(Vec::new()));
    let effects = did(&mut widget, draft("So"));
    let told = [
        "KeepDraft(Draft(2 bytes))",
        "Handle(Typing(true))",
        "Ring(Paused)",
    ];
    assert_eq!(shown(effects), told);
    let effects = widget.take(Event::Rang(Alarm::Paused));
    assert_eq!(shown(effects), ["Handle(Typing(false))"]);
}

#[test]
fn of_a_text_that_comes_the_page_around_hears_and_of_ones_own_it_does_not() {
    let mut widget = talking(chat(vec![theirs("Hello")]));
    let ours = ours("Hi", Delivery::Waiting);
    let mut said = vec![theirs("Hello"), ours];
    let effects = widget.take(Event::Changed(Box::new(chat(said.clone()))));
    assert_eq!(shown(effects), NONE);
    said.push(theirs("How can I help?"));
    let effects = widget.take(Event::Changed(Box::new(chat(said))));
    assert_eq!(shown(effects), ["Tell(News(1))"]);
}

#[test]
fn the_page_around_hears_whether_a_chat_goes_on_and_that_somebody_else_has_ended_it() {
    let over = |by| {
        let mut over = chat(Vec::new());
        over.standing = GuestStanding::Over(End::By(by));
        Event::Changed(Box::new(over))
    };
    for (by, told) in [
        (Closer::Operator, vec!["Tell(News(1))", "Tell(Over)"]),
        (Closer::Unanswered, vec!["Tell(News(1))", "Tell(Over)"]),
        (Closer::Guest, vec!["Tell(Over)"]),
    ] {
        let mut widget = talking(chat(Vec::new()));
        assert_eq!(shown(widget.take(over(by))), told);
        assert_eq!(shown(widget.take(over(by))), NONE, "once");
    }
}

#[test]
fn what_was_said_stands_in_order_with_who_said_it_and_how_far_it_got() {
    let said = vec![
        theirs("<b>Hello</b>"),
        ours("Hi", Delivery::Delivered),
        ours("there", Delivery::Waiting),
    ];
    let widget = talking(chat(said));
    let log = page(&widget).of_class("log").unwrap().text();
    let lines = [
        "Library at 1000<b>Hello</b>",
        "You at 1000Hi",
        "You at 1000therenot sent yet",
    ];
    assert_eq!(log, lines.concat());
}

#[test]
fn that_the_connection_is_back_is_said_for_a_while() {
    let mut down = chat(Vec::new());
    down.line = hushdesk_web::session::line::Line::Down;
    let mut widget = talking(down);
    assert!(sentence(&widget).contains("no connection to the desk"));
    let effects = widget.take(Event::Changed(Box::new(chat(Vec::new()))));
    assert_eq!(shown(effects), ["Ring(BackForLong)"]);
    assert_eq!(sentence(&widget), "You are connected again.");
    widget.take(Event::Rang(Alarm::BackForLong));
    assert_eq!(sentence(&widget), "You talk with desk1.");
}

#[test]
fn a_chat_is_ended_after_a_question_only() {
    let mut widget = talking(chat(Vec::new()));
    assert_eq!(press(&mut widget, "End chat"), NONE);
    assert_eq!(press(&mut widget, "Go on chatting"), NONE);
    assert!(!page(&widget).can_press("End the chat"));
    press(&mut widget, "End chat");
    assert_eq!(press(&mut widget, "End the chat"), ["Handle(Ended)"]);
    assert!(!page(&widget).can_press("End the chat"));
}

#[test]
fn a_chat_that_is_over_is_put_away_for_a_new_one_and_one_that_is_not_stays() {
    let mut widget = talking(chat(vec![theirs("Bye")]));
    assert_eq!(shown(did(&mut widget, GuestAction::StartAnew)), NONE);
    did(&mut widget, draft("One more thing"));
    let mut over = chat(vec![theirs("Bye")]);
    over.standing = GuestStanding::Over(End::By(Closer::Operator));
    widget.take(Event::Changed(Box::new(over)));
    assert!(page(&widget).text().contains("Bye"));
    let forgotten = [
        "Forget",
        "KeepDraft(Draft(14 bytes))",
        r#"Look(SnippetName("ask"))"#,
    ];
    assert_eq!(press(&mut widget, "Start a new chat"), forgotten);
    widget.take(Event::Found(Ok(snippet())));
    assert!(!page(&widget).text().contains("Bye"));
    assert!(matches!(widget.stage, Stage::Asking(_)));
    assert_eq!(widget.draft.as_str(), "One more thing");
}

#[test]
fn a_chat_that_another_window_has_can_be_taken_back_and_not_written_in() {
    let mut elsewhere = chat(Vec::new());
    elsewhere.line = hushdesk_web::session::line::Line::Elsewhere;
    let mut widget = talking(elsewhere);
    assert_eq!(sentence(&widget), "This chat goes on in another window.");
    assert!(page(&widget).of_class("composer").is_none());
    let effects = did(&mut widget, GuestAction::TakeBack);
    assert!(matches!(effects.as_slice(), [Effect::LookHere(..)]));
}

#[test]
fn the_guest_sends_all_earlier_texts_the_ticked_ones_or_none() {
    let mut asked = chat(vec![ours("one", Delivery::Delivered), theirs("two")]);
    asked.permission = Permission::Asked;
    let mut widget = talking(asked);
    assert!(!page(&widget).can_press("Send the ticked ones"));
    did(&mut widget, GuestAction::Tick(EntryId(2)));
    let mut allowed = |label| press(&mut widget, label);
    assert_eq!(
        allowed("Send the ticked ones"),
        ["Handle(Allowed([EntryId(2)]))"]
    );
    assert_eq!(
        allowed("Send all"),
        ["Handle(Allowed([EntryId(1), EntryId(2)]))"]
    );
    assert_eq!(allowed("Send none"), ["Handle(Allowed([]))"]);
}

#[test]
fn who_decides_later_about_the_earlier_texts_is_asked_by_a_button_and_keeps_the_ticks() {
    let mut asked = chat(vec![theirs("one")]);
    asked.permission = Permission::Asked;
    let mut widget = talking(asked.clone());
    did(&mut widget, GuestAction::Tick(EntryId(1)));
    assert_eq!(press(&mut widget, "Decide later"), NONE);
    assert!(!page(&widget).can_press("Send all"));
    press(&mut widget, "May desk1 read the earlier messages?");
    assert!(page(&widget).can_press("Send the ticked ones"));
    asked.permission = Permission::None;
    widget.take(Event::Changed(Box::new(asked.clone())));
    asked.permission = Permission::Asked;
    widget.take(Event::Changed(Box::new(asked)));
    assert!(!page(&widget).can_press("Send the ticked ones"));
}

#[test]
fn while_another_is_looked_for_the_guest_may_write_on_and_is_told_if_nobody_is_there() {
    let mut view = chat(vec![ours("secret", Delivery::Waiting)]);
    view.kind = ChatKind::Sealed;
    for (staffed, told) in [
        (true, "We are looking for somebody else."),
        (false, "Nobody else is at the desk at the moment."),
    ] {
        let refused = desk1();
        view.standing = GuestStanding::LookingForAnother { refused, staffed };
        let mut widget = talking(view.clone());
        assert!(sentence(&widget).contains(told));
        assert!(page(&widget).of_class("composer").is_some());
        assert!(page(&widget).text().contains("not sent yet"));
        press(&mut widget, "End chat");
        assert_eq!(press(&mut widget, "End the chat"), ["Handle(Ended)"]);
    }
}

#[test]
fn what_is_going_on_is_said_in_a_line_that_is_there_from_the_first() {
    let announced = |widget: &Widget| page(widget).of_class("unseen").unwrap().text();
    let mut widget = opened();
    assert_eq!(announced(&widget), "Connecting to the library…");
    widget.take(Event::Found(Ok(snippet())));
    assert_eq!(announced(&widget), "");
    widget.take(Event::Changed(Box::new(chat(Vec::new()))));
    assert_eq!(announced(&widget), "You talk with desk1.");
}

#[test]
fn nothing_that_a_guest_writes_is_printed() {
    let mut widget = talking(chat(vec![theirs("private")]));
    did(&mut widget, draft("private"));
    let action = draft("private");
    assert!(!format!("{widget:?} {action:?}").contains("private"));
}
