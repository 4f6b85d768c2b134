//! The desk as an operator reads it: what its views write, by Yew's server-side renderer.

mod among_colleagues;
mod beside;
mod conversation;
mod offers;

use hushdesk_protocol::rest::QueueTitle;
use hushdesk_web::rendered::Element;

fn reference() -> QueueTitle {
    QueueTitle {
        name: "reference".parse().unwrap(),
        title: "Reference desk".to_owned(),
    }
}

/// Whether all of these can be read in it, in this order.
fn reads(element: &Element, sentences: &[&str]) -> bool {
    let text = element.text();
    let mut rest = text.as_str();
    sentences
        .iter()
        .all(|sentence| match rest.split_once(sentence) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}
