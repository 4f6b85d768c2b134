//! A second factor at a real server: it is set up with the password and a code, shown at each sign-in, required by an
//! organisation, and taken away again.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use hushdesk_protocol::rest::{
    Method, Organisation, ProblemCode, RecoveryCodes, SecondFactor, SecondFactorSecret, Session,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{administered, password, signed_in};
use hushdesk_tests::server::Server;
use hushdesk_tests::socket;
use serde_json::json;
use totp_rs::Totp;

const WRONG: (u16, ProblemCode) = (401, ProblemCode::WrongCredentials);
const NEEDED: (u16, ProblemCode) = (401, ProblemCode::SecondFactorNeeded);
const MISSING: (u16, ProblemCode) = (403, ProblemCode::SecondFactorMissing);
const SIGNED_OUT: (u16, ProblemCode) = (401, ProblemCode::SignedOut);

const FACTOR: &str = "/api/v1/profile/second-factor";

/// Seconds a code is shown.
const STEP: u64 = 30;

/// Somebody's app.
struct App(Totp);

impl App {
    /// What it shows at the moment.
    fn code(&self) -> Result<String> {
        Ok(self.0.generate(seconds()?).to_string())
    }

    /// What it will show next: an app whose clock is fast shows it already.
    fn next_code(&self) -> Result<String> {
        Ok(self.0.generate(seconds()? + STEP).to_string())
    }
}

fn seconds() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}

/// Somebody sets up an app.
fn set_up(browser: &Browser, password: &str) -> Result<(App, RecoveryCodes)> {
    let secret = browser.post(FACTOR, &json!({"password": password}))?;
    let secret: SecondFactorSecret = json(secret)?;
    let totp = Totp::from_url(&secret.address).ok();
    let app = App(totp.context("no address of a secret")?);
    let code = json!({"code": app.code()?});
    let codes = json(browser.put(FACTOR, &code)?)?;
    Ok((app, codes))
}

fn factor_of(browser: &Browser) -> Result<SecondFactor> {
    let session: Session = json(browser.get("/api/v1/session")?)?;
    Ok(session.second_factor)
}

#[test]
fn whoever_is_signed_in_shows_again_that_it_is_them_with_password_and_code() -> Result<()> {
    const PROOF: &str = "/api/v1/session/proof";
    let server = Server::shared()?;
    let (site, _) = administered(&server, "proof")?;
    let desk = signed_in(&site, "desk1")?;
    let proof = |proof| desk.put(PROOF, &proof);
    let own = password("desk1");
    assert_eq!(problem(proof(json!({"password": "another one"}))?)?, WRONG);
    assert_eq!(proof(json!({"password": own}))?.status(), 204);
    let (app, _) = set_up(&desk, &own)?;
    assert_eq!(problem(proof(json!({"password": own}))?)?, NEEDED);
    let with_code = json!({"password": own, "code": app.next_code()?});
    assert_eq!(proof(with_code)?.status(), 204);
    let nobody = Browser::at(&site);
    let answer = nobody.put(PROOF, &json!({"password": own}))?;
    assert_eq!(problem(answer)?, SIGNED_OUT);
    Ok(())
}

#[test]
fn who_has_a_second_factor_shows_it_at_each_sign_in() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "second-factor")?;
    let desk = signed_in(&site, "desk1")?;
    let wrong = desk.post(FACTOR, &json!({"password": "not this one"}))?;
    assert_eq!(problem(wrong)?, WRONG);
    let before = desk.put(FACTOR, &json!({"code": "000000"}))?;
    assert_eq!(problem(before)?, WRONG, "nothing was begun");
    let (app, recovery) = set_up(&desk, &password("desk1"))?;
    assert_eq!(recovery.codes.len(), 10);
    assert_eq!(factor_of(&desk)?, SecondFactor::On);

    let sign_in = |code: Option<&str>| {
        let mut other = Browser::at(&site);
        other.sign_in_with("desk1", &password("desk1"), code)
    };
    assert_eq!(problem(sign_in(None)?)?, NEEDED);
    assert_eq!(problem(sign_in(Some("000000"))?)?, WRONG);
    let code = app.next_code()?;
    assert_eq!(sign_in(Some(&code))?.status(), 200);
    assert_eq!(problem(sign_in(Some(&code))?)?, WRONG, "it was used");
    let [first, second, third, ..] = recovery.codes.as_slice() else {
        anyhow::bail!("no codes");
    };
    assert_eq!(sign_in(Some(&first.to_uppercase()))?.status(), 200);
    assert_eq!(problem(sign_in(Some(first))?)?, WRONG, "it was used");
    // Whoever has no password learns nothing of a second factor.
    let guessed = Browser::at(&site).sign_in_with("desk1", "not this one", Some(second))?;
    assert_eq!(problem(guessed)?, WRONG);

    let proof = |code: &str| json!({"password": password("desk1"), "code": code});
    let password_alone = json!({"password": password("desk1")});
    let removal = format!("{FACTOR}/removal");
    for path in [FACTOR, "/api/v1/profile/recovery-codes", &removal] {
        assert_eq!(problem(desk.post(path, &password_alone)?)?, NEEDED);
        assert_eq!(problem(desk.post(path, &proof("000000"))?)?, WRONG);
    }
    let renewed: RecoveryCodes = json(desk.post("/api/v1/profile/recovery-codes", &proof(third))?)?;
    assert_eq!(problem(sign_in(Some(second))?)?, WRONG);
    assert_eq!(sign_in(Some(&renewed.codes[0]))?.status(), 200);

    let wrong = desk.post(&removal, &json!({"password": "not this one"}))?;
    assert_eq!(problem(wrong)?, WRONG);
    assert_eq!(
        desk.post(&removal, &proof(&renewed.codes[1]))?.status(),
        204
    );
    assert_eq!(sign_in(None)?.status(), 200);
    let log = server.log();
    assert!(!recovery.codes.iter().any(|code| log.contains(code)));
    Ok(())
}

#[test]
fn whoever_has_one_shows_it_before_their_password_is_changed() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "factor-password")?;
    let desk = signed_in(&site, "desk1")?;
    let (app, _) = set_up(&desk, &password("desk1"))?;
    let change = |code: Option<&str>| {
        let mut change = json!({"old": password("desk1"), "new": "a password of mine"});
        if let Some(code) = code {
            change["code"] = code.into();
        }
        desk.put("/api/v1/profile/password", &change)
    };
    assert_eq!(problem(change(None)?)?, NEEDED);
    assert_eq!(problem(change(Some("000000"))?)?, WRONG);
    assert_eq!(change(Some(&app.next_code()?))?.status(), 204);
    Ok(())
}

#[test]
fn the_code_that_confirms_an_app_is_not_guessed_without_end() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "factor-guesses")?;
    let desk = signed_in(&site, "desk1")?;
    let begun = desk.post(FACTOR, &json!({"password": password("desk1")}))?;
    assert_eq!(begun.status(), 200);
    for _ in 0..5 {
        let guess = desk.put(FACTOR, &json!({"code": "000000"}))?;
        assert_eq!(problem(guess)?, WRONG);
    }
    let guess = desk.put(FACTOR, &json!({"code": "000000"}))?;
    assert_eq!(problem(guess)?, (429, ProblemCode::TooMany));
    Ok(())
}

#[test]
fn where_one_is_required_nothing_else_is_done_before() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "required-factor")?;
    let desk = signed_in(&site, "desk1")?;
    let mut organisation: Organisation = json(admin.get("/api/v1/organisation")?)?;
    organisation.second_factor_required = true;
    let set = admin.put("/api/v1/organisation", &organisation)?;
    assert_eq!(set.status(), 204);

    assert_eq!(problem(desk.get("/api/v1/queues")?)?, MISSING);
    assert_eq!(problem(admin.get("/api/v1/people")?)?, MISSING);
    let refused = socket::desk(&site, "circulation", &desk)?.refusal();
    assert_eq!(refused, Some(403));
    assert_eq!(factor_of(&desk)?, SecondFactor::Missing);
    set_up(&desk, &password("desk1"))?;
    assert_eq!(desk.get("/api/v1/queues")?.status(), 200);
    let opened = socket::desk(&site, "circulation", &desk)?.refusal();
    assert_eq!(opened, None);
    Ok(())
}

#[test]
fn an_administrator_takes_the_second_factor_away_of_whoever_has_lost_it() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "lost-factor")?;
    let desk = signed_in(&site, "desk1")?;
    set_up(&desk, &password("desk1"))?;
    let sign_in = || Browser::at(&site).sign_in("desk1", &password("desk1"));
    assert_eq!(problem(sign_in()?)?, NEEDED);
    let reset = admin.ask(Method::Delete, "/api/v1/people/desk1/second-factor")?;
    assert_eq!(reset.status(), 204);
    assert_eq!(problem(desk.get("/api/v1/session")?)?, SIGNED_OUT);
    assert_eq!(sign_in()?.status(), 200);
    Ok(())
}
