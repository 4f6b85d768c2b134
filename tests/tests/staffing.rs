//! Who staffs queues and when nobody does, at a real server: hours are counted, and whoever wants to know is told that a queue needs
//! people.

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::{ChatKind, ToGuest};
use hushdesk_protocol::ids::Seq;
use hushdesk_protocol::rest::{ProblemCode, Staffing, WebhookSecret};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{administered, signed_in};
use hushdesk_tests::mail::mails_to;
use hushdesk_tests::receiver::Receiver;
use hushdesk_tests::server::Server;
use hushdesk_tests::talk::{Talk, when};
use serde_json::{Value, json};

const SETTINGS: &str = "/api/v1/queues/circulation/settings";

/// Sets the queue: open all day, every day, and somebody is told after a few seconds.
fn watch(admin: &Browser, email: &str) -> Result<()> {
    let all_day = json!([{"from": 0, "until": 1_440}]);
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let week: serde_json::Map<_, _> = days
        .iter()
        .map(|day| ((*day).to_owned(), all_day.clone()))
        .collect();
    let settings = json!({
        "hours": {"zone": "Europe/Berlin", "week": week, "special_days": []},
        "alerts": {"waiting_seconds": 5, "unstaffed_seconds": 5, "email": email, "language": "de"},
    });
    ensure!(admin.put(SETTINGS, &settings)?.status() == 204);
    let mails = json!({
        "name": "City library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    ensure!(admin.put("/api/v1/organisation", &mails)?.status() == 204);
    Ok(())
}

fn told(receiver: &Receiver, event: &str) -> Result<Value> {
    let told = when(|| {
        let heard = receiver.heard();
        let all = heard.iter().map(|it| serde_json::from_str(&it.body));
        let all: Vec<Value> = all.collect::<Result<_, _>>()?;
        Ok(all.into_iter().find(|it| it["type"] == event))
    });
    told.with_context(|| format!("nothing was told of {event}"))
}

#[test]
fn a_queue_where_nobody_is_and_a_chat_that_nobody_claims_are_told_of() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "alerts")?;
    let receiver = Receiver::start(204)?;
    let events =
        json!({"address": receiver.address(), "events": ["chat.waiting", "queue.unstaffed"]});
    let _: WebhookSecret = json(admin.post("/api/v1/webhooks", &events)?)?;
    watch(&admin, "head@alerts.example")?;
    assert_eq!(
        told(&receiver, "queue.unstaffed")?["data"]["queue"],
        "circulation"
    );

    let guest = Guest::new(1, "circulation", ChatKind::Sealed)?;
    let mut chat = guest.connect(&site)?;
    chat.send(&guest.arrive(Seq(0)))?;
    chat.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    let waits = told(&receiver, "chat.waiting")?;
    let of = (&waits["data"]["chat"], &waits["data"]["address"]);
    assert_eq!(of, (&json!(guest.chat().as_str()), &Value::Null));

    let mails = mails_to(&admin, "head@alerts.example", 2)?;
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(
        subjects,
        ["Ein Chat wartet: Loans", "Niemand ist da: Loans"]
    );
    assert!(
        mails
            .iter()
            .all(|mail| !mail.text.contains(guest.chat().as_str()))
    );
    Ok(())
}

#[test]
fn hours_at_the_desk_and_chats_at_once_are_counted_for_whoever_may_know() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "staffing")?;
    let [desk1, desk2] = ["desk1", "desk2"].map(|name| signed_in(&site, name));
    let (desk1, desk2) = (desk1?, desk2?);
    let said = ["Good morning", "Good morning"];
    let mut talk = Talk::begin(&site, ("circulation", &desk1), 1, said)?;
    talk.end()?;
    let counted = when(|| {
        let path = "/api/v1/statistics/staffing?by=operator&zone=Europe/Berlin";
        let counted: Staffing = json(admin.get(path)?)?;
        let is_there = counted.all.staffed > 0 && counted.all.most_at_once > 0;
        Ok(is_there.then_some(counted))
    })?;
    assert_eq!(counted.all.most_at_once, 1);
    let keys: Vec<_> = counted.groups.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["desk1"]);
    let others: Staffing = json(desk2.get("/api/v1/statistics/staffing")?)?;
    assert_eq!((others.all.staffed, others.all.most_at_once), (0, 0));
    let mut file = admin.get("/api/v1/statistics/staffing.csv?by=queue")?;
    let text = file.body_mut().read_to_string()?;
    let first: Vec<_> = text.lines().take(2).collect();
    assert!(
        first
            .first()
            .is_some_and(|it| it.ends_with("queue,staffed_seconds,worked_seconds,most_at_once")),
        "{text}"
    );
    assert!(
        first
            .get(1)
            .is_some_and(|it| it.starts_with("circulation,")),
        "{text}"
    );
    let wrong = problem(admin.get("/api/v1/statistics/staffing?by=category")?)?;
    assert_eq!(wrong, (400, ProblemCode::Malformed));
    Ok(())
}
