//! A sealed note, opened in this browser by the key in use. What it says is in this page alone: it is kept nowhere.

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::LeftMessage;
use hushdesk_protocol::text::SealedNote;
use hushdesk_sealed_note::{NotOpened, NoteSecret, Purpose, open, readers};
use hushdesk_texts::console as words;
use otr_wasm::{Fingerprint, Identity};
use yew::prelude::*;

use super::message::{answer_link, written_from};
use crate::components::{Banner, Meaning, fingerprint_text};
use crate::desk::use_workplace;
use crate::frame::Go;
use crate::route::Route;

/// Which, and for which queue it was left.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct NoteProps {
    pub(super) note: SealedNote,
    pub(super) queue: QueueName,
}

/// What becomes of one.
#[derive(Clone, Debug, PartialEq)]
enum Reading {
    /// It is open.
    Open(Box<LeftMessage>),
    /// These keys open it, and none of them is in use.
    OtherKeys(Vec<Fingerprint>),
    /// It was changed, or says nothing that a guest's browser would have written.
    Changed,
}

impl Reading {
    fn of(note: &SealedNote, queue: &QueueName, own: Option<&Identity>) -> Self {
        let Ok(readers) = readers(note.as_str()) else {
            return Self::Changed;
        };
        let Some(own) = own else {
            return Self::OtherKeys(readers);
        };
        let purpose = Purpose::of_queue(queue.as_str());
        let opened = open(note.as_str(), &purpose, &NoteSecret::of(own));
        match opened {
            Ok(said) => match serde_json::from_slice(&said) {
                Ok(message) => Self::Open(Box::new(message)),
                Err(_) => Self::Changed,
            },
            Err(NotOpened::NotAReader) => Self::OtherKeys(readers),
            Err(NotOpened::Malformed | NotOpened::Changed) => Self::Changed,
        }
    }
}

/// What it says and by whom; or which key opens it.
#[component]
pub(super) fn Note(props: &NoteProps) -> Html {
    let workplace = use_workplace();
    let own = workplace.as_ref().map(|it| it.own_key().clone());
    let wanted = (props.note.clone(), props.queue.clone(), own);
    let reading = use_memo(wanted, |(note, queue, own)| {
        Reading::of(note, queue, own.as_ref().map(|own| &*own.identity))
    });
    match &*reading {
        Reading::Open(message) => opened(message),
        Reading::OtherKeys(keys) => other_keys(keys),
        Reading::Changed => html! {
            <Banner meaning={Meaning::Bad} title={words::messages::changed()} />
        },
    }
}

fn opened(message: &LeftMessage) -> Html {
    let who = message.name.as_ref().map_or_else(
        || message.email.to_string(),
        |name| format!("{name} ({})", message.email),
    );
    html! {
        <>
            <p><b><bdi>{ who }</bdi></b></p>
            <p class="message-text" dir="auto">{ message.text.as_str() }</p>
            { written_from(message.page.as_ref()) }
            <p class="soft small">{ words::messages::opened() }</p>
            <div class="row">
                { answer_link(&message.email) }
                <span class="soft small">{ words::messages::answer_open() }</span>
            </div>
        </>
    }
}

fn other_keys(keys: &[Fingerprint]) -> Html {
    let shown = |key: &Fingerprint| {
        let key = hushdesk_protocol::ids::Fingerprint::from_bytes(*key.as_bytes());
        html! { <li>{ fingerprint_text(&key) }</li> }
    };
    html! {
        <>
            <Banner meaning={Meaning::Warn} title={words::messages::needs_key()} />
            <ul class="keys-needed">{ for keys.iter().map(shown) }</ul>
            <p><Go to={Route::MyKeys} class={classes!("link")}>{ words::messages::to_keys() }</Go></p>
        </>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_sealed_note::{VerifiedNoteKey, publish, seal};
    use hushdesk_web::ambient::rng;

    use super::*;

    fn identity(byte: u8) -> Identity {
        Identity::from_built_in_secret(&[byte; 20]).unwrap()
    }

    fn sealed(said: &str, to: &Identity) -> SealedNote {
        let published = publish(to, &mut rng());
        let key = VerifiedNoteKey::verify(&published, &[to.fingerprint()]).unwrap();
        let purpose = Purpose::of_queue("maps");
        let note = seal(said.as_bytes(), &purpose, &[key], &mut rng()).unwrap();
        note.parse().unwrap()
    }

    fn read(note: &SealedNote, queue: &str, own: Option<&Identity>) -> Reading {
        Reading::of(note, &queue.parse().unwrap(), own)
    }

    #[test]
    fn a_note_is_read_by_whom_it_was_sealed_to() {
        let said = r#"{"text":"Do you have maps?","email":"jonas@example.org"}"#;
        let (ann, bob) = (identity(1), identity(2));
        let note = sealed(said, &ann);
        let Reading::Open(message) = read(&note, "maps", Some(&ann)) else {
            panic!("it is not open");
        };
        assert_eq!(message.text.as_str(), "Do you have maps?");
        let others = Reading::OtherKeys(vec![ann.fingerprint()]);
        assert_eq!(read(&note, "maps", Some(&bob)), others);
        assert_eq!(read(&note, "maps", None), others);
        assert_eq!(read(&note, "reference", Some(&ann)), Reading::Changed);
    }

    #[test]
    fn a_note_that_says_something_else_than_a_message_is_not_shown() {
        let ann = identity(1);
        for said in [
            "",
            "hello",
            r#"{"text":"a"}"#,
            r#"{"text":"a","email":"x"}"#,
        ] {
            let note = sealed(said, &ann);
            assert_eq!(read(&note, "maps", Some(&ann)), Reading::Changed, "{said}");
        }
    }
}
