//! An organisation is set up at a real server by whoever knows the deployment's code, once.

use anyhow::Result;
use hushdesk_protocol::rest::{
    AuditEntry, Organisation, Page, ProblemCode, QueueListing, Role, Session, SetupState,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{SETUP_CODE, Server};
use serde_json::json;

const FORBIDDEN: (u16, ProblemCode) = (403, ProblemCode::Forbidden);
const MALFORMED: (u16, ProblemCode) = (400, ProblemCode::Malformed);

#[test]
fn an_empty_deployment_becomes_an_organisation_with_one_administrator() -> Result<()> {
    let mut server = Server::start()?;
    let mut browser = Browser::at(&server);
    let state = |browser: &Browser| json::<SetupState>(browser.get("/api/v1/setup")?);
    let setup = json!({
        "organisation": "Northgate Public Library",
        "operators": [{"name": "dora", "password": "a password of mine", "role": "administrator"}],
    });
    assert!(!state(&browser)?.done);
    let snippet = browser.get("/api/v1/snippets/reference-sealed")?;
    assert_eq!(problem(snippet)?, (404, ProblemCode::NotFound));
    let foreign = Browser::at(&server).with_origin("https://evil.example");
    assert_eq!(problem(foreign.set_up(&setup, SETUP_CODE)?)?, FORBIDDEN);
    let wrong = browser.set_up(&setup, "the-setup-code-of-nobody")?;
    assert_eq!(problem(wrong)?, FORBIDDEN);
    assert!(!state(&browser)?.done);

    assert_eq!(browser.set_up(&setup, SETUP_CODE)?.status(), 201);
    assert!(state(&browser)?.done);
    let again = browser.set_up(&setup, SETUP_CODE)?;
    assert_eq!(problem(again)?, (409, ProblemCode::Conflict));

    server.crash_and_restart()?;
    let session = browser.sign_in("dora", "a password of mine")?;
    let session: Session = json(session)?;
    assert_eq!(
        (session.role, session.display.as_str(), session.queues.len()),
        (Role::Administrator, "Dora", 0)
    );
    assert_eq!(session.organisation, "Northgate Public Library");
    let queues: Page<QueueListing> = json(browser.get("/api/v1/queues")?)?;
    assert_eq!(queues.items, []);
    let organisation: Organisation = json(browser.get("/api/v1/organisation")?)?;
    assert_eq!(
        (organisation.audit_days, organisation.second_factor_required),
        (400, false)
    );
    let log: Page<AuditEntry> = json(browser.get("/api/v1/audit")?)?;
    let [entry] = log.items.as_slice() else {
        anyhow::bail!("{log:?}");
    };
    assert_eq!((entry.act.as_str(), &entry.by), ("set_up", &None));
    let printed = server.log();
    assert!(!printed.contains("a password of mine") && !printed.contains(SETUP_CODE));
    Ok(())
}

#[test]
fn a_set_up_without_administrator_or_name_is_refused_and_can_be_repeated() -> Result<()> {
    let server = Server::shared()?;
    let browser = Browser::at(server.site("set-up-again"));
    let right = serde_json::to_value(library::setup()?)?;
    for (field, value) in [
        ("organisation", json!("")),
        ("organisation", json!(null)),
        ("operators", json!([])),
        (
            "operators",
            json!([{"name": "dora", "password": password("dora"), "role": "operator"}]),
        ),
        (
            "operators",
            json!([{"name": "dora", "password": "short", "role": "administrator"}]),
        ),
        ("unknown", json!(1)),
    ] {
        let mut setup = right.clone();
        setup[field] = value;
        let told = problem(browser.set_up(&setup, SETUP_CODE)?)?;
        assert_eq!(told, MALFORMED, "{setup:.200}");
    }
    assert_eq!(browser.set_up(&right, SETUP_CODE)?.status(), 201);
    Ok(())
}

#[test]
fn codes_cannot_be_tried_without_end() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("guessing-codes");
    let guesser = Browser::at(&site).from_address("198.51.100.7");
    let setup = library::setup()?;
    let mut refusals = Vec::new();
    while refusals.last().is_none_or(|told| *told == FORBIDDEN) && refusals.len() < 100 {
        refusals.push(problem(
            guesser.set_up(&setup, "the-setup-code-of-nobody")?,
        )?);
    }
    assert_eq!(refusals.last(), Some(&(429, ProblemCode::TooMany)));
    let right = problem(guesser.set_up(&setup, SETUP_CODE)?)?;
    assert_eq!(right, (429, ProblemCode::TooMany));
    let made_up = server.site("guessing-elsewhere");
    let elsewhere = Browser::at(&made_up).from_address("198.51.100.7");
    let told = problem(elsewhere.set_up(&setup, "the-setup-code-of-nobody")?)?;
    assert_eq!(told, (429, ProblemCode::TooMany));
    Browser::at(&site)
        .from_address("198.51.100.8")
        .found(&setup)
}

#[test]
fn the_address_to_remember_leads_to_the_console() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("setup-address");
    let answer = Browser::at(&site).get("/setup")?;
    assert_eq!(answer.status(), 302);
    let there = answer.headers()["Location"].to_str()?;
    assert_eq!(there, format!("{}/console/setup", site.origin()));
    Ok(())
}
