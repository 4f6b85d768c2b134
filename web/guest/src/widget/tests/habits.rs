//! How a guest likes to read and hear.

use super::*;

#[test]
fn whoever_wants_to_hear_something_hears_at_once_what_and_then_each_new_message() {
    let mut widget = talking(chat(vec![]));
    assert_eq!(
        press(&mut widget, "Sound for new messages"),
        [
            "Settle(Habits { sound: Some(true), letters: Plain })",
            "Chime { always: true }"
        ]
    );
    let answered = chat(vec![theirs("Yes.")]);
    assert_eq!(
        shown(widget.take(Event::Changed(Rc::new(answered)))),
        ["Tell(News(1))", "Chime { always: false }"]
    );
    assert_eq!(
        press(&mut widget, "Sound for new messages"),
        ["Settle(Habits { sound: Some(false), letters: Plain })"]
    );
}

#[test]
fn letters_grow_twice_and_then_no_further() {
    let mut widget = talking(chat(vec![]));
    for letters in ["Large", "Larger"] {
        let expected = format!("Settle(Habits {{ sound: None, letters: {letters} }})");
        assert_eq!(press(&mut widget, "Larger text"), [expected]);
    }
    assert!(!page(&widget).can_press("Larger text"));
    assert!(page(&widget).can_press("Smaller text"));
}

#[test]
fn whoever_has_not_chosen_hears_new_messages_if_the_library_wants_that() {
    let mut widget = opened();
    let snippet = Snippet {
        sounds: true,
        ..snippet()
    };
    widget.take(Event::Found(Ok(snippet.into())));
    assert!(widget.is_heard());
    widget.take(Event::Changed(Rc::new(chat(vec![]))));
    press(&mut widget, "Sound for new messages");
    assert!(!widget.is_heard());
}
