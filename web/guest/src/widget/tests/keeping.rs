//! What outlives the page, the window that lost the chat, and the chat itself.

use hushdesk_web::session::note::Note;

use super::*;

fn remembered(keeps: bool, written: &str) -> Event {
    Event::Remembered {
        keeps,
        draft: Draft::new(written.to_owned()),
    }
}

#[test]
fn what_was_written_before_the_page_was_left_stands_in_the_field_again() {
    let mut widget = opened();
    widget.take(remembered(true, "Do you have"));
    widget.take(Event::Found(Ok(snippet().into())));
    assert_eq!(widget.draft.as_str(), "Do you have");
    did(&mut widget, draft("Do you have maps?"));
    widget.take(remembered(true, "Do you have"));
    assert_eq!(
        widget.draft.as_str(),
        "Do you have maps?",
        "what is being written stays"
    );
}

#[test]
fn every_change_of_the_field_is_kept_and_its_sending_too() {
    let mut widget = asking();
    assert_eq!(
        shown(did(&mut widget, draft("a"))),
        ["KeepDraft(Draft(1 bytes))"]
    );
    let effects = shown(did(&mut widget, GuestAction::Send));
    assert_eq!(effects.last().unwrap(), "KeepDraft(Draft(0 bytes))");
    widget.take(Event::Changed(Rc::new(chat(Vec::new()))));
    did(&mut widget, draft("b"));
    let effects = shown(did(&mut widget, GuestAction::Send));
    assert_eq!(
        effects,
        ["Handle(Wrote(Text(1 bytes)))", "KeepDraft(Draft(0 bytes))"]
    );
}

#[test]
fn a_question_that_nobody_answered_stands_in_the_field_of_the_next_chat() {
    let said = vec![
        ours("Do you have maps?", Delivery::Unsent),
        ours("Of the moon.", Delivery::Unsent),
    ];
    let mut unanswered = chat(said);
    unanswered.standing = GuestStanding::Over(End::By(Closer::Unanswered));
    let mut widget = talking(unanswered);
    did(&mut widget, draft("Anybody?"));
    press(&mut widget, "Ask something else");
    let written = "Do you have maps?\n\nOf the moon.\n\nAnybody?";
    assert_eq!(widget.draft.as_str(), written);
    // What is kept may not have got so far.
    widget.take(remembered(true, "Anybody?"));
    widget.take(Event::Found(Ok(snippet().into())));
    assert_eq!(widget.draft.as_str(), written);
}

#[test]
fn what_was_delivered_is_not_written_again() {
    let said = vec![
        ours("Do you have maps?", Delivery::Delivered),
        theirs("Yes."),
        ours("Where?", Delivery::Unsent),
    ];
    let mut over = chat(said);
    over.standing = GuestStanding::Over(End::By(Closer::Operator));
    let mut widget = talking(over);
    press(&mut widget, "Ask something else");
    assert_eq!(widget.draft.as_str(), "Where?");
}

#[test]
fn where_nothing_can_be_kept_that_is_said_before_anything_is_written_and_while_it_matters() {
    let told = |widget: &Widget| page(widget).text().contains("This browser keeps nothing");
    let mut widget = opened();
    widget.take(remembered(false, ""));
    widget.take(Event::Found(Ok(snippet().into())));
    assert!(told(&widget));
    widget.take(Event::Changed(Rc::new(chat(Vec::new()))));
    assert!(told(&widget));
    let mut over = chat(Vec::new());
    over.standing = GuestStanding::Over(End::By(Closer::Operator));
    widget.take(Event::Changed(Rc::new(over)));
    assert!(!told(&widget));
}

#[test]
fn a_chat_that_can_be_kept_no_longer_says_so() {
    let mut widget = talking(chat(Vec::new()));
    let told = |widget: &Widget| page(widget).of_class("unkept").is_some();
    assert!(!told(&widget));
    widget.take(Event::Unkept);
    assert!(told(&widget));
}

#[test]
fn a_page_whose_chat_has_gone_on_in_another_takes_up_what_was_kept_there() {
    let mut widget = talking(chat(vec![theirs("old")]));
    did(&mut widget, draft("old"));
    let effects = widget.take(Event::Overtaken);
    assert!(matches!(effects.as_slice(), [Effect::LookHere(name, _)] if name.as_str() == "ask"));
    assert!(
        !page(&widget).text().contains("old"),
        "nothing old is shown meanwhile"
    );
    widget.take(remembered(true, "new"));
    let effects = widget.take(Event::Found(Ok(snippet().into())));
    assert!(matches!(effects.as_slice(), [_, _, Effect::TakeUp(_)]));
    widget.take(Event::Changed(Rc::new(chat(vec![theirs("new")]))));
    assert_eq!(widget.draft.as_str(), "new");
    assert!(
        page(&widget)
            .of_class("log")
            .unwrap()
            .text()
            .contains("new")
    );
}

#[test]
fn that_something_was_written_elsewhere_is_said_where_it_is_missing() {
    let widget = talking(chat(vec![Item::Note(Note::Elsewhere)]));
    let log = page(&widget).of_class("log").unwrap().text();
    assert!(
        log.contains("What was written there is not to be seen here."),
        "{log}"
    );
}
