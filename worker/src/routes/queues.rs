//! The queues, and how each treats its chats.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use hushdesk_directory::{
    AddQueue, ChangeQueue, FindCategories, ListQueues, MayRemoveQueue, RemoveQueue, SetQueue,
    SetQueueProfile, ShowQueue, ShowQueueProfile, ShowQueueSettings,
};
use hushdesk_protocol::limits::{
    RETAIN_DAYS_MAX, UNSTAFFED_SECONDS_MAX, WAIT_SECONDS_MAX, WAIT_SECONDS_MIN,
};
use hushdesk_protocol::rest::{
    CATEGORIES_MAX, DeleteQueue, GetQueue, GetQueueCategories, GetQueueProfile, GetQueueSettings,
    GetQueues, NewQueue, OfferTo, Page, PostQueue, PutQueue, PutQueueProfile, PutQueueSettings,
    QUEUE_PEOPLE_MAX, Queue, QueueCategories, QueueChange, QueueListing, QueueProfile,
    QueueSettings, QueueTitle, ShiftEnd, check_questions,
};
use worker::console_error;

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::reply::Reply;
use crate::time_zone;

impl Serve for GetQueues {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<QueueListing>>, Problem> {
        let list = ListQueues { after: self.after };
        let page = call.directory()?.ask(&list).await?;
        let queues = page.items.into_iter().map(|queue| listing(call, queue));
        Ok(Reply::of(Page {
            items: join_all(queues).await,
            next: page.next,
        }))
    }
}

/// A queue as it is listed. One that does not answer is not staffed, and the others are listed all the same.
async fn listing(call: &Call, queue: QueueTitle) -> QueueListing {
    let staffed = match QueueClient::of(call, &queue.name) {
        Ok(client) => client.is_staffed().await,
        Err(problem) => Err(problem),
    };
    let staffed = staffed.unwrap_or_else(|problem| {
        console_error!("failed: asking queue {}: {problem:?}", queue.name);
        false
    });
    QueueListing {
        name: queue.name,
        title: queue.title,
        staffed,
    }
}

impl Serve for PostQueue {
    async fn serve(self, call: &Call, queue: NewQueue) -> Result<Reply<()>, Problem> {
        must_be_few(queue.operators.len())?;
        Ok(Reply::of(call.directory()?.ask(&AddQueue { queue }).await?))
    }
}

impl Serve for GetQueue {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Queue>, Problem> {
        let queue = self.queue;
        let shown = call.directory()?.ask(&ShowQueue { queue }).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutQueue {
    async fn serve(self, call: &Call, change: QueueChange) -> Result<Reply<()>, Problem> {
        must_be_few(change.people.len())?;
        let change = ChangeQueue {
            queue: self.queue,
            change,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&change).await?;
        Ok(Reply::of_version((), version))
    }
}

/// Of its chats only the queue's object knows. One that begins while the queue is being removed ends with it, and its guest is
/// told that it is over.
impl Serve for DeleteQueue {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let directory = call.directory()?;
        let queue = self.queue.clone();
        directory.ask(&MayRemoveQueue { queue }).await?;
        if QueueClient::of(call, &self.queue)?.is_busy().await? {
            return Err(Problem::InUse("chats run there".to_owned()));
        }
        let queue = self.queue;
        Ok(Reply::of(directory.ask(&RemoveQueue { queue }).await?))
    }
}

fn must_be_few(people: usize) -> Result<(), Problem> {
    if people > QUEUE_PEOPLE_MAX {
        return Err(Problem::Malformed(format!(
            "there are {people} people, at most {QUEUE_PEOPLE_MAX} are allowed"
        )));
    }
    Ok(())
}

impl Serve for GetQueueSettings {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<QueueSettings>, Problem> {
        let queue = self.queue;
        let record = call.directory()?.ask(&ShowQueueSettings { queue }).await?;
        Ok(Reply::of_version(record.settings, record.version))
    }
}

impl Serve for PutQueueSettings {
    async fn serve(self, call: &Call, settings: QueueSettings) -> Result<Reply<()>, Problem> {
        check(&settings)?;
        if let Some(hours) = &settings.hours {
            time_zone::must_be(&hours.zone)?;
        }
        let set = SetQueue {
            queue: self.queue,
            settings,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&set).await?;
        Ok(Reply::of_version((), version))
    }
}

impl Serve for GetQueueCategories {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<QueueCategories>, Problem> {
        let queue = self.queue;
        Ok(Reply::of(
            call.directory()?.ask(&FindCategories { queue }).await?,
        ))
    }
}

impl Serve for GetQueueProfile {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<QueueProfile>, Problem> {
        let queue = self.queue;
        let shown = call.directory()?.ask(&ShowQueueProfile { queue }).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutQueueProfile {
    async fn serve(self, call: &Call, profile: QueueProfile) -> Result<Reply<()>, Problem> {
        let set = SetQueueProfile {
            queue: self.queue,
            profile,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&set).await?;
        Ok(Reply::of_version((), version))
    }
}

fn check(settings: &QueueSettings) -> Result<(), Problem> {
    let waits = [
        settings.concierge_seconds,
        settings.unanswered_seconds,
        settings.grace_seconds,
        settings.transfer_seconds,
    ];
    let count = match settings.offer {
        OfferTo::All => 1,
        OfferTo::LeastBusy { count } => count,
    };
    let minutes = match settings.shift {
        ShiftEnd::Never => 1,
        ShiftEnd::After { minutes } => minutes,
        ShiftEnd::Clock { minute } => u32::from(minute < 24 * 60),
    };
    let waits_are_right = waits
        .iter()
        .all(|seconds| (WAIT_SECONDS_MIN..=WAIT_SECONDS_MAX).contains(seconds));
    let categories: BTreeSet<_> = settings.categories.iter().collect();
    if categories.len() != settings.categories.len() || categories.len() > CATEGORIES_MAX {
        return Err(Problem::Malformed(format!(
            "there are at most {CATEGORIES_MAX} categories, and none is there twice"
        )));
    }
    if let Some(Err(wrong)) = settings.hours.as_ref().map(|hours| hours.check()) {
        return Err(Problem::Malformed(wrong.to_string()));
    }
    for questions in [&settings.entry, &settings.survey] {
        check_questions(questions).map_err(|wrong| Problem::Malformed(wrong.to_string()))?;
    }
    let days = [settings.retain, settings.anonymise, settings.delete];
    let days_are_right = |days: u32| (1..=RETAIN_DAYS_MAX).contains(&days);
    if !days.into_iter().flatten().all(days_are_right) {
        return Err(Problem::Malformed(format!(
            "what is said, names and chats are kept for 1 to {RETAIN_DAYS_MAX} days, or as it is without a number"
        )));
    }
    if !settings.alerts.are_right() {
        return Err(Problem::Malformed(format!(
            "it is told of chats that wait for {WAIT_SECONDS_MIN} to {WAIT_SECONDS_MAX} seconds, and of queues where nobody is for \
             {WAIT_SECONDS_MIN} to {UNSTAFFED_SECONDS_MAX} seconds"
        )));
    }
    if settings.messages && settings.email.is_none() {
        return Err(Problem::Malformed(
            "messages are left where they can be mailed to: it takes an `email`".to_owned(),
        ));
    }
    if waits_are_right && count > 0 && minutes > 0 && settings.busy_at != Some(0) {
        Ok(())
    } else {
        Err(Problem::Malformed(format!(
            "seconds are {WAIT_SECONDS_MIN} to {WAIT_SECONDS_MAX}, counts and minutes at least 1, a time of day \
             before 24 hours"
        )))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{
        GuestQuestion, OpenSpan, OpeningHours, OpeningWeek, QuestionKind,
    };

    use super::*;

    #[test]
    fn settings_are_within_their_bounds() {
        let usual = QueueSettings::default;
        assert!(check(&usual()).is_ok());
        let hours = |from, until| OpeningHours {
            zone: "Europe/Berlin".to_owned().try_into().unwrap(),
            week: OpeningWeek {
                monday: vec![OpenSpan { from, until }],
                ..OpeningWeek::default()
            },
            special_days: vec![],
        };
        let with_hours = |from, until| QueueSettings {
            hours: Some(Box::new(hours(from, until))),
            ..usual()
        };
        assert!(check(&with_hours(540, 1_080)).is_ok());
        for wrong in [
            with_hours(540, 540),
            QueueSettings {
                grace_seconds: 4,
                ..usual()
            },
            QueueSettings {
                transfer_seconds: 3_601,
                ..usual()
            },
            QueueSettings {
                offer: OfferTo::LeastBusy { count: 0 },
                ..usual()
            },
            QueueSettings {
                busy_at: Some(0),
                ..usual()
            },
            QueueSettings {
                shift: ShiftEnd::After { minutes: 0 },
                ..usual()
            },
            QueueSettings {
                shift: ShiftEnd::Clock { minute: 1_440 },
                ..usual()
            },
            QueueSettings {
                categories: vec!["Maps".parse().unwrap(), "Maps".parse().unwrap()],
                ..usual()
            },
            QueueSettings {
                categories: (0..=CATEGORIES_MAX)
                    .map(|number| format!("Maps {number}").parse().unwrap())
                    .collect(),
                ..usual()
            },
            QueueSettings {
                messages: true,
                ..usual()
            },
            QueueSettings {
                entry: vec![
                    GuestQuestion {
                        label: "Your course".parse().unwrap(),
                        kind: QuestionKind::Text,
                        required: true,
                    };
                    2
                ],
                ..usual()
            },
            QueueSettings {
                retain: Some(0),
                ..usual()
            },
            QueueSettings {
                retain: Some(3_651),
                ..usual()
            },
            QueueSettings {
                anonymise: Some(0),
                ..usual()
            },
            QueueSettings {
                delete: Some(3_651),
                ..usual()
            },
        ] {
            assert!(check(&wrong).is_err(), "{wrong:?}");
        }
    }
}
