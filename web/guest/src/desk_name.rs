//! Who answers, as a guest reads it: where the library has its desk answer, no operator's own name gets further than here.

use hushdesk_protocol::frames::{Content, ToGuest};
use hushdesk_protocol::rest::Answers;
use hushdesk_protocol::text::DisplayName;

/// The name by which the desk answers, if it does.
pub(crate) fn of_desk(answers: &Answers) -> Option<DisplayName> {
    match answers {
        Answers::Operator => None,
        // What a thing may be called, a person may be.
        Answers::Desk(name) => name.as_str().parse().ok(),
    }
}

/// Puts the desk's name in the place of each operator's.
pub(crate) fn give(desk: &DisplayName, frame: &mut ToGuest) {
    match frame {
        ToGuest::Chat(chat) => {
            if let Some(operator) = &mut chat.operator {
                operator.clone_from(desk);
            }
            for entry in &mut chat.entries {
                give_in(desk, &mut entry.content);
            }
        }
        ToGuest::Entry(entry) => give_in(desk, &mut entry.content),
        ToGuest::Sent(_)
        | ToGuest::Epoch { .. }
        | ToGuest::Typing(_)
        | ToGuest::Presence { .. }
        | ToGuest::Waiting(_)
        | ToGuest::Changed
        | ToGuest::Moved { .. }
        | ToGuest::Refused { .. } => {}
    }
}

fn give_in(desk: &DisplayName, content: &mut Content) {
    match content {
        Content::Claimed { operator, .. }
        | Content::Passing { operator }
        | Content::Kept { operator }
        | Content::Interrupted { operator }
        | Content::HolderRefused { operator } => operator.clone_from(desk),
        Content::KeyExchange { .. }
        | Content::Message { .. }
        | Content::EarlierAsked { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::json;

    use super::*;

    #[test]
    fn where_the_desk_answers_no_operator_is_named() {
        let desk = of_desk(&Answers::Desk("The desk".parse().unwrap())).unwrap();
        let contents = [
            r#"{"claimed":{"operator":"Maren Holt","lease":1}}"#,
            r#"{"passing":{"operator":"Maren Holt"}}"#,
            r#"{"kept":{"operator":"Maren Holt"}}"#,
            r#"{"interrupted":{"operator":"Maren Holt"}}"#,
            r#"{"holder_refused":{"operator":"Maren Holt"}}"#,
        ];
        let entries = contents.map(|content| format!(r#"{{"seq":1,"at":1,"content":{content}}}"#));
        let chat = format!(
            r#"{{"chat":{{"now":1,"kind":"open","epoch":0,"sent":{{"accepted":0,"delivered":0}},"visit":1,"yours":0,
                "operator":"Maren Holt","lease":1,"present":true,"waiting":null,"entries":[{}]}}}}"#,
            entries.join(",")
        );
        let mut frames = entries
            .map(|entry| format!(r#"{{"entry":{entry}}}"#))
            .to_vec();
        frames.push(chat);
        for frame in frames {
            let mut frame = json::read::<ToGuest>(&frame).unwrap();
            give(&desk, &mut frame);
            let written = serde_json::to_string(&frame).unwrap();
            assert!(!written.contains("Maren"), "{written}");
            assert!(written.contains("The desk"), "{written}");
        }
        assert_eq!(of_desk(&Answers::Operator), None);
    }
}
