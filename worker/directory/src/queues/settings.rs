//! How each queue treats its chats. Its object is told of a change in the transaction that makes it.

use durable_queue::from_directory::{FromDirectory, QueueConfig};
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_protocol::rest::{Day, OpeningHours, QueueCategories, QueueSettings};
use serde::{Deserialize, Serialize};

use crate::audit::Act;
use crate::caller::SignedIn;
use crate::people::duties;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::tellings::tell;

/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Days before this one of UTC that can matter: it may still be yesterday somewhere, and hours reach past midnight.
const DAYS_BEFORE: i32 = 2;

/// Days after it.
const DAYS_AFTER: i32 = 63;

/// How a queue is set.
#[derive(Serialize, Deserialize)]
pub struct ShowQueueSettings {
    /// Which queue.
    pub queue: QueueName,
}

/// How a queue is set, and by which number this state of it is known.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct SettingsRecord {
    /// How it is set.
    pub settings: QueueSettings,
    /// Another whenever somebody sets it otherwise.
    pub version: u64,
}

impl Question for ShowQueueSettings {
    const PATH: &'static str = "/show-queue-settings";
    type By = SignedIn;
    type Answer = SettingsRecord;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<SettingsRecord>, DirectoryError> {
        duties::must_manage(asked.database, asked.by.operator(), &self.queue)?;
        Ok(Answered::with(find(asked.database, &self.queue)?))
    }
}

/// What the chats of a queue can be about.
#[derive(Serialize, Deserialize)]
pub struct FindCategories {
    /// Which queue.
    pub queue: QueueName,
}

impl Question for FindCategories {
    const PATH: &'static str = "/find-categories";
    type By = SignedIn;
    type Answer = QueueCategories;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<QueueCategories>, DirectoryError> {
        let settings = find(asked.database, &self.queue)?.settings;
        Ok(Answered::with(QueueCategories {
            categories: settings.categories,
            required: settings.category_required,
        }))
    }
}

/// Sets a queue, if it is as whoever sets it has seen it. The settings have been checked. The answer is the number by which
/// the new state is known.
#[derive(Serialize, Deserialize)]
pub struct SetQueue {
    /// Which queue.
    pub queue: QueueName,
    /// How.
    pub settings: QueueSettings,
    /// The version that was seen; none, to set it whatever it is.
    pub seen: Option<u64>,
}

impl Question for SetQueue {
    const PATH: &'static str = "/set-queue";
    type By = SignedIn;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let database = asked.database;
        duties::must_manage(database, asked.by.operator(), &self.queue)?;
        let before = find(database, &self.queue)?;
        if self.seen.is_some_and(|seen| seen != before.version) {
            return Err(Refused::ChangedMeanwhile.into());
        }
        if before.settings == self.settings {
            return Ok(Answered::with(before.version));
        }
        raise_version(database)?;
        let json = serde_json::to_string(&self.settings)
            .map_err(|_| DatabaseError::Column("queues.settings"))?;
        database.query(
            "UPDATE queues SET settings = ?, version = (SELECT version FROM organisation) WHERE name = ?",
            vec![json.as_str().into(), self.queue.as_str().into()],
        )?;
        let config = config_of(database, &self.queue)?;
        let version = config.version;
        let configure = FromDirectory::Configure(config);
        tell(database, &self.queue, &configure, asked.now, None)?;
        let queue = self.queue.as_str();
        let act = Act::changed("set_queue", queue, &before.settings, &self.settings)?;
        Ok(Answered::after(version, act))
    }
}

/// Tells all queues' objects which queues there are by now, under a higher version.
pub(super) fn tell_all(database: &impl Database, now: Timestamp) -> Result<(), DirectoryError> {
    raise_version(database)?;
    for mut row in database.query("SELECT name FROM queues ORDER BY place", vec![])? {
        let queue = row.name("queues.name")?;
        let configure = FromDirectory::Configure(config_of(database, &queue)?);
        tell(database, &queue, &configure, now, None)?;
    }
    Ok(())
}

fn raise_version(database: &impl Database) -> Result<(), DatabaseError> {
    database.query("UPDATE organisation SET version = version + 1", vec![])?;
    Ok(())
}

/// What the object of a queue has to know.
pub(crate) fn config_of(
    database: &impl Database,
    queue: &QueueName,
) -> Result<QueueConfig, DirectoryError> {
    // When a queue is open, and what it asks first, is for those who have not come yet: its object has no use for that.
    let settings = QueueSettings {
        hours: None,
        entry: Vec::new(),
        ..find(database, queue)?.settings
    };
    let rows = database.query("SELECT version FROM organisation", vec![])?;
    let mut row = rows.into_iter().next().ok_or(Refused::NotFounded)?;
    let all = database.query("SELECT name FROM queues", vec![])?;
    let names = all.into_iter().map(|mut row| row.name("queues.name"));
    Ok(QueueConfig {
        settings,
        version: row.number("organisation.version")?,
        queues: names.collect::<Result<_, _>>()?,
    })
}

/// When a queue is open, as far as it can matter at this moment.
pub(super) fn find_hours(
    database: &impl Database,
    queue: &QueueName,
    now: Timestamp,
) -> Result<Option<OpeningHours>, DirectoryError> {
    Ok(hours_near(find(database, queue)?.settings, now))
}

/// The same of a queue that is set like this, as it is stored.
pub(crate) fn stored_hours(
    settings: &str,
    now: Timestamp,
) -> Result<Option<OpeningHours>, DatabaseError> {
    Ok(hours_near(read(settings)?, now))
}

/// Without the special days of the past, and those more than two months ahead.
fn hours_near(settings: QueueSettings, now: Timestamp) -> Option<OpeningHours> {
    let today = i32::try_from(now.0 / DAY).unwrap_or(i32::MAX);
    let day = |from_now: i32| Day::after_1970(today.saturating_add(from_now));
    let hours = settings.hours?;
    Some(hours.between(&day(-DAYS_BEFORE), &day(DAYS_AFTER)))
}

fn read(settings: &str) -> Result<QueueSettings, DatabaseError> {
    serde_json::from_str(settings).map_err(|_| DatabaseError::Column("queues.settings"))
}

/// How a queue is set.
pub(crate) fn find(
    database: &impl Database,
    queue: &QueueName,
) -> Result<SettingsRecord, DirectoryError> {
    let rows = database.query(
        "SELECT coalesce(settings, '{}'), version FROM queues WHERE name = ?",
        vec![queue.as_str().into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::NoQueue)?;
    Ok(SettingsRecord {
        settings: read(&row.text("queues.settings")?)?,
        version: row.number("queues.version")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Library, NOW, library, nobody, queue_names, sign_in, signed_in, told};
    use crate::{FindQueue, FindSnippet};
    use hushdesk_protocol::rest::{GuestQuestion, OpeningWeek, QuestionKind, SpecialDay};

    /// A library with an administrator and desk2 signed in by 1 and 2.
    fn staffed_library() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk2", 2);
        directory
    }

    fn busy_at_some(count: u32) -> QueueSettings {
        QueueSettings {
            busy_at: Some(count),
            ..QueueSettings::default()
        }
    }

    fn set(directory: &Library, byte: u8, queue: &str, seen: u64) -> Result<u64, DirectoryError> {
        let set = SetQueue {
            queue: queue.parse().unwrap(),
            settings: busy_at_some(3),
            seen: Some(seen),
        };
        directory.ask(&signed_in(byte), set, NOW)
    }

    fn show(directory: &Library) -> Result<SettingsRecord, DirectoryError> {
        let queue = "reference".parse().unwrap();
        directory.ask(&signed_in(1), ShowQueueSettings { queue }, NOW)
    }

    #[test]
    fn an_administrator_sets_a_queue_and_nobody_else_does() {
        let directory = staffed_library();
        let refused = Err(Refused::NotManager.into());
        assert_eq!(set(&directory, 2, "reference", 0), refused);
        assert_eq!(
            set(&directory, 1, "nothing", 0),
            Err(Refused::NoQueue.into())
        );
        let unset = SettingsRecord {
            settings: QueueSettings::default(),
            version: 0,
        };
        assert_eq!(show(&directory), Ok(unset));
        assert_eq!(set(&directory, 1, "reference", 0), Ok(1));
        let done = SettingsRecord {
            settings: busy_at_some(3),
            version: 1,
        };
        assert_eq!(show(&directory), Ok(done));
    }

    #[test]
    fn whoever_is_signed_in_learns_what_chats_can_be_about() {
        let directory = staffed_library();
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings: QueueSettings {
                categories: vec!["Maps".parse().unwrap(), "Hours".parse().unwrap()],
                category_required: true,
                ..QueueSettings::default()
            },
            seen: None,
        };
        let categories = QueueCategories {
            categories: set.settings.categories.clone(),
            required: true,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let find = |queue: &str| FindCategories {
            queue: queue.parse().unwrap(),
        };
        let found = directory.ask(&signed_in(2), find("reference"), NOW);
        assert_eq!(found, Ok(categories));
        let nothing = directory.ask(&signed_in(2), find("nothing"), NOW);
        assert_eq!(nothing, Err(Refused::NoQueue.into()));
    }

    #[test]
    fn the_queues_object_is_told_each_time_under_a_higher_version() {
        let directory = staffed_library();
        let configured = |queue: &str, busy_at, version| {
            let config = QueueConfig {
                settings: busy_at_some(busy_at),
                version,
                queues: queue_names(),
            };
            (queue.to_owned(), FromDirectory::Configure(config))
        };
        assert_eq!(told(&directory, NOW), []);
        for (queue, busy_at, seen, version) in [
            ("reference", 3, 0, 1),
            ("reference", 4, 1, 2),
            ("circulation", 3, 0, 3),
        ] {
            let set = SetQueue {
                queue: queue.parse().unwrap(),
                settings: busy_at_some(busy_at),
                seen: Some(seen),
            };
            assert_eq!(directory.ask(&signed_in(1), set, NOW), Ok(version));
            assert_eq!(told(&directory, NOW), [configured(queue, busy_at, version)]);
        }
    }

    #[test]
    fn guests_are_told_when_a_queue_is_open_and_its_object_is_not() {
        let directory = staffed_library();
        let today = Day::after_1970(i32::try_from(NOW.0 / DAY).unwrap());
        let special_day = |from_today| SpecialDay {
            day: today.plus(from_today),
            name: None,
            spans: vec![],
        };
        let hours = |special_days: &[i32]| OpeningHours {
            zone: "Europe/Berlin".to_owned().try_into().unwrap(),
            week: OpeningWeek::default(),
            special_days: special_days.iter().copied().map(special_day).collect(),
        };
        let queue: QueueName = "reference".parse().unwrap();
        let set = SetQueue {
            queue: queue.clone(),
            settings: QueueSettings {
                hours: Some(Box::new(hours(&[-30, -1, 0, 60, 90]))),
                ..busy_at_some(3)
            },
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let near = Some(hours(&[-1, 0, 60]));
        let found = directory.ask(&nobody(), FindQueue { queue }, NOW);
        assert_eq!(found, Ok(near.clone()));
        let snippet = "reference".parse().unwrap();
        let found = directory.ask(&nobody(), FindSnippet { snippet }, NOW);
        assert_eq!(found.map(|snippet| snippet.hours), Ok(near));
        let told = told(&directory, NOW);
        let config = QueueConfig {
            settings: busy_at_some(3),
            version: 1,
            queues: queue_names(),
        };
        let configured = ("reference".to_owned(), FromDirectory::Configure(config));
        assert_eq!(told, [configured]);
    }

    #[test]
    fn the_queues_object_is_not_told_what_guests_are_asked_first() {
        let directory = staffed_library();
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings: QueueSettings {
                entry: vec![GuestQuestion {
                    label: "Your course".parse().unwrap(),
                    kind: QuestionKind::Text,
                    required: false,
                }],
                ..busy_at_some(3)
            },
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let config = QueueConfig {
            settings: busy_at_some(3),
            version: 1,
            queues: queue_names(),
        };
        let configured = ("reference".to_owned(), FromDirectory::Configure(config));
        assert_eq!(told(&directory, NOW), [configured]);
    }

    #[test]
    fn a_queue_that_is_set_as_it_is_hears_nothing_of_it() {
        let directory = staffed_library();
        assert_eq!(set(&directory, 1, "reference", 0), Ok(1));
        assert_eq!(told(&directory, NOW).len(), 1);
        assert_eq!(set(&directory, 1, "reference", 1), Ok(1));
        assert_eq!(told(&directory, NOW), []);
    }

    #[test]
    fn of_two_who_change_the_same_the_second_is_told() {
        let directory = staffed_library();
        assert_eq!(set(&directory, 1, "reference", 0), Ok(1));
        assert_eq!(set(&directory, 1, "circulation", 0), Ok(2));
        let late = set(&directory, 1, "reference", 0);
        assert_eq!(late, Err(Refused::ChangedMeanwhile.into()));
    }
}
