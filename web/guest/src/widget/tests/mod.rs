//! What the widget shows and does, told as a guest would: the page is read as Yew writes it, no browser is needed.

use hushdesk_protocol::frames::{self, ChatKind, Closer};
use hushdesk_protocol::ids::{Fingerprint, Timestamp};
use hushdesk_protocol::limits::EARLIER_SAID_BYTES_MAX;
use hushdesk_protocol::rest::{Answers, Problem, ProblemCode, Sealing, Snippet};
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::comparison::{Compare, Comparison, SecretWord};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{End, GuestStanding, Permission, Trust};
use hushdesk_web::session::log::{Delivery, EntryId, Item, Log, LogEntry};
use hushdesk_web::session::note::Note;
use hushdesk_web::session::text::{TEXT_CHARS_MAX, Text};

mod comparing;
mod consistency;
mod following;
mod habits;
mod keeping;
mod keys;
mod mailing;
mod messages;
mod opening;
mod page;
mod questions;
mod rating;
mod reading;
mod threads;

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
        colour: None,
        style: None,
        sounds: false,
        greeting: None,
        starters: vec![],
        answers: Answers::Operator,
        messages: false,
        rated: false,
        staffed: true,
        hours: None,
        asked: false,
        surveyed: false,
        mailed: false,
        mailed_after: false,
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
        comparison: Comparison::None,
        left: EntryId(0),
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
    Widget::opened(Some(place), true, Habits::default()).0
}

/// One that knows its snippet.
fn asking() -> Widget {
    let mut widget = opened();
    let effects = widget.take(Event::Found(Ok(snippet().into())));
    let [Effect::Wear(_), Effect::Tell(Word::Over), Effect::TakeUp(_)] = effects.as_slice() else {
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
    assert_eq!(shown(widget.take(Event::Changed(Rc::new(view)))), told);
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
        "Try now" => GuestAction::TryAgain,
        "Send" => GuestAction::Send,
        "End this chat" => GuestAction::Want(Some(Want::End)),
        "Forget this chat" => GuestAction::Want(Some(Want::Forget)),
        "Go on chatting" | "Keep it" => GuestAction::Want(None),
        "End the chat" => GuestAction::End,
        "Forget it" => GuestAction::Forget,
        "Ask something else" => GuestAction::StartAnew,
        "Go on here" => GuestAction::TakeBack,
        "Open in its own window" => GuestAction::PopOut,
        "Reload" => GuestAction::Reload,
        "Close the chat window" => GuestAction::Close,
        "Show desk1 what you wrote before?" => GuestAction::Decide,
        "Show everything" => GuestAction::Allow(Share::All),
        "Show the chosen ones" => GuestAction::Allow(Share::Ticked),
        "Not now" => GuestAction::Allow(Share::Nothing),
        "Send it" => GuestAction::Trust(doubtful_key(widget)),
        "Find somebody else" => GuestAction::Decline(doubtful_key(widget)),
        "Download" | "Download this chat" => GuestAction::Download(Form::Html),
        "Download it as plain text" => GuestAction::Download(Form::Text),
        "Copy" | "Copy this chat" => GuestAction::Copy,
        "E-mail this chat to me" => GuestAction::Mail,
        "Sound for new messages" => GuestAction::Likes(Habits {
            sound: Some(!widget.is_heard()),
            ..widget.habits
        }),
        "Larger text" => GuestAction::Likes(Habits {
            letters: widget
                .habits
                .letters
                .larger()
                .unwrap_or(widget.habits.letters),
            ..widget.habits
        }),
        "Smaller text" => GuestAction::Likes(Habits {
            letters: widget
                .habits
                .letters
                .smaller()
                .unwrap_or(widget.habits.letters),
            ..widget.habits
        }),
        "Change" => GuestAction::Rewrite(waiting_texts(widget)),
        "Ask" => GuestAction::Compare(Compare::Ask {
            question: "Which colour?".to_owned(),
            secret: SecretWord::typed("blue").unwrap(),
        }),
        "Compare" => GuestAction::Compare(Compare::Answer(SecretWord::typed("blue").unwrap())),
        "Give up" | "Rather not" => GuestAction::Compare(Compare::GiveUp),
        other => panic!("nobody knows what “{other}” is for"),
    }
}

fn waiting_texts(widget: &Widget) -> Vec<EntryId> {
    let Stage::Talking(_, chat) = &widget.stage else {
        panic!("{widget:?}");
    };
    let entries = chat.view.log.entries().iter();
    let texts = entries.filter(|entry| chat.view.is_revisable(entry));
    texts.map(|entry| entry.id).collect()
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

/// What is going on, as it is told to those who do not see it.
fn sentence(widget: &Widget) -> String {
    page(widget).of_class("unseen").unwrap().text()
}

/// What is told over the conversation; nothing if there is nothing to tell.
fn notice(widget: &Widget) -> String {
    let page = page(widget);
    page.of_class("notice")
        .map(page::Element::text)
        .unwrap_or_default()
}

#[test]
fn a_page_that_names_no_snippet_is_told_so_and_nothing_is_asked() {
    let (widget, effects) = Widget::opened(None, false, Habits::default());
    assert_eq!(shown(effects), NONE);
    assert!(sentence(&widget).contains("does not say which desk"));
    assert!(!page(&widget).can_press("Close the chat window"));
}

#[test]
fn what_cannot_be_reached_is_asked_for_again_by_itself_and_at_once_if_the_guest_wants() {
    let mut widget = opened();
    let effects = widget.take(Event::Found(Err(Trouble::Unreachable)));
    assert_eq!(shown(effects), ["Ring(TryAgain(1))"]);
    assert!(sentence(&widget).contains("Check your connection"));
    let look = [r#"Look(SnippetName("ask"))"#];
    assert_eq!(press(&mut widget, "Try now"), look);
    assert_eq!(sentence(&widget), "Opening the chat…");
    assert_eq!(shown(widget.take(Event::Rang(Alarm::TryAgain(1)))), look);
}

#[test]
fn what_was_found_is_not_looked_for_again_whatever_is_still_under_way() {
    let mut widget = opened();
    widget.take(Event::Found(Err(Trouble::Unreachable)));
    did(&mut widget, GuestAction::TryAgain);
    widget.take(Event::Found(Ok(snippet().into())));
    widget.take(Event::Changed(Rc::new(chat(Vec::new()))));
    press(&mut widget, "End this chat");
    for late in [
        Event::Rang(Alarm::TryAgain(1)),
        Event::Found(Err(Trouble::Unreachable)),
        Event::Found(Ok(snippet().into())),
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
    assert!(sentence(&widget).contains("has no chat called “ask”"));
    let look = [r#"Look(SnippetName("ask"))"#];
    assert_eq!(press(&mut widget, "Try now"), look);
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
    assert!(!page.can_press("Send"));
    let about = page.of_class("hint").unwrap().text();
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
    let effects = widget.take(Event::Changed(Rc::new(chat(said.clone()))));
    assert_eq!(shown(effects), NONE);
    said.push(theirs("How can I help?"));
    let effects = widget.take(Event::Changed(Rc::new(chat(said))));
    assert_eq!(shown(effects), ["Tell(News(1))"]);
}

#[test]
fn the_page_around_hears_whether_a_chat_goes_on_and_that_somebody_else_has_ended_it() {
    let over = |by| {
        let mut over = chat(Vec::new());
        over.standing = GuestStanding::Over(End::By(by));
        Event::Changed(Rc::new(over))
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
        "Library: <b>Hello</b>at 1000",
        "You: HiYou: thereat 1000Sending",
    ];
    assert!(log.ends_with(&lines.concat()), "{log}");
}

#[test]
fn that_the_connection_is_back_is_said_for_a_while() {
    let mut down = chat(Vec::new());
    down.line = hushdesk_web::session::line::Line::Down;
    let mut widget = talking(down);
    assert!(notice(&widget).contains("not connected to the desk"));
    let effects = widget.take(Event::Changed(Rc::new(chat(Vec::new()))));
    assert_eq!(shown(effects), ["Ring(BackForLong)"]);
    assert_eq!(notice(&widget), "You are connected again.");
    widget.take(Event::Rang(Alarm::BackForLong));
    assert_eq!(notice(&widget), "");
}

#[test]
fn a_chat_is_ended_after_a_question_only() {
    let mut widget = talking(chat(Vec::new()));
    assert_eq!(press(&mut widget, "End this chat"), NONE);
    assert_eq!(press(&mut widget, "Go on chatting"), NONE);
    assert!(!page(&widget).can_press("End the chat"));
    press(&mut widget, "End this chat");
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
    widget.take(Event::Changed(Rc::new(over)));
    assert!(page(&widget).text().contains("Bye"));
    let forgotten = [
        "Forget",
        "KeepDraft(Draft(14 bytes))",
        r#"Look(SnippetName("ask"))"#,
    ];
    assert_eq!(press(&mut widget, "Ask something else"), forgotten);
    widget.take(Event::Found(Ok(snippet().into())));
    assert!(!page(&widget).text().contains("Bye"));
    assert!(matches!(widget.stage, Stage::Asking(_)));
    assert_eq!(widget.draft.as_str(), "One more thing");
}

#[test]
fn a_chat_that_another_window_has_can_be_taken_back_and_not_written_in() {
    let mut elsewhere = chat(Vec::new());
    elsewhere.line = hushdesk_web::session::line::Line::Elsewhere;
    let mut widget = talking(elsewhere);
    assert!(sentence(&widget).starts_with("This chat is open in another window."));
    assert!(page(&widget).of_class("field").is_none());
    let effects = did(&mut widget, GuestAction::TakeBack);
    assert!(matches!(effects.as_slice(), [Effect::LookHere(..)]));
}

#[test]
fn the_guest_shows_all_earlier_texts_the_chosen_ones_or_none() {
    let mut asked = chat(vec![ours("one", Delivery::Delivered), theirs("two")]);
    asked.permission = Permission::Asked;
    let mut widget = talking(asked);
    assert!(page(&widget).of_class("field").is_none());
    assert!(!page(&widget).can_press("Show the chosen ones"));
    did(&mut widget, GuestAction::Tick(EntryId(2)));
    for (label, shown, said) in [
        ("Show the chosen ones", vec![2], "[at 1000] Library: two"),
        (
            "Show everything",
            vec![1, 2],
            "[at 1000] Guest: one\n[at 1000] Library: two",
        ),
        ("Not now", vec![], "[No earlier messages are shown.]"),
    ] {
        assert!(page(&widget).can_press(label));
        let action = action_of(label, &widget);
        let texts = shown.into_iter().map(EntryId).collect();
        assert_eq!(allowed(did(&mut widget, action)), (texts, said.to_owned()));
    }
}

/// The texts that the guest lets an operator have, and the same in words.
fn allowed(effects: Vec<Effect>) -> (Vec<EntryId>, String) {
    let [Effect::Handle(GuestEvent::Allowed { texts, words })] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    (texts.clone(), words.clone().unwrap().as_str().to_owned())
}

#[test]
fn of_more_earlier_texts_than_a_message_holds_the_last_are_said_and_that_some_are_left_out() {
    let by = Note::Answered {
        by: desk1(),
        after: None,
    };
    let mut items = vec![Item::Note(by)];
    items.extend((1..=2_000).map(|text| theirs(&format!("{text}\u{1f4da}"))));
    let mut widget = talking(chat(items));
    let (texts, said) = allowed(did(&mut widget, GuestAction::Allow(Share::All)));
    assert_eq!(texts.len(), 2_000);
    assert!(said.starts_with("[\u{2026}] "), "{said:.40}");
    assert!(said.ends_with("\n[at 1000] desk1: 1999\u{1f4da}\n[at 1000] desk1: 2000\u{1f4da}"));
    assert!(said.len() <= EARLIER_SAID_BYTES_MAX + 6);
}

#[test]
fn a_guest_who_has_nothing_of_what_is_asked_for_is_not_troubled() {
    let mut asked = chat(vec![]);
    asked.permission = Permission::Asked;
    let mut widget = talking(chat(vec![]));
    let effects = widget.take(Event::Changed(Rc::new(asked)));
    let nothing = "[No earlier messages are shown.]".to_owned();
    assert_eq!(allowed(effects), (vec![], nothing));
}

#[test]
fn who_is_writing_when_the_earlier_texts_are_asked_for_is_asked_by_a_button_over_the_field() {
    let mut asked = chat(vec![theirs("one")]);
    let mut widget = talking(asked.clone());
    did(&mut widget, draft("I was just"));
    asked.permission = Permission::Asked;
    widget.take(Event::Changed(Rc::new(asked.clone())));
    assert!(page(&widget).of_class("field").is_some());
    assert!(!page(&widget).can_press("Show everything"));
    press(&mut widget, "Show desk1 what you wrote before?");
    did(&mut widget, GuestAction::Tick(EntryId(1)));
    assert!(page(&widget).can_press("Show the chosen ones"));
    asked.permission = Permission::None;
    widget.take(Event::Changed(Rc::new(asked.clone())));
    assert_eq!(widget.draft.as_str(), "I was just");
    did(&mut widget, draft(""));
    asked.permission = Permission::Asked;
    widget.take(Event::Changed(Rc::new(asked)));
    assert!(!page(&widget).can_press("Show the chosen ones"));
}

#[test]
fn while_somebody_else_is_looked_for_the_guest_goes_on_writing_and_the_chat_can_be_ended() {
    let mut looking = chat(vec![ours("secret", Delivery::Waiting)]);
    looking.kind = ChatKind::Sealed;
    looking.standing = GuestStanding::LookingForAnother {
        refused: desk1(),
        staffed: true,
    };
    let mut widget = talking(looking.clone());
    let shown = page(&widget);
    assert!(shown.of_class("field").is_some());
    let told = sentence(&widget);
    assert!(told.contains("So nothing was sent to them."), "{told}");
    assert!(told.contains("looking for another librarian"), "{told}");
    assert!(shown.text().contains("Still only in this browser"));
    let who = shown.of_class("who").unwrap().text();
    assert!(!who.contains("desk1"), "whoever calls themselves that");
    press(&mut widget, "End this chat");
    assert_eq!(press(&mut widget, "End the chat"), ["Handle(Ended)"]);
    looking.standing = GuestStanding::LookingForAnother {
        refused: desk1(),
        staffed: false,
    };
    let told = sentence(&talking(looking));
    assert!(told.contains("Nobody else is at the desk"), "{told}");
}

#[test]
fn who_waits_is_told_how_many_are_before() {
    let mut waiting = chat(vec![ours("Where?", Delivery::Waiting)]);
    waiting.standing = GuestStanding::Waiting { staffed: true };
    for (place, told) in [
        (frames::Place::Nth(1), "You are next."),
        (frames::Place::Nth(2), "1 reader is before you."),
        (frames::Place::Nth(3), "2 readers are before you."),
        (
            frames::Place::Behind(20),
            "More than 20 readers are before you.",
        ),
    ] {
        waiting.place = Some(place);
        let said = sentence(&talking(waiting.clone()));
        assert!(said.starts_with(told), "{said}");
    }
}

#[test]
fn what_comes_while_one_reads_further_up_is_counted() {
    let newer = |widget: &Widget| page(widget).of_class("newer").map(page::Element::text);
    let mut said = vec![theirs("one")];
    let mut widget = talking(chat(said.clone()));
    did(&mut widget, GuestAction::ReadUp(true));
    assert_eq!(newer(&widget), None);
    said.push(ours("mine", Delivery::Delivered));
    said.push(theirs("two"));
    widget.take(Event::Changed(Rc::new(chat(said.clone()))));
    assert_eq!(newer(&widget).as_deref(), Some("1 new message"));
    said.push(theirs("three"));
    widget.take(Event::Changed(Rc::new(chat(said))));
    did(&mut widget, GuestAction::ReadUp(true));
    assert_eq!(newer(&widget).as_deref(), Some("2 new messages"));
    did(&mut widget, GuestAction::ReadUp(false));
    assert_eq!(newer(&widget), None);
}

#[test]
fn a_chat_that_is_over_is_forgotten_after_a_question_with_all_that_was_written_for_it() {
    let mut over = chat(vec![ours("secret", Delivery::Unsent)]);
    let mut running = talking(over.clone());
    assert_eq!(shown(did(&mut running, GuestAction::Forget)), NONE);
    over.standing = GuestStanding::Over(End::By(Closer::Operator));
    let mut widget = talking(over);
    did(&mut widget, draft("and more"));
    assert_eq!(press(&mut widget, "Forget this chat"), NONE);
    press(&mut widget, "Keep it");
    press(&mut widget, "Forget this chat");
    let forgotten = [
        "Forget",
        "KeepDraft(Draft(0 bytes))",
        r#"Look(SnippetName("ask"))"#,
    ];
    assert_eq!(press(&mut widget, "Forget it"), forgotten);
    assert!(widget.draft.is_empty());
}

#[test]
fn that_the_chat_is_copied_is_said_for_a_while() {
    let mut widget = talking(chat(vec![theirs("Hello")]));
    let effects = press(&mut widget, "Copy this chat");
    assert_eq!(effects, ["Copy"]);
    assert_eq!(shown(widget.take(Event::Copied)), ["Ring(CopiedForLong)"]);
    assert_eq!(notice(&widget), "The chat is copied.");
    widget.take(Event::Rang(Alarm::CopiedForLong));
    assert_eq!(notice(&widget), "");
}

#[test]
fn what_is_going_on_is_said_in_a_line_that_is_there_from_the_first() {
    let announced = |widget: &Widget| page(widget).of_class("unseen").unwrap().text();
    let mut widget = opened();
    assert_eq!(announced(&widget), "Opening the chat…");
    widget.take(Event::Found(Ok(snippet().into())));
    assert_eq!(announced(&widget), "");
    widget.take(Event::Changed(Rc::new(chat(Vec::new()))));
    assert_eq!(announced(&widget), "");
    let mut down = chat(Vec::new());
    down.present = false;
    widget.take(Event::Changed(Rc::new(down)));
    assert!(announced(&widget).starts_with("desk1 has lost the connection"));
}

#[test]
fn nothing_that_a_guest_writes_is_printed() {
    let mut widget = talking(chat(vec![theirs("private")]));
    did(&mut widget, draft("private"));
    let action = draft("private");
    assert!(!format!("{widget:?} {action:?}").contains("private"));
}
