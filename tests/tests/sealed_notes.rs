//! A sealed note, at a real server: an operator lets guests leave notes to their key, a guest's browser seals one, and whoever has the
//! key reads it. What the server stores, mails and logs of it says nothing; what guests' browsers must not believe, they do not.

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::rest::{
    LeftMessage, LeftNote, Message, MessageRow, MessageSaid, Method, NoteKeyState, Page, PinnedKey,
    ProblemCode, PublishedNoteKey, QueueSettings, Sealing, Snippet, SnippetNoteKeys, Writer,
};
use hushdesk_sealed_note::{
    NotUsable, NoteSecret, Purpose, VerifiedNoteKey, open, publish, readers, seal,
};
use hushdesk_tests::browser::{Answer, Browser, json, problem};
use hushdesk_tests::library::{self, signed_in};
use hushdesk_tests::mail::mails_to;
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::search::files_with;
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::window::fingerprint;
use hushdesk_web::ambient::rng;
use otr_wasm::{Fingerprint, Identity};
use serde_json::json;

const QUEUE: &str = "reference";
const SNIPPET: &str = "/api/v1/snippets/reference-sealed";
const INBOX: &str = "inbox@sealed-notes.example";

/// What stands in the note and nowhere else.
const WORDS: [&str; 4] = [
    "gingercarillon",
    "basilgyroscope",
    "sorrelplanetarium",
    "chervilhydrofoil",
];

fn must_be(answer: &Answer, status: u16) -> Result<()> {
    ensure!(answer.status() == status, "{}", answer.status());
    Ok(())
}

/// A library whose sealed skin pins this key, whose reference desk takes messages, and that mails.
fn library_of(server: &Server, name: &str, key: &Identity) -> Result<(Site, Browser)> {
    let site = server.site(name);
    let setup = library::pinning(library::setup()?, fingerprint(key));
    Browser::at(&site).found(&setup)?;
    let admin = signed_in(&site, "admin")?;
    let organisation = json!({
        "name": "City library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    must_be(&admin.put("/api/v1/organisation", &organisation)?, 204)?;
    let settings = QueueSettings {
        email: Some(INBOX.parse()?),
        messages: true,
        ..QueueSettings::default()
    };
    let address = format!("/api/v1/queues/{QUEUE}/settings");
    must_be(&admin.put(&address, &settings)?, 204)?;
    Ok((site, admin))
}

fn note_key_of(key: &Identity) -> String {
    format!(
        "/api/v1/profile/keys/{}/note-key",
        fingerprint(key).as_str()
    )
}

fn published(by: &Identity) -> Result<PublishedNoteKey> {
    let key = publish(by, &mut rng()).parse()?;
    Ok(PublishedNoteKey { key })
}

/// What a guest's browser is told is pinned, and the note keys that it finds good.
fn verified(guest: &Browser) -> Result<Vec<Result<VerifiedNoteKey, NotUsable>>> {
    let snippet: Snippet = json(guest.get(SNIPPET)?)?;
    let Sealing::Sealed { pinned, .. } = snippet.sealing else {
        anyhow::bail!("the skin is open");
    };
    let read = |key: &PinnedKey| key.fingerprint.as_str().parse::<Fingerprint>();
    let pinned: Vec<Fingerprint> = pinned.iter().map(read).collect::<Result<_, _>>()?;
    let told: SnippetNoteKeys = json(guest.get(&format!("{SNIPPET}/note-keys"))?)?;
    let verify =
        |key: &hushdesk_protocol::text::NoteKey| VerifiedNoteKey::verify(key.as_str(), &pinned);
    Ok(told.keys.iter().map(verify).collect())
}

fn note(keys: &[VerifiedNoteKey]) -> Result<LeftNote> {
    let [text, name, place, page] = WORDS;
    let message = LeftMessage {
        text: format!("Do you have a {text}?").parse()?,
        email: format!("jonas@{place}.example").parse()?,
        name: Some(name.parse()?),
        page: Some(format!("https://library.example/{page}").parse()?),
        language: None,
    };
    let message = serde_json::to_vec(&message)?;
    let sealed = seal(&message, &Purpose::of_queue(QUEUE), keys, &mut rng())?;
    Ok(LeftNote {
        note: sealed.parse()?,
        language: None,
    })
}

fn list(browser: &Browser) -> Result<Vec<MessageRow>> {
    let page: Page<MessageRow> = json(browser.get("/api/v1/messages")?)?;
    Ok(page.items)
}

#[test]
fn a_sealed_note_is_read_by_whom_it_was_sealed_to_and_by_nobody_on_its_way() -> Result<()> {
    let server = Server::start()?;
    let ann = Identity::generate(&mut rng());
    let (site, admin) = library_of(&server, "sealed-notes", &ann)?;
    let desk1 = signed_in(&site, "desk1")?;
    let guest = Browser::at(&site);
    ensure!(verified(&guest)?.is_empty(), "nobody takes notes yet");
    let own = note_key_of(&ann);
    assert_eq!(
        json::<NoteKeyState>(desk1.get(&own)?)?,
        NoteKeyState::Unpublished
    );
    must_be(&desk1.put(&own, &published(&ann)?)?, 204)?;
    assert_eq!(
        json::<NoteKeyState>(desk1.get(&own)?)?,
        NoteKeyState::Published
    );

    let keys: Vec<_> = verified(&guest)?.into_iter().collect::<Result<_, _>>()?;
    let left = note(&keys)?;
    let notes = format!("{SNIPPET}/notes");
    must_be(&guest.post(&notes, &left)?, 201)?;
    let mails = mails_to(&admin, INBOX, 1)?;
    let mail = mails.first().context("there is one")?;
    assert_eq!(mail.subject, "Sealed note for Ask a librarian");
    assert_eq!(mail.reply_to, None);
    ensure!(mail.text.contains("/console/messages"), "{}", mail.text);

    let row = list(&desk1)?.into_iter().next().context("it is listed")?;
    assert_eq!(row.writer, Writer::Sealed);
    let one = format!("/api/v1/messages/{}", row.id.as_str());
    let read: Message = json(desk1.get(&one)?)?;
    let MessageSaid::Sealed(note) = read.said else {
        anyhow::bail!("it is open");
    };
    assert_eq!(readers(note.as_str())?, [ann.fingerprint()]);
    let purpose = Purpose::of_queue(row.queue.as_str());
    let opened = open(note.as_str(), &purpose, &NoteSecret::of(&ann))?;
    let message: LeftMessage = serde_json::from_slice(&opened)?;
    let [text, ..] = WORDS;
    ensure!(message.text.as_str().contains(text), "another text");
    for word in WORDS {
        let found = files_with(&server, word)?;
        ensure!(found.is_empty(), "{word} is in {found:?}");
        ensure!(!server.log().contains(word), "{word} is in the log");
    }
    let mark = "SHVzaE5vdGUx";
    ensure!(!files_with(&server, mark)?.is_empty(), "the note is stored");

    must_be(&desk1.ask(Method::Post, &format!("{one}/answer"))?, 204)?;
    must_be(&desk1.ask(Method::Delete, &one)?, 204)?;
    assert_eq!(list(&admin)?, []);
    assert_eq!(problem(desk1.get(&one)?)?, (404, ProblemCode::NotFound));
    Objects::of(&server, Kind::Archive).wait_until_asleep()?;
    let found = files_with(&server, note.as_str())?;
    ensure!(found.is_empty(), "the note is still in {found:?}");
    Ok(())
}

#[test]
fn what_a_guests_browser_cannot_verify_it_does_not_seal_to() -> Result<()> {
    let server = Server::shared()?;
    let (ann, mallory) = (
        Identity::generate(&mut rng()),
        Identity::generate(&mut rng()),
    );
    let (site, admin) = library_of(&server, "forged-note-keys", &ann)?;
    let guest = Browser::at(&site);
    let desk2 = signed_in(&site, "desk2")?;
    // The service takes what looks like a key: it cannot tell, and is not asked to.
    must_be(&desk2.put(&note_key_of(&ann), &published(&mallory)?)?, 204)?;
    assert_eq!(
        verified(&guest)?
            .into_iter()
            .map(|it| it.map(drop))
            .collect::<Vec<_>>(),
        [Err(NotUsable::NotPinned)]
    );
    // A key that the organisation has not pinned is nobody's to publish.
    let conflict = (409, ProblemCode::Conflict);
    let other = desk2.put(&note_key_of(&mallory), &published(&mallory)?)?;
    assert_eq!(problem(other)?, conflict);
    must_be(&desk2.put(&note_key_of(&ann), &published(&ann)?)?, 204)?;
    assert!(verified(&guest)?.iter().all(Result::is_ok));
    must_be(&desk2.ask(Method::Delete, &note_key_of(&ann))?, 204)?;
    assert!(verified(&guest)?.is_empty());
    must_be(&desk2.put(&note_key_of(&ann), &published(&ann)?)?, 204)?;
    let revocation = format!("/api/v1/keys/{}/revocation", fingerprint(&ann).as_str());
    must_be(&admin.ask(Method::Post, &revocation)?, 204)?;
    assert!(verified(&guest)?.is_empty());
    Ok(())
}

#[test]
fn what_is_no_note_is_not_taken_and_none_is_where_chats_are_open() -> Result<()> {
    let server = Server::shared()?;
    let ann = Identity::generate(&mut rng());
    let (site, admin) = library_of(&server, "no-notes", &ann)?;
    let guest = Browser::at(&site);
    let notes = format!("{SNIPPET}/notes");
    for no_note in ["Do you have maps?", "SHVzaE5vdGUx", "SHVzaE5vdGUxAA!A"] {
        let told = problem(guest.post(&notes, &json!({"note": no_note}))?)?;
        assert_eq!(told, (400, ProblemCode::Malformed), "{no_note}");
    }
    let key = publish(&ann, &mut rng());
    let key = VerifiedNoteKey::verify(&key, &[ann.fingerprint()])?;
    let left = note(&[key])?;
    let open = guest.post("/api/v1/snippets/reference-open/notes", &left)?;
    assert_eq!(problem(open)?, (403, ProblemCode::Forbidden));
    assert_eq!(list(&admin)?, []);
    Ok(())
}
