//! The page of messages, those that nobody has answered first, and of follow-ups.

use hushdesk_protocol::rest::{GetMessages, MessageRow};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::message::MessageCard;
use crate::components::{Button, Empty, Icon};
use crate::follow_ups::OwnFollowUps;
use crate::frame::PageHead;
use crate::history::{Known, use_known};
use crate::loaded::use_loaded;

async fn messages() -> Result<Vec<MessageRow>, Trouble> {
    api::all(|after| GetMessages { after }).await
}

/// All messages that whoever looks may answer, and what they are to do after chats.
#[component]
pub(crate) fn MessagesPage() -> Html {
    let known = use_known();
    let (messages, again) = use_loaded(messages);
    let looked = use_state(|| 0_u32);
    let onagain = {
        let (looked, again) = (looked.clone(), again.clone());
        Callback::from(move |()| {
            looked.set(looked.wrapping_add(1));
            again.emit(());
        })
    };
    let content = messages.draw(4, words::messages::not_loaded(), &again, |messages| {
        html! { <Messages messages={(**messages).clone()} {known} onchange={again.clone()} /> }
    });
    html! {
        <div class="page narrow">
            <PageHead title={words::places::messages()} lead={words::messages::lead()}>
                <Button icon={Icon::Refresh} onclick={onagain}>{ words::messages::again() }</Button>
            </PageHead>
            { content }
            <OwnFollowUps looked={*looked} />
        </div>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct MessagesProps {
    messages: Vec<MessageRow>,
    known: Known,
    onchange: Callback<()>,
}

/// Two lists: what is to be done, and what is done.
#[component]
fn Messages(props: &MessagesProps) -> Html {
    let (answered, open): (Vec<_>, Vec<_>) = props
        .messages
        .iter()
        .partition(|message| message.answered.is_some());
    let list = |messages: &[&MessageRow]| {
        messages
            .iter()
            .map(|message| {
                html! {
                    <MessageCard key={message.id.as_str()} message={(*message).clone()} known={props.known.clone()}
                        onchange={&props.onchange} />
                }
            })
            .collect::<Html>()
    };
    html! {
        <>
            <section class="stack" aria-labelledby="messages-open">
                <h2 id="messages-open">{ words::messages::open(open.len()) }</h2>
                if open.is_empty() {
                    <Empty icon={Icon::Inbox} title={words::messages::none()} text={words::messages::none_more()} />
                }
                { list(&open) }
            </section>
            if !answered.is_empty() {
                <section class="stack" aria-labelledby="messages-answered">
                    <h2 id="messages-answered">{ words::messages::answered(answered.len()) }</h2>
                    { list(&answered) }
                </section>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::{MessageId, Timestamp};
    use hushdesk_protocol::rest::{AnsweredMessage, Writer};
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn message(byte: u8, by: Option<&str>) -> MessageRow {
        let at = Timestamp(1_795_773_600_000);
        MessageRow {
            id: MessageId::from_bytes([byte; 16]),
            queue: "maps".parse().unwrap(),
            at,
            writer: Writer::Open {
                name: Some("Jonas".parse().unwrap()),
                email: "jonas@example.org".parse().unwrap(),
                page: None,
            },
            answered: by.map(|by| AnsweredMessage {
                by: by.parse().unwrap(),
                at,
            }),
        }
    }

    fn page(messages: Vec<MessageRow>) -> String {
        let known = Known {
            sees_all: true,
            people: [("ann".parse().unwrap(), "Ann Lind".to_owned())].into(),
            queues: vec![("maps".parse().unwrap(), "Maps and charts".to_owned())],
        };
        let onchange = Callback::noop();
        rendered::<Messages>(MessagesProps {
            messages,
            known,
            onchange,
        })
        .text()
    }

    #[test]
    fn what_is_to_be_done_stands_before_what_is_done_and_by_whom() {
        let page = page(vec![message(1, None), message(2, Some("ann"))]);
        let (open, answered) = (words::messages::open(1), words::messages::answered(1));
        let at = |text: &str| page.find(text).unwrap();
        assert!(at(&open) < at(&answered), "{page}");
        for text in ["Jonas", "Maps and charts", "Ann Lind"] {
            assert!(page.contains(text), "{text} in {page}");
        }
    }

    #[test]
    fn of_a_sealed_note_nobody_is_named_before_it_is_opened() {
        let sealed = MessageRow {
            writer: Writer::Sealed,
            ..message(1, None)
        };
        let page = page(vec![sealed]);
        assert!(page.contains(words::messages::sealed()), "{page}");
    }

    #[test]
    fn where_there_is_nothing_to_do_that_is_said() {
        assert!(page(vec![]).contains(words::messages::none()));
    }
}
