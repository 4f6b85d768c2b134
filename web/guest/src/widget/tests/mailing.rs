//! Having mailed what was said.

use hushdesk_protocol::frames::ChatKind;

use super::*;

const MAIL: &str = "E-mail this chat to me";

/// A chat of this kind, which may be mailed while it runs, and after that or not.
fn mailed(kind: ChatKind, mailed_after: bool) -> (Widget, GuestView) {
    let mut widget = opened();
    let snippet = Snippet {
        mailed: true,
        mailed_after,
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

fn ends((widget, view): &mut (Widget, GuestView)) {
    view.standing = GuestStanding::Over(End::By(Closer::Guest));
    widget.take(Event::Changed(Rc::new(view.clone())));
}

#[test]
fn an_open_chat_is_mailed_while_it_runs_and_as_long_as_it_is_kept() {
    let mut kept = mailed(ChatKind::Open, true);
    assert_eq!(press(&mut kept.0, MAIL), ["Mail"]);
    ends(&mut kept);
    assert_eq!(press(&mut kept.0, MAIL), ["Mail"]);
    let mut forgotten = mailed(ChatKind::Open, false);
    assert_eq!(press(&mut forgotten.0, MAIL), ["Mail"]);
    ends(&mut forgotten);
    assert!(!page(&forgotten.0).text().contains(MAIL));
}

#[test]
fn a_sealed_chat_is_not_mailed_and_none_that_nobody_has_answered_or_where_the_queue_has_none_mailed()
 {
    let (sealed, _) = mailed(ChatKind::Sealed, true);
    assert!(!page(&sealed).text().contains(MAIL));
    let (mut unanswered, view) = mailed(ChatKind::Open, true);
    let log = chat(vec![ours("Anybody?", Delivery::Delivered)]).log;
    unanswered.take(Event::Changed(Rc::new(GuestView { log, ..view })));
    assert!(!page(&unanswered).text().contains(MAIL));
    let open = GuestView {
        kind: ChatKind::Open,
        ..chat(vec![theirs("Here it is.")])
    };
    assert!(!page(&talking(open)).text().contains(MAIL));
}
