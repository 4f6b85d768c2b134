//! Where it was looked, and what was found there.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use hushdesk_protocol::frames::ChatKind;
use serde::Serialize;

use super::QUEUE;
use super::words::Said;
use crate::search::{Place, Word, places_in};
use crate::server::Server;
use crate::tape::Tape;

/// What stands in each sealed line.
const SEALED: &str = "?OTR:";

/// What was found in places of a kind.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// Which places.
    pub place: String,
    /// How many of them there were.
    pub files: usize,
    /// How many bytes they had when they had most.
    pub bytes: usize,
    /// Whether sealed lines stand there.
    pub sealed_lines: bool,
    /// The words of the sealed chat that were found there.
    pub of_sealed: BTreeSet<&'static str>,
    /// Those of the open one.
    pub of_open: BTreeSet<&'static str>,
}

/// All that was found.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// How often it was looked everywhere.
    pub looks: usize,
    /// How many words each of the two chats had.
    pub planted: usize,
    /// How many of the open one have been told to the service.
    pub told: usize,
    /// In which places what was found.
    pub findings: Vec<Finding>,
}

/// Looks everywhere, as often as it is told to.
pub(super) struct Looked<'a> {
    server: &'a Server,
    tape: Tape,
    looks: usize,
    findings: BTreeMap<&'static str, Finding>,
}

impl<'a> Looked<'a> {
    pub(super) fn new(server: &'a Server, tape: Tape) -> Self {
        let findings = BTreeMap::new();
        Self {
            server,
            tape,
            looks: 0,
            findings,
        }
    }

    /// Looks everywhere for all words.
    ///
    /// # Errors
    ///
    /// There is nothing where something must be: the search is not worth much.
    pub(super) fn look(&mut self, kind: ChatKind, when: &str) -> Result<()> {
        self.looks += 1;
        let mut places = places_in(self.server.folder())?;
        places.extend(self.tape.places());
        let (mut files, mut bytes) = (BTreeMap::new(), BTreeMap::new());
        for place in &places {
            let name = kind_of(&place.name);
            *files.entry(name).or_insert(0) += 1;
            *bytes.entry(name).or_insert(0) += place.bytes.len();
            let finding = self.findings.entry(name).or_default();
            finding.sealed_lines |= Word::new(SEALED).stands_in(&place.bytes);
            finding.of_sealed.extend(words_in(ChatKind::Sealed, place));
            finding.of_open.extend(words_in(ChatKind::Open, place));
        }
        for (name, finding) in &mut self.findings {
            finding.place = (*name).to_owned();
            finding.files = finding.files.max(*files.get(name).unwrap_or(&0));
            finding.bytes = finding.bytes.max(*bytes.get(name).unwrap_or(&0));
        }
        let is_kept = |finding: &Finding| match kind {
            ChatKind::Sealed => finding.sealed_lines,
            ChatKind::Open => !finding.of_open.is_empty(),
        };
        let queue = self.findings.get(QUEUES);
        ensure!(
            queue.is_some_and(is_kept),
            "{when} the queue has nothing of the {kind:?} chat"
        );
        Ok(())
    }

    /// What was found in all.
    ///
    /// # Errors
    ///
    /// Something of the open chat was not found where it is: the search is not worth much.
    pub(super) fn found(self) -> Result<Found> {
        let told = Said::ALL.iter().filter(|said| said.is_told());
        let told: BTreeSet<_> = told.map(|said| said.word(ChatKind::Open)).collect();
        // What the guest has to say once the chat is over, and what they leave where nobody is, goes to the archive, and past the queue.
        let after = [Said::Surveyed, Said::Left].map(|said| said.word(ChatKind::Open));
        let after = BTreeSet::from(after);
        let during: BTreeSet<_> = told.difference(&after).copied().collect();
        for (place, expected) in [
            (SENT, &told),
            (RECEIVED, &told),
            (QUEUES, &during),
            (ARCHIVES, &after),
            (KEPT, &told),
            (FILES, &told),
        ] {
            let finding = self.findings.get(place);
            let found = finding.map(|it| it.of_open.clone()).unwrap_or_default();
            ensure!(
                found == *expected,
                "of the words of the open chat {found:?} are in {place}, and should be {expected:?}"
            );
        }
        let path = Word::new(&format!("GET /api/v1/queues/{QUEUE}/guest"));
        let log = Place::new(LOG, self.server.log().as_bytes());
        ensure!(path.stands_in(&log.bytes), "the log says nothing of guests");
        Ok(Found {
            looks: self.looks,
            planted: Said::ALL.len(),
            told: told.len(),
            findings: self.findings.into_values().collect(),
        })
    }
}

impl Found {
    /// Fails if anything of the sealed chat was found anywhere, or anything of either in the log.
    pub fn must_be_private(&self) -> Result<()> {
        for finding in &self.findings {
            let Finding {
                place,
                of_sealed,
                of_open,
                ..
            } = finding;
            ensure!(of_sealed.is_empty(), "{of_sealed:?} in {place}");
            ensure!(place != LOG || of_open.is_empty(), "{of_open:?} in {place}");
        }
        Ok(())
    }
}

const QUEUES: &str = "queues' objects";
const DIRECTORIES: &str = "directories' objects";
const ARCHIVES: &str = "archives' objects";
const OTHERS: &str = "other objects, and the platform's own databases";
const KEPT: &str = "Workers KV";
const LOG: &str = "the server's log";
const FILES: &str = "the server's temporary files, with the mails";
const SENT: &str = "frames and requests that the ends have sent";
const RECEIVED: &str = "frames and answers that the ends have received";

/// Of what kind a place is, by its name.
fn kind_of(name: &str) -> &'static str {
    match name {
        "sent by the ends" => SENT,
        "received by the ends" => RECEIVED,
        "server.log" => LOG,
        name if name.starts_with("edge/v3/do/hushdesk-QueueObject") => QUEUES,
        name if name.starts_with("edge/v3/do/hushdesk-DirectoryObject") => DIRECTORIES,
        name if name.starts_with("edge/v3/do/hushdesk-ArchiveObject") => ARCHIVES,
        name if name.starts_with("edge/v3/kv") => KEPT,
        name if name.starts_with("edge") => OTHERS,
        _ => FILES,
    }
}

fn words_in(kind: ChatKind, place: &Place) -> impl Iterator<Item = &'static str> {
    let words = Said::ALL.map(|said| said.word(kind)).into_iter();
    words.filter(|word| Word::new(word).stands_in(&place.bytes))
}
