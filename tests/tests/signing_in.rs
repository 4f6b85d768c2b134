//! Signing in and out, against a real server, and what wrong passwords do: they stop whoever guesses, and nobody else.

use anyhow::Result;
use hushdesk_protocol::rest::{Factors, ProblemCode, QueueTitle, Role, SecondFactor, Session};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{Server, Site};

const WRONG: (u16, ProblemCode) = (401, ProblemCode::WrongCredentials);
const TOO_MANY: (u16, ProblemCode) = (429, ProblemCode::TooMany);

#[test]
fn an_operator_signs_in_and_out() -> Result<()> {
    let mut server = Server::start()?;
    let site = server.site("signing-in");
    let mut browser = Browser::at(&site);
    browser.found(&library::setup()?)?;
    let signed_out = (401, ProblemCode::SignedOut);
    let wrong = (401, ProblemCode::WrongCredentials);

    assert_eq!(problem(browser.get("/api/v1/session")?)?, signed_out);
    assert_eq!(problem(browser.sign_in("desk3", "desk1-password")?)?, wrong);
    assert_eq!(
        problem(browser.sign_in("nobody", "desk1-password")?)?,
        wrong
    );
    assert_eq!(browser.cookie(), None);

    let session = Session {
        name: "desk3".parse()?,
        display: "Desk3".parse()?,
        role: Role::Operator,
        queues: vec![QueueTitle {
            name: "circulation".parse()?,
            title: "Loans".to_owned(),
        }],
        demonstration: false,
        organisation: "The library".to_owned(),
        manages: vec![],
        second_factor: SecondFactor::Off,
        factors: Factors::default(),
        provider: None,
        password: true,
    };
    let answer = browser.sign_in("desk3", &password("desk3"))?;
    let cookies = answer.headers().get_all("Set-Cookie").iter();
    let kept_for = ["43200", "34560000"].map(|seconds| format!("; Max-Age={seconds}"));
    for (cookie, kept_for) in cookies.zip(kept_for) {
        let expected = format!("; Path=/; HttpOnly; SameSite=Strict{kept_for}");
        assert!(cookie.to_str()?.ends_with(&expected), "{cookie:?}");
    }
    assert_eq!(json::<Session>(answer)?, session);

    server.crash_and_restart()?;
    assert_eq!(json::<Session>(browser.get("/api/v1/session")?)?, session);

    assert_eq!(browser.sign_out()?.status(), 204);
    assert_eq!(problem(browser.get("/api/v1/session")?)?, signed_out);
    Ok(())
}

#[test]
fn ten_wrong_passwords_stop_their_address_and_no_other() -> Result<()> {
    let server = Server::shared()?;
    let site = founded(&server, "guessing")?;
    let mut guesser = Browser::at(&site).from_address("198.51.100.7");
    for _ in 0..10 {
        assert_eq!(problem(guesser.sign_in("desk1", "a wrong one")?)?, WRONG);
    }
    let answer = guesser.sign_in("desk1", &password("desk1"))?;
    let seconds: u64 = answer.headers()["Retry-After"].to_str()?.parse()?;
    assert!((1..=900).contains(&seconds), "{seconds}");
    assert_eq!(problem(answer)?, TOO_MANY);
    assert_eq!(guesser.sign_in("desk2", &password("desk2"))?.status(), 200);
    let mut owner = Browser::at(&site).from_address("198.51.100.8");
    assert_eq!(owner.sign_in("desk1", &password("desk1"))?.status(), 200);
    Ok(())
}

#[test]
fn wrong_passwords_from_many_addresses_lock_nobody_out() -> Result<()> {
    let server = Server::shared()?;
    let site = founded(&server, "guessing-together")?;
    for n in 1..=30 {
        let mut guesser = Browser::at(&site).from_address(&format!("203.0.113.{n}"));
        assert_eq!(problem(guesser.sign_in("desk1", "a wrong one")?)?, WRONG);
    }
    let mut owner = Browser::at(&site).from_address("198.51.100.7");
    assert_eq!(owner.sign_in("desk1", &password("desk1"))?.status(), 200);
    Ok(())
}

#[test]
fn made_up_names_stop_nobody_in_the_reading_room() -> Result<()> {
    let server = Server::shared()?;
    let site = founded(&server, "reading-room")?;
    let in_the_room = || Browser::at(&site).from_address("198.51.100.7");
    let mut guesser = in_the_room();
    for n in 0..110 {
        let name = format!("made-up-{n}");
        assert_eq!(problem(guesser.sign_in(&name, "a wrong one")?)?, WRONG);
    }
    let signed_in = in_the_room().sign_in("desk1", &password("desk1"))?;
    assert_eq!(signed_in.status(), 200);
    Ok(())
}

#[test]
fn a_browser_that_has_signed_in_before_does_so_again_whatever_others_try() -> Result<()> {
    let server = Server::shared()?;
    let site = founded(&server, "known-browser")?;
    let mut owner = Browser::at(&site);
    owner.sign_in("desk1", &password("desk1"))?;
    let mut guesser = Browser::at(&site);
    for _ in 0..10 {
        assert_eq!(problem(guesser.sign_in("desk1", "a wrong one")?)?, WRONG);
    }
    let guessed = guesser.sign_in("desk1", &password("desk1"))?;
    assert_eq!(problem(guessed)?, TOO_MANY);
    assert_eq!(owner.sign_in("desk1", &password("desk1"))?.status(), 200);
    Ok(())
}

fn founded(server: &Server, organisation: &str) -> Result<Site> {
    let site = server.site(organisation);
    Browser::at(&site).found(&library::setup()?)?;
    Ok(site)
}
