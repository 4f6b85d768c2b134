//! Links by which people choose their passwords, at a real server: each works once and for a while, and nobody finds one by
//! trying.

use anyhow::Result;
use hushdesk_protocol::rest::{Link, Method, ProblemCode};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{administered, password};
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::server::Server;
use serde_json::json;

const OVER: (u16, ProblemCode) = (410, ProblemCode::LinkOver);

#[test]
fn a_link_works_once_and_a_newer_one_takes_its_place() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "links")?;
    let make = || json::<Link>(admin.ask(Method::Post, "/api/v1/people/desk1/link")?);
    let choose = |link: &Link, password: &str| {
        let chosen = json!({"token": link.token, "password": password});
        Browser::at(&site).post("/api/v1/links/use", &chosen)
    };
    let [earlier, link] = [make()?, make()?];
    assert_eq!(problem(choose(&earlier, "a password of mine")?)?, OVER);
    assert_eq!(choose(&link, "a password of mine")?.status(), 204);
    assert_eq!(problem(choose(&link, "a password of others")?)?, OVER);
    let mut desk = Browser::at(&site);
    let old = problem(desk.sign_in("desk1", &password("desk1"))?)?;
    assert_eq!(old, (401, ProblemCode::WrongCredentials));
    assert_eq!(desk.sign_in("desk1", "a password of mine")?.status(), 200);
    Ok(())
}

#[test]
fn a_link_of_another_organisation_is_none() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "links-here")?;
    let (elsewhere, _) = administered(&server, "links-elsewhere")?;
    let link: Link = json(admin.ask(Method::Post, "/api/v1/people/desk1/link")?)?;
    let chosen = json!({"token": link.token, "password": "a password of mine"});
    let used = Browser::at(&elsewhere).post("/api/v1/links/use", &chosen)?;
    assert_eq!(problem(used)?, OVER);
    Ok(())
}

#[test]
fn a_link_lapses_though_nobody_has_used_it() -> Result<()> {
    let server = Server::start()?;
    // The organisation whose directory counts tries of the setup code, so that there is one.
    let (site, admin) = administered(&server, "main")?;
    let invitation = json!({"name": "vera", "role": "operator", "days": 1});
    let link: Link = json(admin.post("/api/v1/people", &invitation)?)?;
    let token = json!({"token": link.token});
    let read = || Browser::at(&site).post("/api/v1/links/reading", &token);
    assert_eq!(read()?.status(), 200);

    // As if a day had gone by.
    let directory = Objects::of(&server, Kind::Directory);
    directory.wait_until_asleep()?;
    directory.change("UPDATE links SET ends = ends - 86400000")?;
    assert_eq!(problem(read()?)?, OVER);
    let chosen = json!({"token": link.token, "password": "a password of mine"});
    let used = Browser::at(&site).post("/api/v1/links/use", &chosen)?;
    assert_eq!(problem(used)?, OVER);
    Ok(())
}

#[test]
fn links_cannot_be_tried_without_end() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "guessing-links")?;
    let guesser = Browser::at(&site).from_address("198.51.100.7");
    let mut tried = Vec::new();
    while tried.last().is_none_or(|told| *told == OVER) && tried.len() < 100 {
        let token = json!({"token": format!("{:064x}", tried.len())});
        tried.push(problem(guesser.post("/api/v1/links/reading", &token)?)?);
    }
    assert_eq!(tried.last(), Some(&(429, ProblemCode::TooMany)));
    Ok(())
}
