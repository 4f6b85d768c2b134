//! A secret is compared with whoever answers, and what has not left the browser is written otherwise.

use super::*;

fn talking_about(comparison: Comparison, trust: Trust) -> Widget {
    let mut view = chat(vec![ours("Where?", Delivery::Delivered)]);
    let operator = desk1();
    view.standing = GuestStanding::Talking { operator, trust };
    view.kind = ChatKind::Sealed;
    view.comparison = comparison;
    talking(view)
}

const fn verified() -> Trust {
    Trust::Verified { name: None }
}

#[test]
fn a_guest_asks_what_only_the_right_person_knows_and_can_give_up() {
    let mut widget = talking_about(Comparison::None, verified());
    assert_eq!(press(&mut widget, "Ask"), ["Handle(Compares(Ask))"]);
    let mut waiting = talking_about(Comparison::Waiting { ours: true }, verified());
    assert_eq!(
        sentence(&waiting),
        "Waiting for desk1 to answer your question."
    );
    assert!(!page(&waiting).can_press("Ask"), "one at a time");
    assert_eq!(press(&mut waiting, "Give up"), ["Handle(Compares(GiveUp))"]);
}

#[test]
fn what_the_guest_is_asked_stands_over_the_field_which_stays() {
    let question = Some("Your card?".to_owned());
    let mut widget = talking_about(Comparison::Asked { question }, verified());
    let shown = page(&widget);
    assert!(shown.of_class("question").unwrap().text() == "Your card?");
    assert!(shown.of_class("field").is_some());
    assert_eq!(press(&mut widget, "Compare"), ["Handle(Compares(Answer))"]);
    assert_eq!(
        press(&mut widget, "Rather not"),
        ["Handle(Compares(GiveUp))"]
    );
}

#[test]
fn whoever_knew_the_answer_is_said_to_be_checked_by_the_guest_and_not_by_the_library() {
    let fingerprint = Fingerprint::from_bytes([0xab; 20]);
    let widget = talking_about(Comparison::None, Trust::Compared { fingerprint });
    let shown = page(&widget);
    assert!(
        shown
            .of_class("lock")
            .unwrap()
            .text()
            .contains("Checked by you")
    );
    assert!(shown.text().contains("knew what you asked for"));
    assert!(!shown.text().contains("It is really"));
}

#[test]
fn what_has_not_left_the_browser_goes_back_into_the_field_before_what_stands_there() {
    let mut widget = talking(chat(vec![
        ours("Where is it?", Delivery::Waiting),
        ours("And when?", Delivery::Waiting),
    ]));
    did(&mut widget, draft("Thanks"));
    assert_eq!(
        press(&mut widget, "Change"),
        [
            "Handle(Revised { entry: EntryId(1), text: None })",
            "Handle(Revised { entry: EntryId(2), text: None })",
            "KeepDraft(Draft(31 bytes))"
        ]
    );
    assert_eq!(widget.draft.as_str(), "Where is it?\n\nAnd when?\n\nThanks");
}

#[test]
fn what_has_left_the_browser_once_stays_as_it_is() {
    let mut view = chat(vec![ours("Where is it?", Delivery::Waiting)]);
    view.left = EntryId(1);
    let mut widget = talking(view);
    assert!(!page(&widget).can_press("Change"));
    let action = GuestAction::Rewrite(vec![EntryId(1)]);
    assert_eq!(
        shown(did(&mut widget, action)),
        ["KeepDraft(Draft(0 bytes))"]
    );
}
