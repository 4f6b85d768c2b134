//! Bodies of the API as they travel, pinned by literals: a change here is a change of `/api/v1`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{
    AddressKept, Answers, Cursor, Day, ENDPOINTS, Factors, GuestHours, GuestQuestion, HoursChange,
    HoursNow, OfferTo, OpenSpan, OpeningHours, OpeningWeek, Page, PinnedKey, Presence, Problem,
    ProblemCode, QuestionKind, QueueListing, QueueSettings, QueueTitle, Role, Sealing,
    SecondFactor, Session, ShiftEnd, SkinListing, Snippet, SnippetQuestions, SpecialDay,
    UnverifiedOperator,
};
use hushdesk_protocol::text::NoticeText;
use serde::{Serialize, de::DeserializeOwned};

/// The body is written as the literal, and the literal is read as the body.
#[track_caller]
fn pinned<Body: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    body: &Body,
    literal: &str,
) {
    assert_eq!(serde_json::to_string(body).unwrap(), literal);
    assert_eq!(&serde_json::from_str::<Body>(literal).unwrap(), body);
}

#[test]
fn a_queue_is_set_and_listed() {
    pinned(
        &QueueSettings {
            offer: OfferTo::LeastBusy { count: 2 },
            concierge: Some(NoticeText::try_from("Please wait.".to_owned()).unwrap()),
            busy_at: Some(3),
            shift: ShiftEnd::Clock { minute: 1080 },
            retain: Some(30),
            anonymise: Some(90),
            address: AddressKept::Subnet,
            ..QueueSettings::default()
        },
        concat!(
            r#"{"offer":{"least_busy":{"count":2}},"concierge_seconds":60,"#,
            r#""concierge":"Please wait.","unanswered_seconds":600,"grace_seconds":60,"#,
            r#""transfer_seconds":60,"busy_at":3,"shift":{"clock":{"minute":1080}},"categories":[],"category_required":false,"#,
            r#""retain":30,"anonymise":90,"delete":null,"address":"subnet","email":null,"messages":false,"rated":false,"hours":null,"alerts":{}}"#
        ),
    );
    pinned(
        &QueueListing {
            name: "circulation".parse().unwrap(),
            title: "Loans".to_owned(),
            staffed: true,
        },
        r#"{"name":"circulation","title":"Loans","staffed":true}"#,
    );
    pinned(
        &SkinListing {
            name: "open".parse().unwrap(),
            title: "Ask us".to_owned(),
            sealing: Sealing::Open,
            picture: None,
        },
        r#"{"name":"open","title":"Ask us","sealing":"open","picture":null}"#,
    );
}

#[test]
fn what_guests_are_asked_stands_in_the_settings_and_where_they_come_from() {
    let question = |label: &str, kind, required| GuestQuestion {
        label: label.parse().unwrap(),
        kind,
        required,
    };
    let options = vec![
        "At home".parse().unwrap(),
        "In the library".parse().unwrap(),
    ];
    pinned(
        &SnippetQuestions {
            entry: vec![
                question("Your course", QuestionKind::Text, false),
                question("Where are you?", QuestionKind::Choice { options }, true),
                question("I agree to it.", QuestionKind::Consent, true),
            ],
            survey: vec![],
            comment: true,
        },
        concat!(
            r#"{"entry":[{"label":"Your course","kind":"text","required":false},"#,
            r#"{"label":"Where are you?","kind":{"choice":{"options":["At home","In the library"]}},"required":true},"#,
            r#"{"label":"I agree to it.","kind":"consent","required":true}],"survey":[],"comment":true}"#
        ),
    );
    let settings: QueueSettings =
        serde_json::from_str(r#"{"entry":[{"label":"Your course","kind":"text"}]}"#).unwrap();
    let expected = QueueSettings {
        entry: vec![question("Your course", QuestionKind::Text, false)],
        ..QueueSettings::default()
    };
    assert_eq!(settings, expected);
}

#[test]
fn hours_are_set_in_minutes_of_a_day_and_told_with_the_next_change() {
    let day = |text: &str| Day::try_from(text.to_owned()).unwrap();
    let zone = || "Europe/Berlin".to_owned().try_into().unwrap();
    let spans = || {
        vec![OpenSpan {
            from: 540,
            until: 1_080,
        }]
    };
    pinned(
        &OpeningHours {
            zone: zone(),
            week: OpeningWeek {
                monday: spans(),
                ..OpeningWeek::default()
            },
            special_days: vec![SpecialDay {
                day: day("2026-12-25"),
                name: Some("Christmas Day".parse().unwrap()),
                spans: vec![],
            }],
        },
        concat!(
            r#"{"zone":"Europe/Berlin","week":{"monday":[{"from":540,"until":1080}],"tuesday":[],"wednesday":[],"#,
            r#""thursday":[],"friday":[],"saturday":[],"sunday":[]},"#,
            r#""special_days":[{"day":"2026-12-25","name":"Christmas Day","spans":[]}]}"#
        ),
    );
    let now = HoursNow {
        open: false,
        until: Some(HoursChange {
            at: Timestamp(1_764_576_000_000),
            day: day("2025-12-01"),
            minute: 540,
        }),
    };
    pinned(
        &GuestHours {
            open: false,
            until: Some(Timestamp(1_764_576_000_000)),
        },
        r#"{"open":false,"until":1764576000000}"#,
    );
    pinned(
        &Presence {
            staffed: false,
            hours: Some(HoursNow { until: None, ..now }),
        },
        r#"{"staffed":false,"hours":{"open":false,"until":null}}"#,
    );
    pinned(
        &Presence {
            staffed: true,
            hours: None,
        },
        r#"{"staffed":true}"#,
    );
}

#[test]
fn a_session_says_who_somebody_is() {
    pinned(
        &Session {
            name: "desk1".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            role: Role::Operator,
            queues: vec![QueueTitle {
                name: "reference".parse().unwrap(),
                title: "Ask us".to_owned(),
            }],
            demonstration: false,
            organisation: "Northgate Public Library".to_owned(),
            manages: vec!["reference".parse().unwrap()],
            second_factor: SecondFactor::On,
            factors: Factors {
                app: true,
                passkeys: false,
            },
            provider: Some("Campus".to_owned()),
            password: false,
        },
        concat!(
            r#"{"name":"desk1","display":"Ann","role":"operator","#,
            r#""queues":[{"name":"reference","title":"Ask us"}],"demonstration":false,"#,
            r#""organisation":"Northgate Public Library","manages":["reference"],"second_factor":"on","#,
            r#""factors":{"app":true,"passkeys":false},"#,
            r#""provider":"Campus","password":false}"#
        ),
    );
}

#[test]
fn a_snippet_says_for_whom_its_chats_are_sealed() {
    let key = "ab".repeat(20);
    pinned(
        &Snippet {
            queue: "reference".parse().unwrap(),
            queue_title: "Ask a librarian".to_owned(),
            skin: "sealed".parse().unwrap(),
            title: "Ask us".to_owned(),
            sealing: Sealing::Sealed {
                pinned: vec![PinnedKey {
                    fingerprint: key.clone().try_into().unwrap(),
                    name: None,
                }],
                unverified: UnverifiedOperator::Refuse,
            },
            colour: Some("#6b3f8f".parse().unwrap()),
            style: None,
            answers: Answers::Desk("The reference desk".parse().unwrap()),
            sounds: false,
            greeting: Some("Good morning.".parse().unwrap()),
            starters: vec!["Renew a book".parse().unwrap()],
            messages: true,
            rated: false,
            staffed: true,
            hours: None,
            asked: false,
            surveyed: false,
            mailed: false,
            mailed_after: false,
        },
        &format!(
            "{}{key}{}",
            concat!(
                r#"{"queue":"reference","queue_title":"Ask a librarian","skin":"sealed","#,
                r#""title":"Ask us","sealing":{"sealed":{"pinned":[{"fingerprint":""#
            ),
            concat!(
                r##"","name":null}],"unverified":"refuse"}},"colour":"#6b3f8f","answers":{"desk":"The reference desk"},"sounds":false,"##,
                r#""greeting":"Good morning.","starters":["Renew a book"],"messages":true,"rated":false,"staffed":true,"hours":null}"#
            )
        ),
    );
}

#[test]
fn a_list_comes_in_pages() {
    let page = |next: Option<&str>| Page {
        items: vec![1, 2],
        next: next.map(|next| Cursor::try_from(next.to_owned()).unwrap()),
    };
    pinned(&page(None), r#"{"items":[1,2],"next":null}"#);
    pinned(&page(Some("loans")), r#"{"items":[1,2],"next":"loans"}"#);
}

#[test]
fn a_problem_says_what_happened_as_rfc_9457_has_it() {
    let detail = "You are signed out. Sign in first.".to_owned();
    pinned(
        &Problem::new(ProblemCode::SignedOut, detail),
        concat!(
            r#"{"type":"urn:hushdesk:problem:signed-out","title":"Nobody is signed in","status":401,"#,
            r#""detail":"You are signed out. Sign in first."}"#
        ),
    );
}

#[test]
fn every_endpoint_may_fail_and_says_what_else_it_refuses_by_status() {
    for endpoint in ENDPOINTS {
        let problems = endpoint.problems();
        let statuses: Vec<_> = problems.iter().map(|problem| problem.status()).collect();
        assert!(problems.contains(&ProblemCode::Failed), "{endpoint:?}");
        assert!(statuses.is_sorted(), "{endpoint:?}");
    }
}
