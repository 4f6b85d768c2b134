//! What the guest has answered to what the queue asked: it stands in the conversation like all that they say, and beside it by
//! question.

use hushdesk_protocol::answers::{Answer, read};
use hushdesk_protocol::frames::Party;
use hushdesk_texts::console as texts;
use hushdesk_web::session::log::Item;
use hushdesk_web::session::operator_session::ChatView;
use yew::prelude::*;

use crate::components::Icon;

/// The part of the panel, if there is anything to say.
pub(super) fn answers(chat: &ChatView) -> Html {
    let answers = given(chat);
    if answers.is_empty() {
        return Html::default();
    }
    let each = answers.iter().map(|it| {
        html! {
            <>
                <dt><bdi>{ it.question.to_owned() }</bdi></dt>
                <dd><bdi>{ it.answer.to_owned() }</bdi></dd>
            </>
        }
    });
    html! {
        <details open={true}>
            <summary>{ texts::side::answers() }{ Icon::Right.turning() }</summary>
            <div class="body"><dl class="facts long">{ for each }</dl></div>
        </details>
    }
}

/// All answers, those of the time before that the guest has shown among them.
fn given(chat: &ChatView) -> Vec<Answer<'_>> {
    let before = chat.earlier_texts.iter();
    let before = before.filter(|text| text.from == Party::Guest);
    let before = before.map(|text| text.text.as_str());
    let here = chat.log.entries().iter();
    let here = here.filter_map(|entry| match &entry.item {
        Item::Theirs { text } => Some(text.as_str()),
        Item::Ours { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
    });
    before.chain(here).filter_map(read).flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use hushdesk_protocol::earlier::EarlierText;
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_web::session::log::{EntryId, Log, LogEntry};
    use hushdesk_web::session::text::Text;

    use super::super::fixtures::{chat, sealed};
    use super::*;

    fn theirs(id: u64, text: &str) -> LogEntry {
        LogEntry {
            id: EntryId(id),
            at: Timestamp(1_000),
            item: Item::Theirs {
                text: Text::received(text).unwrap(),
            },
            earlier: false,
        }
    }

    fn earlier(from: Party, text: &str) -> EarlierText {
        EarlierText {
            at: Timestamp(500),
            from,
            operator: None,
            text: text.to_owned(),
        }
    }

    #[test]
    fn answers_are_found_wherever_the_guest_has_said_them() {
        let mut view = chat(1, sealed());
        view.log = Log::from(vec![
            theirs(1, "Your course:\u{a0}Biology\nWhere are you?\u{a0}Here"),
            theirs(2, "Where is the map: on paper?"),
        ]);
        view.earlier_texts = Rc::new(vec![
            earlier(Party::Guest, "Your name:\u{a0}Jonas"),
            earlier(Party::Operator, "Your desk:\u{a0}ours"),
        ]);
        let found: Vec<_> = given(&view)
            .iter()
            .map(|it| (it.question, it.answer))
            .collect();
        assert_eq!(
            found,
            [
                ("Your name", "Jonas"),
                ("Your course", "Biology"),
                ("Where are you?", "Here"),
            ]
        );
    }

    #[test]
    fn who_was_asked_nothing_has_no_answers() {
        assert_eq!(given(&chat(1, sealed())), []);
    }
}
