//! Canned messages at a real server: who reads which pool, and who writes it.

use anyhow::Result;
use hushdesk_protocol::rest::{CannedMessage, Method, Page, ProblemCode};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{administered, password};
use hushdesk_tests::server::Server;
use serde_json::{Value, json};

const FORBIDDEN: (u16, ProblemCode) = (403, ProblemCode::Forbidden);
const NOT_FOUND: (u16, ProblemCode) = (404, ProblemCode::NotFound);

fn add(browser: &Browser, pool: &Value, title: &str) -> Result<Option<(u16, ProblemCode)>> {
    let message = json!({"title": title, "text": "We open at nine."});
    let answer = browser.post("/api/v1/canned", &json!({"pool": pool, "message": message}))?;
    if answer.status() == 201 {
        return Ok(None);
    }
    problem(answer).map(Some)
}

fn list(browser: &Browser) -> Result<Vec<CannedMessage>> {
    Ok(json::<Page<CannedMessage>>(browser.get("/api/v1/canned")?)?.items)
}

fn titles(browser: &Browser) -> Result<Vec<String>> {
    let mut titles: Vec<_> = list(browser)?
        .iter()
        .map(|it| it.title.to_string())
        .collect();
    titles.sort();
    Ok(titles)
}

#[test]
fn everybody_reads_the_pools_of_their_queues_and_writes_what_they_look_after() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "canned")?;
    let manages = json!({
        "people": ["desk3"], "change": "give",
        "queues": [{"queue": "circulation", "duties": ["manager"]}],
    });
    assert_eq!(admin.post("/api/v1/assignments", &manages)?.status(), 204);
    let mut desks = ["desk1", "desk3"].map(|name| (name, Browser::at(&site)));
    for (name, browser) in &mut desks {
        browser.sign_in(name, &password(name))?;
    }
    let [(_, desk1), (_, manager)] = &desks;
    let [own, everybodys] = [json!("own"), json!("organisation")];
    let [reference, circulation] = ["reference", "circulation"].map(|name| json!({"queue": name}));

    assert_eq!(add(&admin, &everybodys, "all")?, None);
    assert_eq!(add(&admin, &reference, "reference")?, None);
    assert_eq!(add(manager, &circulation, "circulation")?, None);
    assert_eq!(add(manager, &own, "manager")?, None);
    assert_eq!(add(desk1, &own, "desk1")?, None);
    assert_eq!(add(manager, &reference, "x")?, Some(FORBIDDEN));
    assert_eq!(add(manager, &everybodys, "x")?, Some(FORBIDDEN));
    assert_eq!(add(desk1, &circulation, "x")?, Some(FORBIDDEN));
    assert_eq!(
        add(&admin, &json!({"queue": "nowhere"}), "x")?,
        Some(NOT_FOUND)
    );

    assert_eq!(titles(&admin)?, ["all", "circulation", "reference"]);
    assert_eq!(titles(manager)?, ["all", "circulation", "manager"]);
    assert_eq!(titles(desk1)?, ["all", "circulation", "desk1", "reference"]);
    for message in list(manager)? {
        let path = format!("/api/v1/canned/{}", message.id.as_str());
        let removed = desk1.ask(Method::Delete, &path)?;
        let expected = match message.title.as_str() {
            "manager" => NOT_FOUND,
            _ => FORBIDDEN,
        };
        assert_eq!(problem(removed)?, expected, "{}", message.title);
    }
    assert_eq!(list(manager)?.len(), 3);
    Ok(())
}
