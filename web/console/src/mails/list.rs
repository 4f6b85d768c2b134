//! The mails of a chat that were asked for.

use hushdesk_protocol::rest::{ChatMail, MailState};
use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::components::{Badge, Meaning};
use crate::dates::moment;

/// A line for each, with what has become of it.
pub(super) fn list(mails: &[ChatMail]) -> Html {
    if mails.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack">
            <h3 class="label">{ words::mails::earlier() }</h3>
            <ul class="plain stack">{ for mails.iter().map(line) }</ul>
        </section>
    }
}

fn line(mail: &ChatMail) -> Html {
    let (meaning, says) = match mail.state {
        MailState::Waiting => (Meaning::Accent, words::mails::waiting()),
        MailState::Sent => (Meaning::Good, words::mails::sent()),
        MailState::Failed => (Meaning::Bad, words::mails::failed()),
        MailState::Withdrawn => (Meaning::Warn, words::mails::withdrawn()),
    };
    let to = match &mail.to {
        Some(to) => html! { <bdi>{ to.as_str() }</bdi> },
        None => html! { <span>{ words::mails::to_guest() }</span> },
    };
    html! {
        <li class="row">
            { to }
            <Badge {meaning}>{ says }</Badge>
            <span class="soft small">{ moment(mail.asked) }</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[derive(Properties, PartialEq)]
    struct ListProps {
        mails: Vec<ChatMail>,
    }

    #[component]
    fn List(props: &ListProps) -> Html {
        list(&props.mails)
    }

    #[test]
    fn what_has_become_of_each_is_said_and_of_none_nothing() {
        let mail = |state| ChatMail {
            to: Some("guest@example.org".parse().unwrap()),
            by: Some("ann".parse().unwrap()),
            asked: Timestamp(1_795_773_600_000),
            state,
        };
        let read = |mails| rendered::<List>(ListProps { mails }).text();
        let of_guest = ChatMail {
            to: None,
            by: None,
            ..mail(MailState::Sent)
        };
        let text = read(vec![of_guest, mail(MailState::Failed)]);
        for part in [
            "guest@example.org",
            words::mails::to_guest(),
            words::mails::sent(),
            words::mails::failed(),
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(read(vec![]), "");
    }
}
