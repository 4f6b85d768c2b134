//! Where the chats of a snippet go and how they look.

mod levels;
pub(crate) mod managing;

pub(crate) use managing::in_skin;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{PictureId, QueueName, SkinName, SnippetName, Timestamp};
use hushdesk_protocol::page_origin::PageOrigin;
use hushdesk_protocol::rest::{
    Answers, Look, NewSnippet, OpeningHours, PageInvitation, QueueSettings, RolloverLevel, Sealing,
    SnippetQuestions,
};
use serde::{Deserialize, Serialize};

use crate::caller::Anybody;
use crate::email;
use crate::question::{Answered, Asked, Question};
use crate::queues::messages::takes_messages;
use crate::queues::settings;
use crate::refused::{DirectoryError, Refused};
use crate::skins::{picture, sealing};

/// The tables.
pub(crate) const TABLES: &str = include_str!("snippets.sql");

/// What there is to know about a snippet.
#[derive(Serialize, Deserialize)]
pub struct FindSnippet {
    /// Its name.
    pub snippet: SnippetName,
}

/// What the directory knows of a snippet; whether the queue is staffed only the queue knows.
#[derive(Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct SnippetRecord {
    /// The queue its chats go to.
    pub queue: QueueName,
    /// What people call the queue.
    pub queue_title: String,
    /// The skin.
    pub skin: SkinName,
    /// What stands at the top of the widget.
    pub title: String,
    /// Whether chats are sealed, and for whom.
    pub sealing: Sealing,
    /// How it looks and what it says.
    pub look: Look,
    /// Its picture, if it has one.
    pub picture: Option<PictureId>,
    /// Whether a message can be left for the queue.
    pub messages: bool,
    /// Whether its guests are asked how a chat went.
    pub rated: bool,
    /// Whose pages may embed it; none named: anybody's.
    pub sites: Vec<PageOrigin>,
    /// Where a chat goes that nobody answers.
    pub rollover: Vec<RolloverLevel>,
    /// When the queue is open around now, if the library says so.
    pub hours: Option<OpeningHours>,
    /// Whether its guests are asked something before a chat.
    pub asked: bool,
    /// Whether they are asked something at its end, beside a number.
    pub surveyed: bool,
    /// Whether they may have mailed to themselves what was said, while a chat runs.
    pub mailed: bool,
    /// And once it is over.
    pub mailed_after: bool,
    /// When it invites whoever is on a page.
    pub invitation: Option<PageInvitation>,
}

impl Question for FindSnippet {
    const PATH: &'static str = "/find-snippet";
    type By = Anybody;
    type Answer = SnippetRecord;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Self::By>,
    ) -> Result<Answered<SnippetRecord>, DirectoryError> {
        let snippet = find(asked.database, &self.snippet, asked.now)?;
        Ok(Answered::with(snippet.ok_or(Refused::NoSnippet)?))
    }
}

/// What guests are asked by the queue to which a snippet leads.
#[derive(Serialize, Deserialize)]
pub struct FindQuestions {
    /// The snippet's name.
    pub snippet: SnippetName,
}

impl Question for FindQuestions {
    const PATH: &'static str = "/find-questions";
    type By = Anybody;
    type Answer = SnippetQuestions;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Self::By>,
    ) -> Result<Answered<SnippetQuestions>, DirectoryError> {
        let snippet = vec![self.snippet.as_str().into()];
        let rows = asked
            .database
            .query("SELECT queue FROM snippets WHERE name = ?", snippet)?;
        let mut row = rows.into_iter().next().ok_or(Refused::NoSnippet)?;
        let queue = row.name("snippets.queue")?;
        let settings = settings::find(asked.database, &queue)?.settings;
        Ok(Answered::with(SnippetQuestions {
            entry: settings.entry,
            survey: settings.survey,
            comment: settings.comment,
        }))
    }
}

/// The snippet of this name as it is at this moment, if there is one.
pub(crate) fn find(
    database: &impl Database,
    snippet: &SnippetName,
    now: Timestamp,
) -> Result<Option<SnippetRecord>, DirectoryError> {
    let rows = database.query(
        "SELECT queues.name, queues.title, coalesce(queues.settings, '{}'), skins.name, skins.title, skins.look,
                skins.unverified, skins.keys, snippets.invitation
         FROM snippets
         JOIN queues ON queues.name = snippets.queue
         JOIN skins ON skins.name = snippets.skin
         WHERE snippets.name = ?",
        vec![snippet.as_str().into()],
    )?;
    let record = |row| {
        let beside = (sites_of(database, snippet)?, levels::of(database, snippet)?);
        read(database, row, beside, now)
    };
    rows.into_iter().next().map(record).transpose()
}

fn read(
    database: &impl Database,
    mut row: Row,
    (sites, rollover): (Vec<PageOrigin>, Vec<RolloverLevel>),
    now: Timestamp,
) -> Result<SnippetRecord, DirectoryError> {
    let queue = row.name("queues.name")?;
    let queue_title = row.text("queues.title")?;
    let hours = settings::stored_hours(&row.text("queues.settings")?, now)?;
    let skin: SkinName = row.name("skins.name")?;
    let title = row.text("skins.title")?;
    let look: Look = serde_json::from_str(&row.text("skins.look")?)
        .map_err(|_| DatabaseError::Column("skins.look"))?;
    let mut sealing = sealing::at(database, &skin, &mut row, now)?;
    if let Answers::Desk(_) = look.answers {
        name_nobody(&mut sealing);
    }
    let invitation = read_invitation(&mut row)?;
    let messages = takes_messages(database, &queue)?.is_some();
    let settings = settings::find(database, &queue)?.settings;
    let mailed =
        settings.mailed && sealing == Sealing::Open && email::sender(database)?.address.is_some();
    Ok(SnippetRecord {
        messages,
        rated: settings.rated,
        asked: !settings.entry.is_empty(),
        surveyed: settings.is_surveyed() && can_be_told(&sealing, &settings),
        mailed,
        mailed_after: mailed && settings.retain.is_some(),
        queue,
        queue_title,
        picture: picture::of(database, &skin)?,
        skin,
        title,
        sealing,
        look,
        sites,
        rollover,
        hours,
        invitation,
    })
}

/// When a snippet invites.
fn read_invitation(row: &mut Row) -> Result<Option<PageInvitation>, DatabaseError> {
    let text = row.optional_text("snippets.invitation")?;
    let read = text.map(|text| serde_json::from_str(&text)).transpose();
    read.map_err(|_| DatabaseError::Column("snippets.invitation"))
}

/// Whether there is anywhere to go with what a guest has to say at the end: in a sealed chat to whoever answered it, of an open one
/// to where it is kept what was said.
const fn can_be_told(sealing: &Sealing, settings: &QueueSettings) -> bool {
    match sealing {
        Sealing::Sealed { .. } => true,
        Sealing::Open => settings.retain.is_some(),
    }
}

/// Takes away whose the keys are: where the desk answers, a guest learns of no operator's name, verified or not.
fn name_nobody(sealing: &mut Sealing) {
    match sealing {
        Sealing::Open => {}
        Sealing::Sealed { pinned, .. } => pinned.iter_mut().for_each(|key| key.name = None),
    }
}

fn sites_of(
    database: &impl Database,
    snippet: &SnippetName,
) -> Result<Vec<PageOrigin>, DatabaseError> {
    let rows = database.query(
        "SELECT origin FROM snippet_sites WHERE snippet = ? ORDER BY origin",
        vec![snippet.as_str().into()],
    )?;
    rows.into_iter()
        .map(|mut row| row.name("snippet_sites.origin"))
        .collect()
}

/// Adds a snippet.
pub(crate) fn add(database: &impl Database, new: &NewSnippet) -> Result<(), DirectoryError> {
    database.query(
        "INSERT INTO snippets (name, queue, skin) VALUES (?, ?, ?)",
        vec![
            new.name.as_str().into(),
            new.queue.as_str().into(),
            new.skin.as_str().into(),
        ],
    )?;
    write_sites(database, &new.name, &new.sites)?;
    levels::write(database, &new.name, &new.rollover)
}

/// Writes down whose pages may embed a snippet, and nobody else's.
fn write_sites(
    database: &impl Database,
    snippet: &SnippetName,
    sites: &[PageOrigin],
) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM snippet_sites WHERE snippet = ?",
        vec![snippet.as_str().into()],
    )?;
    for site in sites {
        database.query(
            "INSERT OR IGNORE INTO snippet_sites (snippet, origin) VALUES (?, ?)",
            vec![snippet.as_str().into(), site.as_str().into()],
        )?;
    }
    Ok(())
}

/// The snippets that lead to a queue, by name.
pub(crate) fn to_queue(
    database: &impl Database,
    queue: &QueueName,
) -> Result<Vec<SnippetName>, DatabaseError> {
    managing::names(database.query(
        "SELECT name FROM snippets WHERE queue = ? ORDER BY name",
        vec![queue.as_str().into()],
    )?)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{
        GuestQuestion, Organisation, PinnedKey, QuestionKind, QueueSettings, UnverifiedOperator,
    };

    use super::*;
    use crate::testing::{
        Library, NOW, empty, library, library_founding, nobody, pinned_keys, sign_in, signed_in,
    };
    use crate::{SetOrganisation, SetQueue};

    fn find(snippet: &str) -> FindSnippet {
        FindSnippet {
            snippet: snippet.parse().unwrap(),
        }
    }

    #[test]
    fn a_sealed_snippet_names_the_pinned_keys_and_whose_they_are() {
        assert_eq!(
            library().ask(&nobody(), find("reference"), NOW),
            Ok(SnippetRecord {
                queue: "reference".parse().unwrap(),
                queue_title: "Ask a librarian".to_owned(),
                skin: "sealed".parse().unwrap(),
                title: "Ask us in private".to_owned(),
                sealing: Sealing::Sealed {
                    pinned: pinned_keys(),
                    unverified: UnverifiedOperator::Refuse,
                },
                look: Look::default(),
                picture: None,
                messages: false,
                rated: false,
                sites: vec![],
                rollover: vec![],
                hours: None,
                asked: false,
                surveyed: false,
                mailed: false,
                mailed_after: false,
                invitation: None,
            })
        );
    }

    #[test]
    fn where_the_desk_answers_the_keys_have_no_names() {
        let directory = library();
        let look = Look {
            answers: Answers::Desk("The desk".parse().unwrap()),
            ..Look::default()
        };
        let look = serde_json::to_string(&look).unwrap();
        let write = "UPDATE skins SET look = ?";
        directory
            .database
            .query(write, vec![look.as_str().into()])
            .unwrap();
        let record = directory.ask(&nobody(), find("reference"), NOW).unwrap();
        let unnamed = pinned_keys()
            .into_iter()
            .map(|key| PinnedKey { name: None, ..key });
        assert_eq!(
            record.sealing,
            Sealing::Sealed {
                pinned: unnamed.collect(),
                unverified: UnverifiedOperator::Refuse,
            }
        );
    }

    #[test]
    fn guests_are_told_that_they_are_asked_something_and_then_what() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let questions = |snippet: &str| FindQuestions {
            snippet: snippet.parse().unwrap(),
        };
        let asked = |directory: &Library| {
            directory
                .ask(&nobody(), find("reference"), NOW)
                .unwrap()
                .asked
        };
        assert!(!asked(&directory));
        let nothing = directory.ask(&nobody(), questions("reference"), NOW);
        assert_eq!(nothing, Ok(SnippetQuestions::default()));
        let entry = vec![GuestQuestion {
            label: "Your course".parse().unwrap(),
            kind: QuestionKind::Text,
            required: true,
        }];
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings: QueueSettings {
                entry: entry.clone(),
                ..QueueSettings::default()
            },
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        assert!(asked(&directory));
        let found = directory.ask(&nobody(), questions("reference"), NOW);
        let expected = SnippetQuestions {
            entry,
            ..SnippetQuestions::default()
        };
        assert_eq!(found, Ok(expected));
        let unknown = directory.ask(&nobody(), questions("nothing"), NOW);
        assert_eq!(unknown, Err(Refused::NoSnippet.into()));
    }

    #[test]
    fn guests_are_asked_at_the_end_where_there_is_somewhere_to_go_with_it() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        for (queue, snippet, retain, surveyed) in [
            ("reference", "reference", None, true),
            ("circulation", "circulation", None, false),
            ("circulation", "circulation", Some(30), true),
        ] {
            let set = SetQueue {
                queue: queue.parse().unwrap(),
                settings: QueueSettings {
                    comment: true,
                    retain,
                    ..QueueSettings::default()
                },
                seen: None,
            };
            directory.ask(&signed_in(1), set, NOW).unwrap();
            let record = directory.ask(&nobody(), find(snippet), NOW).unwrap();
            assert_eq!(record.surveyed, surveyed, "{snippet} {retain:?}");
        }
    }

    #[test]
    fn guests_are_told_that_they_may_have_mailed_what_can_be() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let mailed = |queue: &str, snippet: &str, retain| {
            let set = SetQueue {
                queue: queue.parse().unwrap(),
                settings: QueueSettings {
                    mailed: true,
                    retain,
                    ..QueueSettings::default()
                },
                seen: None,
            };
            directory.ask(&signed_in(1), set, NOW).unwrap();
            let record = directory.ask(&nobody(), find(snippet), NOW).unwrap();
            (record.mailed, record.mailed_after)
        };
        let nobody_mails = mailed("circulation", "circulation", Some(30));
        assert_eq!(nobody_mails, (false, false));
        let set = SetOrganisation {
            settings: Organisation {
                name: "The library".parse().unwrap(),
                audit_days: 400,
                second_factor_required: false,
                mails_from: Some("desk@library.example".parse().unwrap()),
            },
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let open = |retain| mailed("circulation", "circulation", retain);
        assert_eq!(open(Some(30)), (true, true));
        assert_eq!(open(None), (true, false));
        let sealed = mailed("reference", "reference", Some(30));
        assert_eq!(sealed, (false, false));
    }

    #[test]
    fn an_open_snippet_pins_nothing() {
        let record = library().ask(&nobody(), find("circulation"), NOW).unwrap();
        assert_eq!(record.sealing, Sealing::Open);
    }

    #[test]
    fn a_snippet_names_whose_pages_may_embed_it() {
        let directory = empty();
        let mut founding = library_founding();
        let sites: Vec<PageOrigin> = vec![
            "https://*.library.example".parse().unwrap(),
            "https://university.example".parse().unwrap(),
        ];
        for snippet in &mut founding.snippets {
            snippet.sites.clone_from(&sites);
        }
        directory.ask(&nobody(), founding, NOW).unwrap();
        let record = directory.ask(&nobody(), find("reference"), NOW).unwrap();
        assert_eq!(record.sites, sites);
    }

    #[test]
    fn an_unknown_snippet_and_an_unknown_organisation_are_told_apart() {
        assert_eq!(
            library().ask(&nobody(), find("nothing"), NOW),
            Err(Refused::NoSnippet.into())
        );
        assert_eq!(
            empty().ask(&nobody(), find("reference"), NOW),
            Err(Refused::NotFounded.into())
        );
    }
}
