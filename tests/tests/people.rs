//! The people of an organisation at a real server: invited, changed, kept out, removed; their links, passwords and sessions.

use std::time::Duration;

use anyhow::{Context, Result};
use hushdesk_protocol::close;
use hushdesk_protocol::rest::{
    Link, LinkFor, Method, Page, Person, PersonState, ProblemCode, Role, SessionListing,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{administered, password, signed_in};
use hushdesk_tests::server::Server;
use hushdesk_tests::socket::{self, seated};
use serde_json::{Value, json};

/// Within what a socket is closed whose operator may not have it any more.
const CLOSED_MAX: Duration = Duration::from_secs(2);

const SIGNED_OUT: (u16, ProblemCode) = (401, ProblemCode::SignedOut);

#[test]
fn whoever_is_invited_chooses_a_password_and_comes_to_their_queue() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "inviting")?;
    let invitation = json!({
        "name": "vera", "display": "Vera", "role": "operator",
        "queues": [{"queue": "circulation", "duties": ["operator", "manager"]}],
    });
    let link: Link = json(admin.post("/api/v1/people", &invitation)?)?;
    let again = admin.post("/api/v1/people", &invitation)?;
    assert_eq!(problem(again)?, (409, ProblemCode::Conflict));
    let invited: Person = json(admin.get("/api/v1/people/vera")?)?;
    let until = Some(link.until);
    assert_eq!(invited.state, PersonState::Invited { until });

    let mut vera = Browser::at(&site);
    let wrong = (401, ProblemCode::WrongCredentials);
    assert_eq!(problem(vera.sign_in("vera", "")?)?, wrong);
    let token = json!({"token": link.token});
    let read: LinkFor = json(vera.post("/api/v1/links/reading", &token)?)?;
    assert_eq!((read.name.as_str(), read.first), ("vera", true));
    assert_eq!(read.organisation, "The library");
    let choose = |password: &str| {
        let chosen = json!({"token": link.token, "password": password});
        vera.post("/api/v1/links/use", &chosen)
    };
    let malformed = (400, ProblemCode::Malformed);
    assert_eq!(problem(choose("short")?)?, malformed);
    assert_eq!(choose("a password of mine")?.status(), 204);
    let over = (410, ProblemCode::LinkOver);
    assert_eq!(problem(choose("a password of others")?)?, over);

    vera.sign_in("vera", "a password of mine")?;
    seated(&site, "circulation", &vera, 1)?;
    let log = server.log();
    assert!(
        !log.contains("a password of mine")
            && !log.contains(link.token.as_ref().context("no token")?.as_str())
    );
    Ok(())
}

#[test]
fn sockets_end_when_somebody_is_disabled_or_loses_the_queue() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "disabling")?;
    let desk = signed_in(&site, "desk1")?;

    let mut socket = seated(&site, "circulation", &desk, 1)?;
    let take = json!({
        "people": ["desk1"], "change": "take",
        "queues": [{"queue": "circulation", "duties": ["operator"]}],
    });
    assert_eq!(admin.post("/api/v1/assignments", &take)?.status(), 204);
    assert_eq!(socket.closed_within(CLOSED_MAX)?, close::SIGNED_OUT);
    assert_eq!(desk.get("/api/v1/session")?.status(), 200);
    let refused = socket::desk(&site, "circulation", &desk)?.refusal();
    assert_eq!(refused, Some(403));

    let mut give = take;
    give["change"] = "give".into();
    assert_eq!(admin.post("/api/v1/assignments", &give)?.status(), 204);
    let mut desk2 = signed_in(&site, "desk2")?;
    let mut socket = seated(&site, "circulation", &desk2, 1)?;
    let disabling = "/api/v1/people/desk2/disabling";
    assert_eq!(admin.ask(Method::Post, disabling)?.status(), 204);
    assert_eq!(socket.closed_within(CLOSED_MAX)?, close::SIGNED_OUT);
    assert_eq!(problem(desk2.get("/api/v1/session")?)?, SIGNED_OUT);
    let wrong = (401, ProblemCode::WrongCredentials);
    assert_eq!(problem(desk2.sign_in("desk2", &password("desk2"))?)?, wrong);
    Ok(())
}

#[test]
fn another_role_ends_all_sessions_with_their_sockets() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "roles")?;
    let mut desk = signed_in(&site, "desk1")?;
    let mut socket = seated(&site, "circulation", &desk, 1)?;
    let at = json!([{"queue": "circulation", "duties": ["operator"]}]);
    let change = |role: &str| {
        let change = json!({"display": "Ann", "role": role, "queues": at});
        admin.put("/api/v1/people/desk1", &change)
    };
    assert_eq!(change("operator")?.status(), 204);
    assert_eq!(desk.get("/api/v1/session")?.status(), 200);
    assert_eq!(change("administrator")?.status(), 204);
    assert_eq!(socket.closed_within(CLOSED_MAX)?, close::SIGNED_OUT);
    assert_eq!(problem(desk.get("/api/v1/session")?)?, SIGNED_OUT);
    desk.sign_in("desk1", &password("desk1"))?;
    assert_eq!(desk.get("/api/v1/people")?.status(), 200);
    Ok(())
}

#[test]
fn sessions_are_listed_with_their_devices_and_ended_one_by_one_or_all() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "sessions")?;
    let mut browsers = [(); 3].map(|()| Browser::at(&site));
    for browser in &mut browsers {
        browser.sign_in("desk1", &password("desk1"))?;
    }
    let [here, there, elsewhere] = &browsers;
    let mut socket = seated(&site, "circulation", there, 1)?;
    let own: Page<SessionListing> = json(there.get("/api/v1/profile/sessions")?)?;
    let current = own.items.iter().find(|it| it.current);
    let current = current.context("no session is this one")?;
    let end = |session: &str| {
        let path = format!("/api/v1/profile/sessions/{session}");
        here.ask(Method::Delete, &path)
    };
    let somebodys: Page<SessionListing> = json(admin.get("/api/v1/profile/sessions")?)?;
    let somebodys = somebodys.items.first().context("no session")?;
    assert_eq!(end(somebodys.id.as_str())?.status(), 204);
    assert_eq!(admin.get("/api/v1/session")?.status(), 200, "not theirs");
    assert_eq!(end(current.id.as_str())?.status(), 204);
    assert_eq!(socket.closed_within(CLOSED_MAX)?, close::SIGNED_OUT);
    assert_eq!(problem(there.get("/api/v1/session")?)?, SIGNED_OUT);
    assert_eq!(elsewhere.get("/api/v1/session")?.status(), 200);
    let others = here.ask(Method::Delete, "/api/v1/profile/sessions")?;
    assert_eq!(others.status(), 204);
    assert_eq!(problem(elsewhere.get("/api/v1/session")?)?, SIGNED_OUT);

    let sessions = "/api/v1/people/desk1/sessions";
    let listed: Page<SessionListing> = json(admin.get(sessions)?)?;
    assert_eq!(listed.items.len(), 1);
    assert_eq!(admin.ask(Method::Delete, sessions)?.status(), 204);
    assert_eq!(problem(here.get("/api/v1/session")?)?, SIGNED_OUT);
    Ok(())
}

#[test]
fn of_two_who_change_somebody_the_second_is_told_and_the_last_administrator_stays() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "changing")?;
    let read = admin.get("/api/v1/people/desk1")?;
    let seen = read.headers()["ETag"].to_str()?.to_owned();
    let change = json!({"display": "Ana", "role": "operator", "queues": []});
    let put = |version: &str| admin.put_over("/api/v1/people/desk1", &change, Some(version));
    assert_eq!(put(&seen)?.status(), 204);
    let changed = (412, ProblemCode::ChangedMeanwhile);
    assert_eq!(problem(put(&seen)?)?, changed);
    let person: Person = json(admin.get("/api/v1/people/desk1")?)?;
    assert_eq!((person.display.as_str(), person.queues.len()), ("Ana", 0));

    let last = (409, ProblemCode::LastAdministrator);
    for (method, path) in [
        (Method::Delete, "/api/v1/people/admin"),
        (Method::Post, "/api/v1/people/admin/disabling"),
    ] {
        assert_eq!(problem(admin.ask(method, path)?)?, last, "{path}");
    }
    assert_eq!(problem(admin.put("/api/v1/people/admin", &change)?)?, last);
    let removed = admin.ask(Method::Delete, "/api/v1/people/desk1")?;
    assert_eq!(removed.status(), 204);
    let gone = admin.get("/api/v1/people/desk1")?;
    assert_eq!(problem(gone)?, (404, ProblemCode::NotFound));
    let found: Page<Person> = json(admin.get("/api/v1/people?search=DESK")?)?;
    let names: Vec<_> = found.items.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["desk2", "desk3"]);
    assert!(found.items.iter().all(|it| it.role == Role::Operator));
    Ok(())
}

#[test]
fn another_password_ends_the_other_sessions() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "passwords")?;
    let [mut one, mut other] = [Browser::at(&site), Browser::at(&site)];
    one.sign_in("desk1", &password("desk1"))?;
    other.sign_in("desk1", &password("desk1"))?;
    let sessions: Page<SessionListing> = json(one.get("/api/v1/profile/sessions")?)?;
    let current = sessions.items.iter().filter(|it| it.current).count();
    assert_eq!((sessions.items.len(), current), (2, 1));

    let change = |old: &str| {
        let change = json!({"old": old, "new": "a password of mine"});
        one.put("/api/v1/profile/password", &change)
    };
    let wrong = (401, ProblemCode::WrongCredentials);
    assert_eq!(problem(change("not this one")?)?, wrong);
    assert_eq!(change(&password("desk1"))?.status(), 204);
    assert_eq!(one.get("/api/v1/session")?.status(), 200);
    assert_eq!(problem(other.get("/api/v1/session")?)?, SIGNED_OUT);

    other.sign_in("desk1", "a password of mine")?;
    let link: Link = json(admin.ask(Method::Post, "/api/v1/people/desk1/link")?)?;
    let chosen = json!({"token": link.token, "password": "yet another one"});
    let used = Browser::at(&site).post("/api/v1/links/use", &chosen)?;
    assert_eq!(used.status(), 204);
    for browser in [&one, &other] {
        assert_eq!(problem(browser.get("/api/v1/session")?)?, SIGNED_OUT);
    }
    Ok(())
}

#[test]
fn bad_people_are_refused_and_change_nothing() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "bad-people")?;
    let malformed = (400, ProblemCode::Malformed);
    let person = |field: &str, value: Value| {
        let mut person = json!({"name": "vera", "role": "operator", "queues": []});
        person[field] = value;
        admin.post("/api/v1/people", &person)
    };
    for (field, value) in [
        ("name", "Vera Stone".into()),
        ("name", "x".repeat(1_000_000).into()),
        ("name", 7.into()),
        ("name", Value::Null),
        ("display", " ".into()),
        ("display", "a\nb".into()),
        ("display", "x".repeat(101).into()),
        ("role", "owner".into()),
        (
            "queues",
            json!([{"queue": "circulation", "duties": ["king"]}]),
        ),
        ("queues", json!({"queue": "circulation"})),
        ("days", 0.into()),
        ("days", 31.into()),
        ("unknown", true.into()),
    ] {
        let told = problem(person(field, value.clone())?)?;
        assert_eq!(told, malformed, "{field} {:.40}", value.to_string());
    }
    let nowhere = json!([{"queue": "nowhere", "duties": ["operator"]}]);
    let not_found = (404, ProblemCode::NotFound);
    assert_eq!(problem(person("queues", nowhere)?)?, not_found);
    // What is a text is taken as one, whatever it would mean elsewhere.
    for (name, display) in [
        ("vera", "'; DROP TABLE operators; --"),
        ("vivian", "<script>alert(1)</script>"),
    ] {
        let person = json!({"name": name, "display": display, "role": "operator", "queues": []});
        assert_eq!(admin.post("/api/v1/people", &person)?.status(), 200);
        let path = format!("/api/v1/people/{name}");
        let shown: Person = json(admin.get(&path)?)?;
        assert_eq!(shown.display.as_str(), display);
        admin.ask(Method::Delete, &path)?;
        // Whoever was only invited has no history that another could come into.
        assert_eq!(admin.post("/api/v1/people", &person)?.status(), 200);
        admin.ask(Method::Delete, &path)?;
    }
    let people: Page<Person> = json(admin.get("/api/v1/people")?)?;
    assert_eq!(people.items.len(), 4);
    Ok(())
}
