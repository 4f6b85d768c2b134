//! What stands together in a conversation, and what it says of how far it has got.

use hushdesk_protocol::ids::Number;
use hushdesk_web::session::note::Note;

use super::*;

/// A chat in which this was said, at these seconds.
fn said_at(lines: Vec<(u64, Item)>) -> GuestView {
    let (seconds, items): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
    let mut view = chat(Vec::new());
    let entries = (1..).zip(items).zip(seconds);
    let entries: Vec<_> = entries
        .map(|((id, item), seconds)| LogEntry {
            id: EntryId(id),
            at: Timestamp(seconds * 1_000),
            item,
            earlier: false,
        })
        .collect();
    view.log = Log::from(entries);
    view
}

/// The parts in short: who speaks, how many texts; or what happened.
fn parts(view: &GuestView) -> Vec<String> {
    let parts = thread(view).into_iter();
    parts
        .map(|part| match part {
            Part::Said(group) => match group.by {
                Speaker::Guest(fate) => format!("{} of ours, {fate:?}", group.lines.len()),
                Speaker::Operator(name) => {
                    let name = name.map_or("nobody".to_owned(), |name| name.to_string());
                    format!("{} of {name}", group.lines.len())
                }
            },
            Part::Happened(happening) => crate::views::sentence(&happening),
        })
        .collect()
}

fn answered(by: &str, after: Option<&str>) -> Item {
    Item::Note(Note::Answered {
        by: by.parse().unwrap(),
        after: after.map(|after| after.parse().unwrap()),
    })
}

fn verified(name: Option<&str>) -> Item {
    let name = name.map(|name| name.parse().unwrap());
    Item::Note(Note::Verified { name })
}

#[test]
fn what_one_says_in_a_row_stands_together_until_three_minutes_have_passed() {
    let view = said_at(vec![
        (0, theirs("a")),
        (100, theirs("b")),
        (279, theirs("c")),
        (459, theirs("d")),
        (460, ours("e", Delivery::Delivered)),
        (461, theirs("f")),
    ]);
    let expected = [
        "3 of nobody",
        "1 of nobody",
        "1 of ours, Delivered",
        "1 of nobody",
    ];
    assert_eq!(parts(&view), expected);
}

#[test]
fn a_group_is_said_to_have_got_as_far_as_the_last_of_its_texts_to_arrive() {
    let view = said_at(vec![
        (0, ours("a", Delivery::Delivered)),
        (1, ours("b", Delivery::Sent(Number(2)))),
        (2, ours("c", Delivery::Sending(Number(3)))),
        (3, ours("d", Delivery::Unsent)),
    ]);
    assert_eq!(parts(&view), ["3 of ours, Sending", "1 of ours, Lost"]);
}

#[test]
fn what_waits_is_said_to_be_in_this_browser_until_somebody_may_have_it() {
    let lines = vec![(0, ours("a", Delivery::Waiting))];
    let mut view = said_at(lines);
    view.kind = ChatKind::Sealed;
    assert_eq!(parts(&view), ["1 of ours, Sending"]);
    view.standing = GuestStanding::Waiting { staffed: true };
    assert_eq!(parts(&view), ["1 of ours, Kept"]);
    view.kind = ChatKind::Open;
    assert_eq!(parts(&view), ["1 of ours, Sending"]);
    view.flow = Flow::Full;
    assert_eq!(parts(&view), ["1 of ours, Lost"]);
}

#[test]
fn that_somebody_has_come_and_is_known_is_one_line_by_the_name_of_the_key() {
    let view = said_at(vec![
        (0, answered("Ann", None)),
        (1, verified(Some("Ann Lee"))),
        (2, theirs("Hello")),
        (3, answered("Cora", Some("Ann"))),
        (4, verified(None)),
        (5, theirs("Hi")),
        (6, answered("Cora", Some("Cora"))),
    ]);
    let expected = [
        "Ann Lee is here. Only the two of you can read this chat.",
        "1 of Ann",
        "Cora has taken over from Ann. Only the two of you can read this chat.",
        "1 of Cora",
        "Cora is back.",
    ];
    assert_eq!(parts(&view), expected);
}

fn looking(refused: &str) -> Item {
    let refused = refused.parse().unwrap();
    Item::Note(Note::LookingForAnother { refused })
}

#[test]
fn who_has_the_wrong_key_has_not_come() {
    let fingerprint = Fingerprint::from_bytes([7; 20]);
    let view = said_at(vec![
        (0, ours("a", Delivery::Delivered)),
        (1, answered("Ben", None)),
        (2, Item::Note(Note::WrongKey { fingerprint })),
        (3, looking("Ben")),
        (4, answered("Sam", None)),
        (5, looking("Sam")),
    ]);
    let expected = [
        "1 of ours, Delivered",
        "We could not confirm who answered, so nothing was sent to them.",
        "Sam is here.",
        "You asked for somebody else than Sam.",
    ];
    assert_eq!(parts(&view), expected);
}

#[test]
fn the_earlier_texts_are_said_to_be_shown_to_whoever_has_answered() {
    let view = said_at(vec![
        (0, answered("Cora", None)),
        (1, Item::Note(Note::EarlierSent { texts: 2 })),
        (2, Item::Note(Note::EarlierDeclined)),
    ]);
    let expected = [
        "Cora is here.",
        "You showed Cora 2 earlier messages.",
        "You kept the earlier messages to yourself.",
    ];
    assert_eq!(parts(&view), expected);
}
