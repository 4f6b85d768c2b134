//! What stands beside a conversation.

use hushdesk_protocol::frames::{ChatKind, GuestLabel};
use hushdesk_texts::console as texts;
use hushdesk_web::rendered::{Element, rendered};
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::Callback;

use super::super::fixtures::{chat, sealed};
use super::super::side::{Side, SideProps};
use super::super::skins::KeyProspect;
use super::{reads, reference};

fn side(chat: ChatView, label: Option<&str>, prospect: KeyProspect) -> Element {
    rendered::<Side>(SideProps {
        queue: reference(),
        chat,
        label: label.map(|label| GuestLabel(label.to_owned())),
        prospect,
        onrename: Callback::noop(),
        oncompare: Callback::noop(),
        onclose: Callback::noop(),
    })
}

#[test]
fn of_a_sealed_chat_the_guests_key_is_shown_and_what_was_made_of_ones_own() {
    let page = side(chat(1, sealed()), None, KeyProspect::Fine);
    let sentences = [
        "Guest 1",
        "Reference desk",
        texts::side::verified(),
        "07070707",
    ];
    assert!(reads(&page, &sentences));
    let page = side(chat(1, sealed()), None, KeyProspect::Asked);
    assert!(page.text().contains(texts::side::accepted()));
    assert!(!page.text().contains(texts::side::verified()));
}

#[test]
fn an_open_chat_has_no_keys_and_one_that_exchanges_them_none_yet() {
    let open = ChatView {
        kind: ChatKind::Open,
        ..chat(1, Standing::Open)
    };
    let page = side(open, None, KeyProspect::Fine);
    assert!(page.text().contains(texts::waiting::open_more()));
    assert!(!page.text().contains(texts::side::keys()));
    let page = side(chat(1, Standing::Exchanging), None, KeyProspect::Fine);
    assert!(page.text().contains(texts::side::keys_not_yet()));
}

#[test]
fn a_guest_with_a_name_of_the_operators_is_said_to_have_another_for_others() {
    let mut renamed = chat(1, sealed());
    renamed.guest = GuestLabel("Jonas".to_owned());
    renamed.page = Some("https://library.example/maps".parse().unwrap());
    let page = side(renamed, Some("cedar-xe5"), KeyProspect::Fine);
    let sentences = [
        "Jonas",
        texts::rename::label(),
        "cedar-xe5",
        texts::rename::only_you(),
        "library.example/maps",
    ];
    assert!(reads(&page, &sentences));
    assert!(page.can_press(texts::rename::rename()));
}
