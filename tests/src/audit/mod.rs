//! What the service could see: chats of both kinds, in which the same things are done with other unusual words, and what is left
//! where nobody is, at a real server; then those words are looked for in every byte that it has stored, written or printed, and in all that went between
//! it and the ends. Of the words of the sealed chat none is to be found, and all of the open one, which shows that the search
//! finds what there is.

mod acts;
mod leaving;
mod looked;
pub mod seen;
mod words;

use std::sync::Arc;

use anyhow::{Result, ensure};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::{GuestQuestion, QuestionKind, QueueSettings};
use hushdesk_web::ambient::rng;
use otr_wasm::Identity;
use serde_json::json;

use crate::browser::Browser;
use crate::library::{self, signed_in};
use crate::mail::mails_to;
use crate::objects::{Kind, Objects};
use crate::polls::application_password;
use crate::server::{Server, Site};
use crate::tape::Tape;
use crate::window::fingerprint;
use acts::{Acts, IN_A_PROGRAM};
use looked::Looked;

pub use looked::{Finding, Found};

/// Where all chats are.
const QUEUE: &str = "circulation";

/// Where what was said in the open chat is mailed to.
const MAILED_TO: &str = "guest@transcripts.example";

/// Does all of it, and tells what was found where.
///
/// # Errors
///
/// Something could not be done, or the searches could not have found anything. That words of a sealed chat were found is no
/// error here: [`Found::must_be_private`] says so.
pub fn audit() -> Result<Found> {
    let server = Server::start()?;
    let tape = Tape::default();
    let site = Site::from(&server).taped(tape.clone());
    let identities = [(); 2].map(|()| Arc::new(Identity::generate(&mut rng())));
    let [pinned, other] = &identities;
    let setup = library::pinning(library::large(5)?, fingerprint(pinned));
    Browser::at(&site).found(&setup)?;
    let admin = signed_in(&site, "admin")?;
    set_up(&admin)?;
    let password = application_password(&site, IN_A_PROGRAM)?.password;
    let mut looked = Looked::new(&server, tape);
    for kind in [ChatKind::Sealed, ChatKind::Open] {
        let mut acts = Acts::begin(&site, kind, pinned, other)?;
        acts.is_refused()?;
        acts.is_answered(&mut |when| looked.look(kind, when))?;
        acts.compares()?;
        acts.is_handed_on()?;
        acts.is_continued()?;
        acts.goes_to_a_program(&password, pinned)?;
        leaving::leaves(&site, kind, pinned)?;
        looked.look(kind, "before the end")?;
        acts.ends(&admin)?;
        looked.look(kind, "after the end")?;
    }
    leaving::are_mailed(&admin)?;
    let mail = mails_to(&admin, MAILED_TO, 1)?;
    ensure!(
        mail.len() == 1,
        "the open chat was mailed {} times",
        mail.len()
    );
    looked.look(ChatKind::Open, "after the mail")?;
    // With the last connection to a database its write-ahead log goes: both have been looked at then.
    for kind in [Kind::Queue, Kind::Archive] {
        Objects::of(&server, kind).wait_until_asleep()?;
    }
    looked.look(ChatKind::Open, "when all objects sleep")?;
    seen::must_name_all_of(&server)?;
    looked.found()
}

/// The queue keeps what is said in open chats, asks something first and at the end how it was, and has a category; the library
/// mails.
fn set_up(admin: &Browser) -> Result<()> {
    let settings = QueueSettings {
        retain: Some(30),
        email: Some(leaving::MAILED_TO.parse()?),
        messages: true,
        rated: true,
        comment: true,
        grace_seconds: 10,
        categories: vec!["Maps".parse()?],
        entry: vec![GuestQuestion {
            label: "Your course".parse()?,
            kind: QuestionKind::Text,
            required: true,
        }],
        ..QueueSettings::default()
    };
    let path = format!("/api/v1/queues/{QUEUE}/settings");
    let answer = admin.put(&path, &settings)?;
    ensure!(answer.status() == 204, "not set: {}", answer.status());
    let organisation = json!({
        "name": "The library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    let answer = admin.put("/api/v1/organisation", &organisation)?;
    ensure!(answer.status() == 204, "not set: {}", answer.status());
    Ok(())
}
