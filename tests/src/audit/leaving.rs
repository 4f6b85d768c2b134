//! What a guest leaves where nobody is there: where chats are sealed a sealed note, which an operator with the key opens; else a
//! message. Whoever reads it learns the same.

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::{
    LeftMessage, LeftNote, Message, MessageRow, MessageSaid, Page, PublishedNoteKey,
    SnippetNoteKeys,
};
use hushdesk_sealed_note::{NoteSecret, Purpose, VerifiedNoteKey, open, publish, seal};
use hushdesk_web::ambient::rng;
use otr_wasm::Identity;

use super::QUEUE;
use super::words::Said;
use crate::browser::{Browser, json};
use crate::library::{signed_in, snippet_name};
use crate::mail::mails_to;
use crate::server::Site;
use crate::window::fingerprint;

/// Where messages for the queue are mailed to.
pub(super) const MAILED_TO: &str = "inbox@messages.example";

/// A guest leaves something, and an operator reads it.
pub(super) fn leaves(site: &Site, kind: ChatKind, key: &Identity) -> Result<()> {
    let word = Said::Left.word(kind);
    // A local edge prints what it mails about, and where answers go: of an open message that has another word.
    let called = match kind {
        ChatKind::Sealed => word,
        ChatKind::Open => "jonas",
    };
    let message = LeftMessage {
        text: Said::Left.text(kind).parse()?,
        email: format!("guest@{called}.example").parse()?,
        name: Some(called.parse()?),
        page: Some(format!("https://library.example/{word}").parse()?),
        language: None,
    };
    let (guest, desk) = (Browser::at(site), signed_in(site, "desk1")?);
    let snippet = format!("/api/v1/snippets/{}", snippet_name(QUEUE, kind));
    let answer = match kind {
        ChatKind::Open => guest.post(&format!("{snippet}/messages"), &message)?,
        ChatKind::Sealed => {
            let own = publish(key, &mut rng()).parse()?;
            let address = format!(
                "/api/v1/profile/keys/{}/note-key",
                fingerprint(key).as_str()
            );
            let published = desk.put(&address, &PublishedNoteKey { key: own })?;
            ensure!(published.status() == 204, "{}", published.status());
            let told: SnippetNoteKeys = json(guest.get(&format!("{snippet}/note-keys"))?)?;
            let key_told = told.keys.first().context("a note key")?;
            let to = VerifiedNoteKey::verify(key_told.as_str(), &[key.fingerprint()])?;
            let message = serde_json::to_vec(&message)?;
            let note = seal(&message, &Purpose::of_queue(QUEUE), &[to], &mut rng())?;
            let left = LeftNote {
                note: note.parse()?,
                language: None,
            };
            guest.post(&format!("{snippet}/notes"), &left)?
        }
    };
    ensure!(answer.status() == 201, "not left: {}", answer.status());
    let all: Page<MessageRow> = json(desk.get("/api/v1/messages")?)?;
    let row = all.items.first().context("it is listed")?;
    let read: Message = json(desk.get(&format!("/api/v1/messages/{}", row.id.as_str()))?)?;
    let text = match read.said {
        MessageSaid::Open(text) => text,
        MessageSaid::Sealed(note) => {
            let opened = open(
                note.as_str(),
                &Purpose::of_queue(QUEUE),
                &NoteSecret::of(key),
            )?;
            serde_json::from_slice::<LeftMessage>(&opened)?.text
        }
    };
    ensure!(text.as_str() == Said::Left.text(kind), "another text");
    Ok(())
}

/// Both are mailed, or that there is one.
pub(super) fn are_mailed(admin: &Browser) -> Result<()> {
    let mails = mails_to(admin, MAILED_TO, 2)?;
    ensure!(mails.len() == 2, "mailed {} times", mails.len());
    Ok(())
}
