//! Passkeys at a real server: one is added, signs in alone and beside the password, and shows again who somebody is; what is replayed,
//! of another site, of somebody else or of a copy is refused.

use anyhow::{Context, Result};
use hushdesk_passkeys::testing::{Authenticator, elsewhere};
use hushdesk_passkeys::{Site, decoded};
use hushdesk_protocol::rest::{
    AddedPasskey, AuditEntry, Page, PasskeyAnswer, PasskeyBeginning, PasskeyChallenge,
    PasskeyListing, ProblemCode, SecondFactor, Session, SignIn,
};
use hushdesk_tests::browser::{Answer, Browser, json, problem};
use hushdesk_tests::library::{administered, password, signed_in};
use hushdesk_tests::server::{self, Server};
use serde_json::json;

const WRONG: (u16, ProblemCode) = (401, ProblemCode::WrongCredentials);
const NEEDED: (u16, ProblemCode) = (401, ProblemCode::SecondFactorNeeded);
const FORBIDDEN: (u16, ProblemCode) = (403, ProblemCode::Forbidden);
const SIGNED_OUT: (u16, ProblemCode) = (401, ProblemCode::SignedOut);

const PASSKEYS: &str = "/api/v1/profile/passkeys";
const SIGN_IN: &str = "/api/v1/session/passkey";
const PROOF: &str = "/api/v1/session/proof/passkey";

/// The site as authenticators know it.
fn known(site: &server::Site) -> Site {
    let host = site.host().split(':').next().unwrap_or_default();
    Site {
        host: host.to_owned(),
        origin: site.origin(),
    }
}

/// Somebody adds what an authenticator has made.
fn add(browser: &Browser, site: &Site, key: &mut Authenticator) -> Result<AddedPasskey> {
    let beginning = browser.post(&format!("{PASSKEYS}/beginning"), &())?;
    let beginning: PasskeyBeginning = json(beginning)?;
    key.user = Some(beginning.user);
    let new = key.make(&decoded(&beginning.challenge)?, site, "Laptop");
    json(browser.post(PASSKEYS, &new)?)
}

/// What an authenticator signs of what it is given.
fn sign(browser: &Browser, site: &Site, key: &mut Authenticator) -> Result<PasskeyAnswer> {
    let given = browser.post("/api/v1/session/passkey-challenge", &())?;
    let given: PasskeyChallenge = json(given)?;
    Ok(key.sign(&decoded(&given.challenge)?, site))
}

/// Somebody signs in with the password of desk1, and this beside it.
fn beside_password(
    site: &server::Site,
    passkey: Option<PasskeyAnswer>,
) -> Result<(Browser, Answer)> {
    let mut browser = Browser::at(site);
    let sign_in = SignIn {
        name: "desk1".parse()?,
        password: password("desk1"),
        code: None,
        passkey,
    };
    let answer = browser.sign_in_at("/api/v1/session", &sign_in)?;
    Ok((browser, answer))
}

#[test]
fn a_passkey_signs_in_alone_and_beside_the_password_and_shows_again_who_somebody_is() -> Result<()>
{
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "passkeys")?;
    let (known, desk) = (known(&site), signed_in(&site, "desk1")?);
    let mut key = Authenticator::new(7);
    let added = add(&desk, &known, &mut key)?;
    assert_eq!(added.codes.len(), 10);
    let again = add(&desk, &known, &mut Authenticator::new(8))?;
    assert_eq!(again.codes, [""; 0], "they have recovery codes");

    let mut other = Browser::at(&site);
    let answer = sign(&other, &known, &mut key)?;
    let session: Session = json(other.sign_in_at(SIGN_IN, &answer)?)?;
    assert_eq!(session.name.as_str(), "desk1");
    assert_eq!(session.second_factor, SecondFactor::On);
    assert_eq!(other.get("/api/v1/session")?.status(), 200);
    let mut thief = Browser::at(&site);
    let replayed = thief.sign_in_at(SIGN_IN, &answer)?;
    assert_eq!(problem(replayed)?, WRONG);

    assert_eq!(problem(beside_password(&site, None)?.1)?, NEEDED);
    let shown = sign(&other, &known, &mut key)?;
    let (third, answer) = beside_password(&site, Some(shown.clone()))?;
    assert_eq!(answer.status(), 200);
    let replayed = beside_password(&site, Some(shown))?.1;
    assert_eq!(problem(replayed)?, WRONG);

    let change = json!({"old": password("desk1"), "new": "another password of mine"});
    let change = || third.put("/api/v1/profile/password", &change);
    assert_eq!(problem(change()?)?, NEEDED);
    let proof = sign(&third, &known, &mut key)?;
    assert_eq!(third.put(PROOF, &proof)?.status(), 204);
    assert_eq!(problem(third.put(PROOF, &proof)?)?, WRONG, "it was used");
    assert_eq!(change()?.status(), 204);
    assert_eq!(problem(desk.get("/api/v1/session")?)?, SIGNED_OUT);

    let listed: Page<PasskeyListing> = json(third.get(PASSKEYS)?)?;
    let used: Vec<_> = listed.items.iter().map(|it| it.used.is_some()).collect();
    assert_eq!(used.iter().filter(|it| **it).count(), 1);
    let first = listed.items.iter().find(|it| it.id == added.id);
    let address = format!("{PASSKEYS}/{}", first.context("not listed")?.id.as_str());
    let renamed = third.put(&address, &json!({"label": "Key ring"}))?;
    assert_eq!(renamed.status(), 204);
    let removed = third.ask_by("DELETE", &address)?;
    assert_eq!(removed.status(), 204);
    let gone = sign(&third, &known, &mut key)?;
    assert_eq!(problem(thief.sign_in_at(SIGN_IN, &gone)?)?, WRONG);

    let log: Page<AuditEntry> = json(admin.get("/api/v1/audit")?)?;
    let acts: Vec<_> = log.items.iter().map(|it| it.act.as_str()).collect();
    for act in ["add_passkey", "rename_passkey", "remove_passkey"] {
        assert!(acts.contains(&act), "{act}");
    }
    Ok(())
}

#[test]
fn what_another_site_somebody_else_or_a_copy_has_signed_lets_nobody_in() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "passkeys-refused")?;
    let known = known(&site);
    let (desk1, desk2) = (signed_in(&site, "desk1")?, signed_in(&site, "desk2")?);
    let (mut key, mut anothers) = (Authenticator::new(7), Authenticator::new(8));
    add(&desk1, &known, &mut key)?;
    add(&desk2, &known, &mut anothers)?;
    let refused = |answer: &PasskeyAnswer| {
        let mut browser = Browser::at(&site);
        problem(browser.sign_in_at(SIGN_IN, answer)?)
    };

    // A page of another site, and an authenticator that made it for one.
    let nobody = Browser::at(&site);
    let foreign = sign(&nobody, &elsewhere(), &mut key)?;
    assert_eq!(refused(&foreign)?, WRONG);
    let of_site = sign(&nobody, &known, &mut key)?;
    let other_host = PasskeyAnswer {
        authenticator_data: foreign.authenticator_data,
        ..of_site
    };
    assert_eq!(refused(&other_host)?, WRONG);
    let evil = Browser::at(&site).with_origin("https://evil.example");
    let own = sign(&nobody, &known, &mut key)?;
    assert_eq!(problem(evil.post(SIGN_IN, &own)?)?, FORBIDDEN);

    // Somebody else's.
    let shown = sign(&nobody, &known, &mut anothers)?;
    assert_eq!(problem(beside_password(&site, Some(shown))?.1)?, WRONG);
    let proof = sign(&desk1, &known, &mut anothers)?;
    assert_eq!(problem(desk1.put(PROOF, &proof)?)?, WRONG);
    let made = desk2.post(&format!("{PASSKEYS}/beginning"), &())?;
    let made: PasskeyBeginning = json(made)?;
    let new = Authenticator::new(9).make(&decoded(&made.challenge)?, &known, "Not mine");
    assert_eq!(problem(desk1.post(PASSKEYS, &new)?)?, WRONG);

    // A copy that has not counted as far.
    key.counter = 40;
    let ahead = sign(&nobody, &known, &mut key)?;
    let mut browser = Browser::at(&site);
    assert_eq!(browser.sign_in_at(SIGN_IN, &ahead)?.status(), 200);
    key.counter = 7;
    let behind = sign(&nobody, &known, &mut key)?;
    assert_eq!(refused(&behind)?, WRONG);
    let log: Page<AuditEntry> = json(admin.get("/api/v1/audit")?)?;
    let last = log.items.first().context("nothing was done")?;
    assert_eq!(
        (last.act.as_str(), last.subject.as_str()),
        ("refuse_passkey", "desk1")
    );

    // Nobody, and what is nobody's.
    let unknown = sign(&nobody, &known, &mut Authenticator::new(11))?;
    assert_eq!(refused(&unknown)?, WRONG);
    assert_eq!(problem(nobody.put(PROOF, &unknown)?)?, SIGNED_OUT);
    Ok(())
}
