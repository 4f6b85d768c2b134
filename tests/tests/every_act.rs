//! Does all that an administrator can do, at a real server, one endpoint after the other. Before each act it is tried in
//! every wrong way: other types, texts of a megabyte, unknown fields, SQL and HTML where a name belongs, over a version that
//! is not there any more. All of it is refused and changes nothing. What was done stands in the audit log, without secrets.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::rest::{
    Answer, AuditEntry, Body, Description, ENDPOINTS, Method, Page, ProblemCode, Who,
};
use hushdesk_tests::acts::{Act, CLIENT_SECRET, administrators, of_holders};
use hushdesk_tests::browser::{self, Browser, json, problem};
use hushdesk_tests::library::{administered, password};
use hushdesk_tests::server::{SETUP_CODE, Server};
use serde_json::{Value, json};

const MALFORMED: (u16, ProblemCode) = (400, ProblemCode::Malformed);
const CHANGED: (u16, ProblemCode) = (412, ProblemCode::ChangedMeanwhile);
const VERSION_MISSING: (u16, ProblemCode) = (428, ProblemCode::VersionMissing);

/// What means something else to a database, and to a page.
const HOSTILE: &str = "'; DROP TABLE operators; -- <script>alert(1)</script>";

/// Bytes of a text that is far too long.
const MEGABYTE: usize = 1_000_000;

#[test]
fn whatever_takes_something_is_tried() -> Result<()> {
    let mut acts = administrators();
    acts.extend(of_holders()?);
    let tried: BTreeSet<_> = acts.iter().map(|act| act.endpoint).collect();
    for endpoint in ENDPOINTS {
        let administers = matches!(endpoint.who, Who::Administrator | Who::Manager);
        let is_act = endpoint.method != Method::Get && administers;
        if is_act || endpoint.body != Body::Nothing {
            assert!(tried.contains(endpoint.name), "{}", endpoint.name);
        }
    }
    Ok(())
}

#[test]
fn what_is_not_right_is_refused_and_changes_nothing() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "every-wrong-way")?;
    for act in administrators() {
        let before = everything(&admin)?;
        try_wrongly(&admin, &act)?;
        assert_eq!(everything(&admin)?, before, "{}", act.endpoint);
        do_it(&admin, &act)?;
    }
    let before = everything(&admin)?;
    for act in of_holders()? {
        try_wrongly(&admin, &act)?;
    }
    assert_eq!(everything(&admin)?, before);
    Ok(())
}

#[test]
fn a_field_of_an_address_is_what_it_should_be() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "every-wrong-address")?;
    let long = "x".repeat(5_000);
    for endpoint in ENDPOINTS {
        if endpoint.answer == Answer::Socket {
            continue;
        }
        let address = |field: &str| {
            let parts = endpoint.path.split('/');
            let parts = parts.map(|part| if part.starts_with('{') { field } else { part });
            format!("/api/v1/{}", parts.collect::<Vec<_>>().join("/"))
        };
        let has_field = endpoint.path.contains('{');
        for field in ["%27%3B%20DROP%20TABLE", "%3Cscript%3E", "%00", "A", &long] {
            if has_field {
                let told = problem(admin.ask(endpoint.method, &address(field))?)?;
                assert_eq!(told, MALFORMED, "{} {field:.20}", endpoint.name);
            }
        }
        for parameter in endpoint.query {
            let asked = format!("{}?{parameter}={long}", address("reference"));
            let told = problem(admin.ask(endpoint.method, &asked)?)?;
            assert_eq!(told, MALFORMED, "{} {parameter}", endpoint.name);
        }
    }
    let found = admin.get("/api/v1/people?search=%25%27%20OR%20%271%27%3D%271")?;
    assert_eq!(json::<Value>(found)?["items"], json!([]));
    Ok(())
}

#[test]
fn a_text_is_taken_as_one_whatever_it_would_mean_elsewhere() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "every-text")?;
    for (number, mut act) in administrators().into_iter().enumerate() {
        let text = format!("{number} {HOSTILE}");
        let texts = pointers(&act.body);
        let texts: Vec<_> = texts
            .into_iter()
            .filter(|at| is_text(act.endpoint, at))
            .collect();
        for at in &texts {
            *act.body.pointer_mut(at).context("no such field")? = text.as_str().into();
        }
        do_it(&admin, &act)?;
        // A table is read as one, and what is proposed is told administrators.
        if !texts.is_empty() {
            let all = Value::from(everything(&admin)?).to_string();
            assert!(all.contains(&text), "{}", act.endpoint);
        }
    }
    let people = admin.get("/api/v1/people.csv")?;
    assert_eq!(people.status(), 200);
    Ok(())
}

#[test]
fn every_act_stands_in_the_audit_log_and_no_secret_does() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "every-act")?;
    let mut expected = vec![("set_up".to_owned(), "organisation".to_owned(), None)];
    let mut secrets = vec![
        password("admin"),
        SETUP_CODE.to_owned(),
        CLIENT_SECRET.to_owned(),
    ];
    secrets.extend(admin.cookie());
    for act in administrators() {
        let answer = do_it(&admin, &act)?;
        secrets.extend(tokens(&answer));
        let by = Some("admin".to_owned());
        expected.extend(act.noted.map(|(what, of)| (what.into(), of.into(), by)));
    }
    let log: Page<AuditEntry> = json(admin.get("/api/v1/audit")?)?;
    let told = log.items.iter().rev().map(|entry| {
        let by = entry.by.as_ref().map(ToString::to_string);
        (entry.act.clone(), entry.subject.clone(), by)
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert!(log.items.iter().all(|entry| !entry.address.is_empty()));

    let mut file = admin.get("/api/v1/audit.csv")?;
    let file = file.body_mut().read_to_string()?;
    assert_eq!(file.lines().count(), expected.len() + 1);
    let log = serde_json::to_string(&log)? + &file;
    assert!(secrets.len() > 4, "{}", secrets.len());
    assert!(!secrets.iter().any(|secret| log.contains(secret)));
    let printed = server.log();
    assert!(!secrets.iter().any(|secret| printed.contains(secret)));
    Ok(())
}

/// Does what is right. The answer's body.
fn do_it(admin: &Browser, act: &Act) -> Result<String> {
    let text = if act.body.is_null() {
        String::new()
    } else {
        act.body.to_string()
    };
    let mut answer = send(admin, act, "*", None, &text)?;
    let status = answer.status();
    let body = answer.body_mut().read_to_string()?;
    ensure!(status.is_success(), "{}: {status} {body}", act.endpoint);
    Ok(body)
}

fn send(
    admin: &Browser,
    act: &Act,
    version: &str,
    from: Option<&str>,
    text: &str,
) -> Result<browser::Answer> {
    let address = address(admin, act)?;
    let code = format!("Bearer {SETUP_CODE}");
    let mut headers = vec![("If-Match", version), ("Authorization", &code)];
    headers.extend(from.map(|address| ("CF-Connecting-IP", address)));
    admin.send(act.description()?.method, &address, &headers, text)
}

/// Where it is done: with the id of the one canned message, or the one webhook, that there is.
fn address(admin: &Browser, act: &Act) -> Result<String> {
    let mut address = act.address()?;
    for (field, list) in [("{canned}", "canned"), ("{webhook}", "webhooks")] {
        if address.contains(field) {
            address = address.replace(field, &only_id(admin, list)?);
        }
    }
    Ok(address)
}

fn only_id(admin: &Browser, list: &str) -> Result<String> {
    let list: Value = json(admin.get(&format!("/api/v1/{list}"))?)?;
    let id = list.pointer("/items/0/id").and_then(Value::as_str);
    Ok(id.context("there is none")?.to_owned())
}

/// Tries an act in all the wrong ways.
fn try_wrongly(admin: &Browser, act: &Act) -> Result<()> {
    let endpoint: &Description = act.description()?;
    if endpoint.body == Body::Nothing {
        return Ok(());
    }
    let mut texts = vec!["{".to_owned(), String::new()];
    texts.extend(spoiled(act).iter().map(Value::to_string));
    for (number, text) in texts.iter().enumerate() {
        // Codes can be tried so often from one address.
        let address = format!("198.51.{}.{}", number / 200, number % 200);
        let from = Some(address.as_str());
        let told = problem(send(admin, act, "*", from, text)?)?;
        assert_eq!(told, MALFORMED, "{} {text:.300}", act.endpoint);
    }
    if matches!(endpoint.body, Body::JsonOfVersion(_)) {
        for version in ["\"1\"", "\"x\"", "1"] {
            let told = problem(send(admin, act, version, None, &act.body.to_string())?)?;
            assert_eq!(told, CHANGED, "{} over {version}", act.endpoint);
        }
        let address = address(admin, act)?;
        let told = problem(admin.put_over(&address, &act.body, None)?)?;
        assert_eq!(told, VERSION_MISSING, "{}", act.endpoint);
    }
    Ok(())
}

/// The body of an act with one thing wrong in it, each.
fn spoiled(act: &Act) -> Vec<Value> {
    let mut all = vec![json!(null), json!(7), json!("text"), json!([act.body])];
    let mut spoil = |at: &str, with: Value| {
        let mut body = act.body.clone();
        if let Some(value) = body.pointer_mut(at) {
            *value = with;
            all.push(body);
        }
    };
    for at in pointers(&act.body) {
        match act.body.pointer(&at).unwrap_or(&Value::Null) {
            Value::Object(fields) => {
                let mut fields = fields.clone();
                fields.insert("unknown".to_owned(), true.into());
                spoil(&at, fields.into());
                spoil(&at, 7.into());
            }
            Value::Array(_) => {
                spoil(&at, "text".into());
                spoil(&at, json!({"0": "x"}));
            }
            Value::String(_) => {
                spoil(&at, 7.into());
                spoil(&at, json!({"a": 1}));
                spoil(&at, "x".repeat(MEGABYTE).into());
                if !is_text(act.endpoint, &at) && !is_secret(&at) {
                    spoil(&at, HOSTILE.into());
                }
            }
            Value::Number(_) => {
                spoil(&at, "text".into());
                spoil(&at, (-1).into());
                spoil(&at, 1.5.into());
            }
            Value::Bool(_) => spoil(&at, "text".into()),
            Value::Null => spoil(&at, json!({"a": 1})),
        }
    }
    all
}

/// Where everything in a value stands, the value itself first.
fn pointers(value: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut within = |key: &str, value: &Value| {
        let inner = pointers(value).into_iter();
        all.extend(inner.map(|rest| format!("/{key}{rest}")));
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| within(key, value)),
        Value::Array(items) => {
            for (n, value) in items.iter().enumerate() {
                within(&n.to_string(), value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    all
}

/// Whether people write there what they like.
fn is_text(endpoint: &str, at: &str) -> bool {
    let field = at.rsplit('/').next().unwrap_or_default();
    let is_free = [
        "display",
        "title",
        "label",
        "text",
        "said",
        "greeting",
        "button",
        "desk",
        "concierge",
        "organisation",
    ];
    let is_called = matches!(endpoint, "PutOrganisation" | "PutProvider")
        || at.contains("/own/")
        || at.contains("/pinned/");
    is_free.contains(&field)
        || at.contains("/starters/")
        || at.contains("/categories/")
        || (field == "name" && (is_called || at.contains("/special_days/")))
        || (at == "/name" && endpoint == "PostMessage")
        || (at == "/note" && endpoint == "PostFollowUp")
}

/// Whether what stands there is compared and never read.
fn is_secret(at: &str) -> bool {
    ["/password", "/old", "/new", "/code", "/set"]
        .iter()
        .any(|secret| at.ends_with(secret))
}

/// All that an administrator can see, but for when somebody was there.
fn everything(admin: &Browser) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    for list in [
        "people", "queues", "skins", "keys", "snippets", "canned", "webhooks", "audit",
    ] {
        let mut page: Value = json(admin.get(&format!("/api/v1/{list}"))?)?;
        let items = page.pointer_mut("/items").and_then(Value::as_array_mut);
        let items = items.context("no list")?;
        for item in items {
            if let Some(person) = item.as_object_mut() {
                person.remove("seen");
            }
            let name = item["name"].as_str().unwrap_or_default();
            let more: &[&str] = match list {
                "queues" => &["", "/settings"],
                "skins" => &[""],
                _ => &[],
            };
            for rest in more {
                all.push(json(admin.get(&format!("/api/v1/{list}/{name}{rest}"))?)?);
            }
        }
        all.push(page);
    }
    all.push(json(admin.get("/api/v1/organisation")?)?);
    all.push(json(admin.get("/api/v1/organisation/provider")?)?);
    all.push(json(admin.get("/api/v1/session")?)?);
    Ok(all)
}

/// The tokens of links and the secrets of webhooks in an answer.
fn tokens(answer: &str) -> Vec<String> {
    let is_token = |text: &&str| {
        let is_hex = text.bytes().all(|it| it.is_ascii_hexdigit());
        (text.len() == 64 && is_hex) || text.starts_with("whsec_")
    };
    let tokens = answer.split('"').filter(is_token);
    tokens.map(str::to_owned).collect()
}
