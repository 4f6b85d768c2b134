//! What is promised, and what is said of the key of whoever answers.

use hushdesk_protocol::ids::Number;
use hushdesk_protocol::rest::{PinnedKey, UnverifiedOperator};
use hushdesk_web::session::note::Note;

use super::page::Element;
use super::*;

fn key() -> Fingerprint {
    Fingerprint::from_bytes([0xab; 20])
}

fn promise(sealing: Sealing) -> Element {
    let mut widget = opened();
    let snippet = Snippet {
        sealing,
        ..snippet()
    };
    widget.take(Event::Found(Ok(snippet.into())));
    page(&widget)
}

fn sealed(pinned: usize, unverified: UnverifiedOperator) -> Sealing {
    let key = PinnedKey {
        fingerprint: key(),
        name: None,
    };
    Sealing::Sealed {
        pinned: vec![key; pinned],
        unverified,
    }
}

/// A sealed chat that stands like this.
fn sealed_chat(standing: GuestStanding) -> Widget {
    let mut view = chat(vec![ours("secret", Delivery::Waiting)]);
    view.kind = ChatKind::Sealed;
    view.standing = standing;
    talking(view)
}

fn trusted(trust: Trust) -> String {
    let operator = desk1();
    let widget = sealed_chat(GuestStanding::Talking { operator, trust });
    let page = page(&widget);
    let of_class = |class| page.of_class(class).map(Element::text).unwrap_or_default();
    of_class("facts") + &of_class("fold") + &of_class("fingerprint")
}

#[test]
fn the_promise_holds_just_what_the_library_has_set_up() {
    use UnverifiedOperator::{Accept, Refuse};
    let text = |sealing| promise(sealing).of_class("promise").unwrap().text();
    assert!(text(sealed(1, Refuse)).contains("only when the library’s own key tells us"));
    assert!(text(sealed(1, Accept)).contains("we ask you before anything is sent"));
    assert!(text(sealed(0, Accept)).contains("has given us no keys"));
    assert!(text(Sealing::Open).contains("can read it"));
    for asked in [sealed(1, Accept), sealed(0, Accept)] {
        let promise = promise(asked);
        assert!(
            promise.of_class("good").is_none(),
            "nothing green where a key may be anybody's"
        );
        assert!(!promise.text().contains("the librarian can read"));
    }
}

#[test]
fn where_nobody_could_ever_be_answered_nothing_can_be_begun() {
    let promise = promise(sealed(0, UnverifiedOperator::Refuse));
    assert!(promise.text().contains("is not set up"));
    assert!(promise.of_class("field").is_none());
}

#[test]
fn a_verified_key_is_called_by_the_name_it_is_pinned_with_and_by_no_other() {
    let name = Some("Ana Ruiz".parse().unwrap());
    let named = trusted(Trust::Verified { name });
    assert!(named.contains("It is really Ana Ruiz."), "{named}");
    let unnamed = trusted(Trust::Verified { name: None });
    assert!(unnamed.contains("It is really the library."), "{unnamed}");
    let unverified = trusted(Trust::Unverified { fingerprint: key() });
    assert!(unverified.contains("ABABABAB ABABABAB"), "{unverified}");
    for text in [named, unnamed, unverified] {
        assert!(
            !text.contains("desk1"),
            "a name that is bound to no key: {text}"
        );
    }
}

#[test]
fn before_the_first_text_goes_to_a_key_that_is_not_pinned_the_guest_is_asked() {
    let mut widget = sealed_chat(GuestStanding::Doubtful {
        operator: desk1(),
        fingerprint: key(),
    });
    assert!(sentence(&widget).starts_with("Send your question to desk1?"));
    assert!(page(&widget).text().contains("Still only in this browser"));
    assert!(
        page(&widget)
            .of_class("doubt")
            .unwrap()
            .text()
            .contains("ABABABAB")
    );
    assert!(page(&widget).of_class("field").is_none());
    let trusts = format!("Handle(Trusts({:?}))", key());
    assert_eq!(press(&mut widget, "Send it"), [trusts]);
    let declines = format!("Handle(Declines({:?}))", key());
    assert_eq!(press(&mut widget, "Find somebody else"), [declines]);
    press(&mut widget, "End this chat");
    assert_eq!(press(&mut widget, "End the chat"), ["Handle(Ended)"]);
}

#[test]
fn while_the_chat_is_passed_on_that_is_said_and_how_it_ended() {
    let by = desk1;
    let mut view = chat(vec![
        Item::Note(Note::Passing { by: by() }),
        ours("Still there?", Delivery::Sent(Number(2))),
    ]);
    view.standing = GuestStanding::Passing {
        operator: by(),
        trust: Some(Trust::Readable),
    };
    let mut widget = talking(view.clone());
    assert!(notice(&widget).starts_with("desk1 is passing you on."));
    assert!(page(&widget).of_class("field").is_some());
    assert!(page(&widget).of_class("lock").is_some());
    view = chat(vec![
        Item::Note(Note::Passing { by: by() }),
        Item::Note(Note::Stays { with: by() }),
        Item::Note(Note::Answered {
            by: "Ana Ruiz".parse().unwrap(),
            after: Some(by()),
        }),
    ]);
    widget.take(Event::Changed(Rc::new(view)));
    let log = page(&widget).of_class("log").unwrap().text();
    assert!(log.contains("desk1 goes on with you."), "{log}");
    assert!(log.contains("Ana Ruiz has taken over from desk1."), "{log}");
    assert_eq!(notice(&widget), "");
}
