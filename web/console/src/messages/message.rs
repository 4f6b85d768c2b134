//! One message. What it says is fetched when it is opened.

use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::MessageId;
use hushdesk_protocol::rest::{
    DeleteMessage, DeleteMessageAnswer, GetMessage, MessageRow, MessageSaid, PostMessageAnswer,
    ProblemCode, Writer,
};
use hushdesk_protocol::text::PageAddress;
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

use super::note::Note;
use crate::components::{Badge, Button, Confirm, Icon, Kind, Meaning, refusal, use_say};
use crate::dates::moment;
use crate::desk::PageLink;
use crate::history::Known;
use crate::loaded::use_loaded_of;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct MessageCardProps {
    pub(super) message: MessageRow,
    pub(super) known: Known,
    /// It is answered, or not after all, or deleted.
    pub(super) onchange: Callback<()>,
}

/// What is done with one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Deed {
    Answered,
    NotAnswered,
    Delete,
}

impl Deed {
    async fn does(self, message: MessageId) -> Result<&'static str, Trouble> {
        match self {
            Self::Answered => api::ask(&PostMessageAnswer { message }, &())
                .await
                .map(|()| words::messages::is_answered()),
            Self::NotAnswered => api::ask(&DeleteMessageAnswer { message }, &())
                .await
                .map(|()| words::messages::is_open()),
            Self::Delete => api::ask(&DeleteMessage { message }, &())
                .await
                .map(|()| words::messages::is_deleted()),
        }
    }
}

/// Who wrote, when and for which queue; opened, what, and what can be done.
#[component]
pub(super) fn MessageCard(props: &MessageCardProps) -> Html {
    let MessageCardProps { message, known, .. } = props;
    let is_read = use_state_eq(|| false);
    let ontoggle = {
        let is_read = is_read.setter();
        Callback::from(move |event: Event| {
            let details: HtmlDetailsElement = event.target_unchecked_into();
            if details.open() {
                is_read.set(true);
            }
        })
    };
    let who = match &message.writer {
        Writer::Open {
            name: Some(name),
            email,
            ..
        } => format!("{name} ({email})"),
        Writer::Open { email, .. } => email.to_string(),
        Writer::Sealed => words::messages::sealed().to_owned(),
    };
    let sealed = (message.writer == Writer::Sealed).then(|| Icon::Lock.draw());
    let answered = message.answered.as_ref().map(|answered| {
        let by = known.person(&answered.by);
        html! { <Badge meaning={Meaning::Good} icon={Icon::Check}>{ words::messages::by(&by) }</Badge> }
    });
    html! {
        <details class="card message" {ontoggle}>
            <summary class="row">
                { sealed }
                <b><bdi>{ who }</bdi></b>
                <span class="soft"><bdi>{ known.queue(&message.queue) }</bdi>{ " · " }{ moment(message.at) }</span>
                { answered }
            </summary>
            if *is_read {
                <Opened message={message.clone()} onchange={&props.onchange} />
            }
        </details>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct OpenedProps {
    message: MessageRow,
    onchange: Callback<()>,
}

/// What the message says; nothing if it is there no more.
async fn said(message: MessageId) -> Result<Option<MessageSaid>, Trouble> {
    match api::ask(&GetMessage { message }, &()).await {
        Ok(message) => Ok(Some(message.said)),
        Err(gone) if gone.is(ProblemCode::Expired) || gone.is_not_found() => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// The address by which a mail to somebody is begun (RFC 6068): nothing in it becomes a second receiver or a subject.
fn mail_to(address: &EmailAddress) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    let mut link = "mailto:".to_owned();
    for byte in address.as_str().bytes() {
        if is_plain(byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}

/// What begins an answer to whoever has left it.
pub(super) fn answer_link(email: &EmailAddress) -> Html {
    html! {
        <a class="button primary" href={mail_to(email)}>{ Icon::Mail.draw() }{ words::messages::answer() }</a>
    }
}

/// The page they wrote from, if they said so.
pub(super) fn written_from(page: Option<&PageAddress>) -> Html {
    let page = page.map(|page| {
        html! {
            <p class="soft small">{ words::messages::from() }{ " " }<PageLink page={page.clone()} /></p>
        }
    });
    page.unwrap_or_default()
}

/// What it says, and what can be done.
#[component]
fn Opened(props: &OpenedProps) -> Html {
    let message = &props.message;
    let (loaded, again) = use_loaded_of(message.id.clone(), said);
    let asks = use_state_eq(|| false);
    let say = use_say();
    let ondeed = {
        let (id, onchange) = (message.id.clone(), props.onchange.clone());
        let asks = asks.setter();
        Callback::from(move |deed: Deed| {
            asks.set(false);
            let (id, say, onchange) = (id.clone(), say.clone(), onchange.clone());
            spawn_local(async move {
                let done = deed.does(id).await;
                say.emit(done.unwrap_or_else(|trouble| refusal(&trouble)).into());
                onchange.emit(());
            });
        })
    };
    let ask = |whether: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(whether))
    };
    let deed = |deed: Deed| ondeed.reform(move |()| deed);
    let said = loaded.draw(
        2,
        words::messages::not_loaded(),
        &again,
        |said| match &**said {
            Some(MessageSaid::Open(text)) => {
                html! { <p class="message-text" dir="auto">{ text.as_str() }</p> }
            }
            Some(MessageSaid::Sealed(note)) => {
                html! { <Note note={note.clone()} queue={message.queue.clone()} /> }
            }
            None => html! { <p class="soft">{ words::messages::not_read() }</p> },
        },
    );
    let (page, answer) = match &message.writer {
        Writer::Open { email, page, .. } => (page.as_ref(), answer_link(email)),
        // Both stand in what is opened.
        Writer::Sealed => (None, Html::default()),
    };
    html! {
        <div class="body stack">
            { said }
            { written_from(page) }
            <div class="row">
                { answer }
                if message.answered.is_none() {
                    <Button icon={Icon::Check} onclick={deed(Deed::Answered)}>{ words::messages::mark() }</Button>
                } else {
                    <Button icon={Icon::Refresh} onclick={deed(Deed::NotAnswered)}>{ words::messages::unmark() }</Button>
                }
                <Button kind={Kind::Warns} icon={Icon::Trash} onclick={ask(true)}>{ words::messages::delete() }</Button>
            </div>
            if *asks {
                <Confirm title={words::messages::delete_title()} text={words::messages::delete_text()}
                    yes={words::messages::delete()} no={words::staff::cancel()} onyes={deed(Deed::Delete)} onno={ask(false)} />
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_goes_to_the_guest_and_to_nobody_else() {
        let link = |address: &str| mail_to(&address.parse().unwrap());
        assert_eq!(link("jonas@example.org"), "mailto:jonas@example.org");
        assert_eq!(
            link("x?bcc=me%all@example.org"),
            "mailto:x%3Fbcc%3Dme%25all@example.org"
        );
    }
}
