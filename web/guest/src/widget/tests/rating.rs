//! How a chat went, as its guest says.

use super::*;

fn over(rated: bool) -> Widget {
    let mut widget = opened();
    let snippet = Snippet { rated, ..snippet() };
    widget.take(Event::Found(Ok(snippet.into())));
    let mut view = chat(vec![theirs("Here it is.")]);
    widget.take(Event::Changed(Rc::new(view.clone())));
    view.standing = GuestStanding::Over(End::By(Closer::Guest));
    widget.take(Event::Changed(Rc::new(view)));
    widget
}

fn good() -> GuestAction {
    GuestAction::Rate(5.try_into().unwrap())
}

#[test]
fn who_is_asked_says_it_and_may_say_otherwise() {
    let mut widget = over(true);
    assert!(page(&widget).text().contains("How did it go?"));
    let bad = GuestAction::Rate(1.try_into().unwrap());
    assert_eq!(shown(did(&mut widget, bad)), ["Ring(Rated)"]);
    assert_eq!(shown(did(&mut widget, good())), ["Ring(Rated)"]);
    assert!(page(&widget).text().contains("Thank you."));
    let told = shown(widget.take(Event::Rang(Alarm::Rated)));
    assert_eq!(told, ["Rate(Some(Rating(5)), None)"]);
}

#[test]
fn where_guests_are_not_asked_nothing_is_told() {
    let mut widget = over(false);
    assert!(!page(&widget).text().contains("How did it go?"));
    assert_eq!(shown(did(&mut widget, good())), NONE);
    let mut running = talking(chat(vec![theirs("Here it is.")]));
    assert_eq!(shown(did(&mut running, good())), NONE);
}
