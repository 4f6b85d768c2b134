//! What was said in many chats is taken along: read chat by chat, as anybody who may reads it, and packed into a ZIP in the browser. The
//! service packs nothing: it would have to hold all of it at once, and a page that is closed would leave it working.

use std::cell::Cell;
use std::io::{Cursor as Bytes, Write};
use std::rc::Rc;

use hushdesk_protocol::rest::{
    ChatRow, GetHistory, GetHistoryCount, GetTranscript, Kept, PostTranscriptsDownload,
    ProblemCode, Transcript,
};
use hushdesk_web::api::{self, Trouble};
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::days;
use crate::files;
use crate::history::known::Known;
use crate::history::transcript::file;
use crate::history::wanted::{list_of, taken_along};

/// Transcripts of one file, at most: then another begins.
const AT_ONCE: usize = 2_000;

/// Bytes of one file after which no transcript is begun.
const BYTES_MAX: usize = 64_000_000;

/// As what each transcript is taken along.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Format {
    /// As text.
    Text,
    /// As a page of the web.
    Html,
    /// As the service tells it, with the row of the chat.
    Json,
}

impl Format {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Html, Self::Json];

    /// How the names of such files end.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Taken {
    /// Transcripts that are in a file.
    pub(super) packed: u32,
    /// Those that were not there any more.
    pub(super) missing: u32,
}

/// A chat as JSON.
#[derive(Serialize)]
struct Whole<'a> {
    chat: &'a ChatRow,
    transcript: &'a Transcript,
}

/// Takes along what was said in those chats that are asked for, as far as it is kept, and tells after each chat how far that has
/// come. It ends early when it is called off: what has been packed by then is given to the browser, too.
pub(super) async fn take_along(
    asked: &GetHistoryCount,
    format: Format,
    known: &Known,
    is_off: &Rc<Cell<bool>>,
    tell: impl Fn(Taken),
) -> Result<Taken, Trouble> {
    let note: PostTranscriptsDownload = taken_along(asked.clone());
    api::ask(&note, &()).await?;
    let mut list = GetHistory {
        transcript: Some(Kept::Yes),
        ..list_of(asked.clone())
    };
    let (mut taken, mut pack) = (Taken::default(), Pack::default());
    loop {
        let page = api::ask(&list, &()).await?;
        for row in page.items.iter().filter(|row| row.ended.is_some()) {
            if is_off.get() {
                pack.give();
                return Ok(taken);
            }
            let chat = row.chat.clone();
            match api::ask(&GetTranscript { chat }, &()).await {
                Ok(transcript) => {
                    pack.add(
                        &name(row, format),
                        &content(row, known, &transcript, format),
                    );
                    taken.packed = taken.packed.saturating_add(1);
                }
                Err(trouble) if is_gone(&trouble) => {
                    taken.missing = taken.missing.saturating_add(1);
                }
                Err(trouble) => return Err(trouble),
            }
            tell(taken);
        }
        list.after = page.next;
        if list.after.is_none() {
            pack.give();
            return Ok(taken);
        }
    }
}

/// Whether it was deleted, or its time was over, since it was listed.
fn is_gone(trouble: &Trouble) -> bool {
    [
        ProblemCode::Deleted,
        ProblemCode::Expired,
        ProblemCode::NotRetained,
        ProblemCode::NotFound,
    ]
    .iter()
    .any(|code| trouble.is(*code))
}

/// A folder for each queue; chats in the order of days, and none twice.
fn name(row: &ChatRow, format: Format) -> String {
    let id = row.chat.as_str().get(..8).unwrap_or_default();
    format!(
        "{}/{}-{}-{id}.{}",
        row.queue,
        days::value_of(row.started),
        files::name_of(&row.guest.0),
        format.ending()
    )
}

fn content(row: &ChatRow, known: &Known, transcript: &Transcript, format: Format) -> String {
    match format {
        Format::Text => file(row, known, transcript).text(),
        Format::Html => file(row, known, transcript).html(),
        Format::Json => {
            let chat = row;
            // Each of these types can be written.
            serde_json::to_string_pretty(&Whole { chat, transcript }).unwrap_or_default()
        }
    }
}

/// Files that are packed into one, and how many such there have been.
#[derive(Default)]
struct Pack {
    writer: Option<ZipWriter<Bytes<Vec<u8>>>>,
    files: usize,
    bytes: usize,
    given: usize,
}

impl Pack {
    fn add(&mut self, name: &str, content: &str) {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let writer = self
            .writer
            .get_or_insert_with(|| ZipWriter::new(Bytes::new(Vec::new())));
        // It fails where there is no room left; memory says so itself.
        if writer.start_file(name, options).is_ok() {
            let _written = writer.write_all(content.as_bytes());
        }
        self.files = self.files.saturating_add(1);
        self.bytes = self.bytes.saturating_add(content.len());
        if self.files >= AT_ONCE || self.bytes >= BYTES_MAX {
            self.give();
        }
    }

    /// What is packed, if anything is.
    fn take(&mut self) -> Option<(String, Vec<u8>)> {
        let packed = self.writer.take()?.finish().ok()?.into_inner();
        (self.files, self.bytes) = (0, 0);
        self.given = self.given.saturating_add(1);
        let name = match self.given {
            1 => "transcripts.zip".to_owned(),
            number => format!("transcripts-{number}.zip"),
        };
        Some((name, packed))
    }

    fn give(&mut self) {
        if let Some((name, packed)) = self.take() {
            files::offer_bytes(&packed, "application/zip", &name);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;

    use super::*;
    use crate::history::testing::{chat, known};

    fn transcript() -> Transcript {
        Transcript {
            runs: false,
            until: None,
            cut: false,
            entries: vec![],
        }
    }

    #[test]
    fn transcripts_are_packed_by_queues_and_days_and_read_as_they_were_written() {
        let mut pack = Pack::default();
        assert!(pack.take().is_none());
        for format in Format::ALL {
            let content = content(&chat(), &known(), &transcript(), format);
            assert!(content.contains("heron-7"), "{content}");
            pack.add(&name(&chat(), format), &content);
        }
        let (called, packed) = pack.take().unwrap();
        assert_eq!(called, "transcripts.zip");
        let mut read = ZipArchive::new(Bytes::new(packed)).unwrap();
        let mut names: Vec<_> = read
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        names.sort();
        let of = |ending: &str| format!("maps/2026-11-27-heron-7-07070707.{ending}");
        assert_eq!(names, ["html", "json", "txt"].map(of));
        let mut json = String::new();
        read.by_name(&of("json"))
            .unwrap()
            .read_to_string(&mut json)
            .unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["chat"]["guest"], "heron-7");
        pack.add("again", "");
        assert_eq!(pack.take().unwrap().0, "transcripts-2.zip");
    }
}
