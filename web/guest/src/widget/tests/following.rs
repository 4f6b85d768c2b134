//! The chat follows its guest: where it is, as this page knows it, and what the page around is told when it leaves.

use hushdesk_web::session::line::Line;

use super::*;

#[test]
fn a_page_knows_whether_it_has_the_chat_and_whether_one_may_come_to_it() {
    assert_eq!(opened().whereabouts(), Whereabouts::Nowhere);
    let mut widget = asking();
    assert_eq!(widget.whereabouts(), Whereabouts::Nowhere);
    did(
        &mut widget,
        GuestAction::Draft(Draft::new("Do you".to_owned())),
    );
    assert_eq!(widget.whereabouts(), Whereabouts::Taken);
    assert_eq!(talking(chat(vec![])).whereabouts(), Whereabouts::Here);
    let elsewhere = GuestView {
        line: Line::Elsewhere,
        ..chat(vec![])
    };
    assert_eq!(talking(elsewhere).whereabouts(), Whereabouts::Elsewhere);
    let over = GuestView {
        standing: GuestStanding::Over(End::By(Closer::Operator)),
        ..chat(vec![])
    };
    assert_eq!(talking(over).whereabouts(), Whereabouts::Taken);
}

#[test]
fn a_chat_in_another_tab_is_offered_until_it_is_there_no_longer() {
    let mut widget = asking();
    assert!(widget.take(Event::InTab(true)).is_empty());
    assert_eq!(press(&mut widget, "Go on here"), ["Fetch"]);
    assert!(widget.take(Event::InTab(false)).is_empty());
    assert!(!page(&widget).can_press("Go on here"));
}

#[test]
fn a_chat_that_goes_on_in_another_tab_is_left_to_it() {
    let mut widget = talking(chat(vec![]));
    assert_eq!(shown(widget.take(Event::WentOn)), ["Leave", "Tell(Over)"]);
}

#[test]
fn a_chat_that_has_gone_into_its_own_window_is_closed_in_the_page_and_not_kept_ready() {
    let mut widget = talking(chat(vec![]));
    assert_eq!(press(&mut widget, "Open in its own window"), ["PopOut"]);
    assert_eq!(
        shown(widget.take(Event::PoppedOut)),
        ["Leave", "Tell(Over)", "Tell(Close)"]
    );
}
