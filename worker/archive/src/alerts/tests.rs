use durable_queue::to_archive::{AlertRules, FromQueue, OfQueue, Shift};
use hushdesk_edge::outbox::Delivery;
use hushdesk_edge::testing::Memory;
use hushdesk_protocol::ids::{MailId, Timestamp};
use hushdesk_protocol::rest::{Alerts, Day, HoursChange, HoursNow, WebhookEvent};

use super::mailing::{Alert, Trouble};
use crate::Archive;
use crate::testing::{MINUTE, NOW, administrator, archive, ended, hook, take, told};

const HOUR: u64 = 60 * MINUTE;

/// A queue whose chats wait for a minute, and which is unstaffed for ten.
fn rules(version: u64) -> AlertRules {
    AlertRules {
        queue: "reference".parse().unwrap(),
        alerts: Alerts {
            waiting_seconds: Some(60),
            unstaffed_seconds: Some(600),
            email: Some("head@library.example".parse().unwrap()),
            language: Some("de".to_owned().try_into().unwrap()),
        },
        version,
    }
}

fn hear(archive: &Archive<Memory>, number: u64, says: OfQueue) {
    let delivery = Delivery {
        from: "reference".to_owned(),
        number,
        oldest: 0,
        says: FromQueue::Queue(says),
    };
    archive.take(delivery).unwrap();
}

fn watching() -> Archive<Memory> {
    let archive = archive(&[]);
    archive.ask(&administrator(), hook(1, &[])).unwrap();
    hear(&archive, 1, OfQueue::Alerts(rules(1)));
    archive
}

fn shift(began: Timestamp, ended: Option<Timestamp>) -> OfQueue {
    OfQueue::Shift(Shift {
        queue: "reference".parse().unwrap(),
        operator: "ann".parse().unwrap(),
        began,
        ended,
    })
}

/// One that nobody has claimed.
fn waits() -> durable_queue::to_archive::ToArchive {
    let mut waits = told(0);
    waits.chat.claimed = None;
    waits.chat.operators = vec![];
    waits.holder = None;
    waits
}

fn alert(about: &str, what: Trouble, since: Timestamp) -> Alert {
    Alert {
        about: about.to_owned(),
        what,
        queue: "reference".parse().unwrap(),
        since,
        to: "head@library.example".parse().unwrap(),
        language: Some("de".to_owned().try_into().unwrap()),
    }
}

fn standing(open: bool, until: Timestamp) -> HoursNow {
    HoursNow {
        open,
        until: Some(HoursChange {
            at: until,
            day: Day::after_1970(0),
            minute: 0,
        }),
    }
}

/// What webhooks are told now.
fn calls(archive: &Archive<Memory>, now: Timestamp) -> Vec<serde_json::Value> {
    let calls = archive.due_calls(now).unwrap();
    let bodies = calls.iter().map(|it| serde_json::from_str(&it.body));
    bodies.collect::<Result<_, _>>().unwrap()
}

/// Looks at the queue, which stands so.
fn look(archive: &Archive<Memory>, now: Timestamp, standing: &HoursNow) {
    let queue = "reference".parse().unwrap();
    assert_eq!(archive.due_watches(now).as_ref(), Ok(&vec![queue]));
    let queue = "reference".parse().unwrap();
    archive.looked_at(&queue, Some(standing), now).unwrap();
}

#[test]
fn a_chat_that_nobody_claims_is_told_of_once_and_mailed() {
    let archive = watching();
    take(&archive, 2, waits());
    let due = NOW.plus(MINUTE);
    look(&archive, NOW, &standing(false, NOW.plus(HOUR)));
    assert_eq!(archive.next_alert(), Ok(Some(due)));
    assert_eq!(archive.due_watches(due), Ok(vec![]));
    let types: Vec<_> = calls(&archive, due)
        .iter()
        .map(|it| it["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(types, ["chat.opened", "chat.waiting"]);
    let expected = alert(waits().chat.chat.as_str(), Trouble::Waiting, NOW);
    assert_eq!(archive.due_alerts(due), Ok(vec![expected.clone()]));
    assert_eq!(archive.due_alerts(due), Ok(vec![]));
    let mail = MailId::from_bytes([1; 16]);
    archive.alert_is_put(&expected, &mail, due).unwrap();
    assert_eq!(archive.due_mails(due), Ok(vec![mail]));
    assert_eq!(archive.next_alert(), Ok(Some(NOW.plus(HOUR))));
}

#[test]
fn a_chat_that_is_claimed_or_over_in_time_is_not_told_of() {
    let mut claimed = told(0);
    claimed.revision = claimed.revision.next();
    for later in [claimed.clone(), ended(claimed)] {
        let archive = watching();
        take(&archive, 2, waits());
        take(&archive, 3, later);
        archive.due_watches(NOW.plus(HOUR)).unwrap();
        assert_eq!(archive.due_alerts(NOW.plus(HOUR)), Ok(vec![]));
    }
}

#[test]
fn that_nobody_is_there_is_told_once_in_opening_hours_and_again_on_the_next_day() {
    let archive = watching();
    let (opens, closes) = (NOW.plus(HOUR), NOW.plus(9 * HOUR));
    look(&archive, NOW, &standing(false, opens));
    assert_eq!(archive.next_alert(), Ok(Some(opens)));
    look(&archive, opens, &standing(true, closes));
    let due = opens.plus(10 * MINUTE);
    assert_eq!(archive.next_alert(), Ok(Some(due)));
    look(&archive, due, &standing(true, closes));
    let told = serde_json::json!({
        "type": "queue.unstaffed",
        "timestamp": opens.0,
        "data": {"queue": "reference", "since": opens.0},
    });
    assert_eq!(calls(&archive, due), [told]);
    let expected = alert("reference", Trouble::Unstaffed, opens);
    assert_eq!(archive.due_alerts(due), Ok(vec![expected.clone()]));
    archive.alert_is_given_up(&expected).unwrap();
    assert_eq!(archive.next_alert(), Ok(Some(closes)));
    let tomorrow = opens.plus(24 * HOUR);
    look(&archive, closes, &standing(false, tomorrow));
    look(&archive, tomorrow, &standing(true, closes.plus(24 * HOUR)));
    let again = tomorrow.plus(10 * MINUTE);
    look(&archive, again, &standing(true, closes.plus(24 * HOUR)));
    let expected = alert("reference", Trouble::Unstaffed, tomorrow);
    assert_eq!(archive.due_alerts(again), Ok(vec![expected]));
}

#[test]
fn whoever_comes_ends_it_and_whoever_goes_begins_it() {
    let archive = watching();
    let closes = NOW.plus(9 * HOUR);
    hear(&archive, 2, shift(NOW, None));
    assert_eq!(archive.next_alert(), Ok(None));
    let goes = NOW.plus(HOUR);
    hear(&archive, 3, shift(NOW, Some(goes)));
    assert_eq!(archive.next_alert(), Ok(Some(goes)));
    look(&archive, goes, &standing(true, closes));
    assert_eq!(archive.next_alert(), Ok(Some(goes.plus(10 * MINUTE))));
    hear(&archive, 4, shift(goes.plus(MINUTE), None));
    assert_eq!(archive.next_alert(), Ok(None));
}

#[test]
fn without_rules_nothing_is_watched_and_older_rules_change_nothing() {
    let archive = watching();
    let plain = AlertRules {
        alerts: Alerts::default(),
        ..rules(3)
    };
    hear(&archive, 2, OfQueue::Alerts(plain));
    hear(&archive, 3, OfQueue::Alerts(rules(2)));
    take(&archive, 4, waits());
    assert_eq!(archive.next_alert(), Ok(None));
}

#[test]
fn where_nobody_is_mailed_webhooks_are_told_all_the_same() {
    let archive = watching();
    let mut unmailed = rules(2);
    unmailed.alerts.email = None;
    hear(&archive, 2, OfQueue::Alerts(unmailed));
    take(&archive, 3, waits());
    let due = NOW.plus(MINUTE);
    archive.due_watches(due).unwrap();
    assert_eq!(archive.due_alerts(due), Ok(vec![]));
    let told = calls(&archive, due);
    assert!(
        told.iter()
            .any(|it| it["type"] == WebhookEvent::ChatWaiting.as_str()),
        "{told:?}"
    );
}

#[test]
fn a_queue_of_which_nobody_says_when_it_is_open_is_looked_at_rarely_and_never_told_of() {
    let archive = watching();
    let queue = "reference".parse().unwrap();
    for day in 0..3 {
        let now = NOW.plus(day * 24 * HOUR);
        assert_eq!(archive.due_watches(now).as_ref().map(Vec::len), Ok(1));
        archive.looked_at(&queue, None, now).unwrap();
        assert_eq!(archive.next_alert(), Ok(Some(now.plus(24 * HOUR))));
        assert_eq!(archive.due_alerts(now), Ok(vec![]));
    }
}
