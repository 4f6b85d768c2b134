//! `/api/queues` and `/api/queues/NAME/settings`.

use futures_util::future::join_all;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::limits::{WAIT_SECONDS_MAX, WAIT_SECONDS_MIN};
use hushdesk_protocol::rest::{OfferTo, QueueListing, QueueSettings, QueueTitle, ShiftEnd};
use worker::{Response, console_error};

use super::name;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use hushdesk_directory::{ListQueues, SetQueue, ShowQueueSettings};

/// Settings with the longest text, escaped.
const SETTINGS_BYTES_MAX: usize = 32_768;

/// `GET`: all queues, for operators who hand chats on.
pub(super) async fn list(call: &Call) -> Result<Response, Problem> {
    let titles = call.directory()?.ask(&ListQueues).await?;
    let queues = titles.into_iter().map(|queue| listing(call, queue));
    Ok(Response::from_json(&join_all(queues).await)?)
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

/// `GET`: how a queue is set, for administrators.
pub(super) async fn show_settings(call: &Call, queue: &str) -> Result<Response, Problem> {
    let queue: QueueName = name(queue)?;
    let show = ShowQueueSettings { queue };
    let record = call.directory()?.ask(&show).await?;
    Ok(Response::from_json(&record.settings)?)
}

/// `PUT`: sets a queue.
pub(super) async fn set(call: &mut Call, queue: &str) -> Result<Response, Problem> {
    let queue: QueueName = name(queue)?;
    let settings: QueueSettings = call.json(SETTINGS_BYTES_MAX).await?;
    check(&settings)?;
    let show = ShowQueueSettings {
        queue: queue.clone(),
    };
    let seen = call.directory()?.ask(&show).await?.version;
    let set = SetQueue {
        queue,
        settings,
        seen,
    };
    call.directory()?.ask(&set).await?;
    Ok(Response::empty()?.with_status(204))
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
    use super::*;

    #[test]
    fn settings_are_within_their_bounds() {
        let usual = QueueSettings::default;
        assert!(check(&usual()).is_ok());
        for wrong in [
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
        ] {
            assert!(check(&wrong).is_err(), "{wrong:?}");
        }
    }
}
