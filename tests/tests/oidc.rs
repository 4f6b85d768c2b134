//! Signing in at an identity provider, at a real server: with a provider that is right, and with one that lies, or is lied about.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use hmac::{Hmac, KeyInit, Mac};
use hushdesk_protocol::rest::{
    AuditEntry, Method, Page, Person, ProblemCode, Provider, ProviderAddress, ProviderReturned,
    Session, WaysIn,
};
use hushdesk_tests::browser::{Answer, Browser, json, problem};
use hushdesk_tests::identity_provider::{Key, MadeUpProvider, encoded, message};
use hushdesk_tests::library::{administered, password, signed_in};
use hushdesk_tests::search::files_with;
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::talk::when;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PROVIDER: &str = "/api/v1/organisation/provider";
const BEGIN: &str = "/api/v1/session/provider";
const RETURN: &str = "/api/v1/session/provider/return";

const REFUSED: (u16, ProblemCode) = (403, ProblemCode::ProviderRefused);
const NOT_INVITED: (u16, ProblemCode) = (403, ProblemCode::NotInvited);
const OVER: (u16, ProblemCode) = (410, ProblemCode::SignInOver);
const FAILED: (u16, ProblemCode) = (502, ProblemCode::ProviderFailed);
const MALFORMED: (u16, ProblemCode) = (400, ProblemCode::Malformed);

const SECRET: &str = "what-only-the-library-and-the-provider-know";

fn settings(provider: &MadeUpProvider) -> Value {
    json!({
        "settings": {
            "name": "Campus", "issuer": provider.issuer(), "client_id": "hushdesk", "claim": "staff",
            "passwords": "everybody",
        },
        "secret": {"set": SECRET},
    })
}

/// A library whose people sign in at a made-up campus, which knows them by their names.
struct Campus {
    site: Site,
    admin: Browser,
    provider: MadeUpProvider,
    key: Key,
}

/// Somebody who has gone to the provider.
struct Attempt {
    browser: Browser,
    state: String,
    nonce: String,
    challenge: String,
}

impl Campus {
    fn open(server: &Server, name: &str) -> Result<Self> {
        let (site, admin) = administered(server, name)?;
        let key = Key::of("first", 7)?;
        let provider = MadeUpProvider::start(&key)?;
        let set = admin.put(PROVIDER, &settings(&provider))?;
        ensure!(set.status() == 204, "not set: {}", set.status());
        Ok(Self {
            site,
            admin,
            provider,
            key,
        })
    }

    /// Somebody goes to the provider, in the browser of whoever is signed in, or of nobody.
    fn begin(&self, browser: &Browser, again: bool) -> Result<Attempt> {
        let answer = browser.post(BEGIN, &json!({"again": again}))?;
        let cookie = cookie_of(&answer, "hushdesk-provider")?;
        let own = browser.cookie().map(|own| format!("{own}; "));
        let browser = browser
            .clone()
            .with_cookie(&format!("{}{cookie}", own.unwrap_or_default()));
        let ProviderAddress { address } = json(answer)?;
        let (at, query) = address.split_once('?').context("no query")?;
        ensure!(at == format!("{}/auth", self.provider.issuer()), "{at}");
        let field = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(known, _)| *known == name);
            found
                .map(|(_, value)| value.to_owned())
                .context("no such field")
        };
        ensure!(field("code_challenge_method")? == "S256", "{query}");
        ensure!(field("response_type")? == "code", "{query}");
        Ok(Attempt {
            browser,
            state: field("state")?,
            nonce: field("nonce")?,
            challenge: field("code_challenge")?,
        })
    }

    /// What the provider says of somebody who has signed in.
    fn claims(&self, attempt: &Attempt, name: &str) -> Result<Value> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        Ok(json!({
            "iss": self.provider.issuer(), "aud": "hushdesk", "sub": format!("subject-of-{name}"),
            "nonce": attempt.nonce, "exp": now + 300, "iat": now, "auth_time": now, "staff": name,
        }))
    }

    /// Somebody signs in at the provider and comes back.
    fn comes_in(&self, name: &str) -> Result<Answer> {
        let attempt = self.begin(&Browser::at(&self.site), false)?;
        let claims = self.claims(&attempt, name)?;
        self.provider.says(&self.key.token(&claims));
        attempt.comes_back()
    }

    /// Somebody comes back, and the provider says this of them.
    fn told(&self, spoil: impl Fn(&mut Value)) -> Result<(u16, ProblemCode)> {
        let attempt = self.begin(&Browser::at(&self.site), false)?;
        let mut claims = self.claims(&attempt, "desk1")?;
        spoil(&mut claims);
        self.provider.says(&self.key.token(&claims));
        problem(attempt.comes_back()?)
    }
}

impl Attempt {
    fn comes_back(&self) -> Result<Answer> {
        self.comes_back_with(json!({"state": self.state, "code": "the-code"}))
    }

    fn comes_back_with(&self, query: Value) -> Result<Answer> {
        self.browser.post(RETURN, &query)
    }
}

/// The cookie of this name that an answer gives.
fn cookie_of(answer: &Answer, name: &str) -> Result<String> {
    let cookies = answer.headers().get_all("Set-Cookie").iter();
    for cookie in cookies {
        let cookie = cookie.to_str()?;
        if cookie.starts_with(&format!("{name}=")) {
            let attributes = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";
            ensure!(cookie.contains(attributes), "{cookie}");
            return Ok(cookie.split(';').next().unwrap_or_default().to_owned());
        }
    }
    anyhow::bail!("no cookie {name}")
}

/// The browser of somebody who has come in.
fn inside(site: &Site, answer: &Answer) -> Result<Browser> {
    let cookie = cookie_of(answer, "hushdesk")?;
    Ok(Browser::at(site).with_cookie(&cookie))
}

#[test]
fn whoever_signs_in_there_is_signed_in_here_and_the_code_is_exchanged_with_verifier_and_secret()
-> Result<()> {
    let server = Server::shared()?;
    let campus = Campus::open(&server, "oidc")?;
    let ways: WaysIn = json(Browser::at(&campus.site).get("/api/v1/session/ways")?)?;
    assert_eq!(ways.provider.map(String::from).as_deref(), Some("Campus"));
    let attempt = campus.begin(&Browser::at(&campus.site), false)?;
    let claims = campus.claims(&attempt, "desk1")?;
    campus.provider.says(&campus.key.token(&claims));
    let answer = attempt.comes_back()?;
    let desk = inside(&campus.site, &answer)?;
    let returned: ProviderReturned = json(answer)?;
    assert!(!returned.again);
    let session: Session = json(desk.get("/api/v1/session")?)?;
    assert_eq!(session, returned.session);
    assert_eq!(session.provider.as_deref(), Some("Campus"));

    let [asked] = campus
        .provider
        .asked("/token")
        .try_into()
        .map_err(|_| anyhow::anyhow!("not asked once"))?;
    let verifier = asked.split("code_verifier=").nth(1).context("none")?;
    let verifier = verifier.split('&').next().unwrap_or_default();
    let challenge = encoded(&Sha256::digest(verifier.as_bytes()));
    assert_eq!(challenge, attempt.challenge);
    assert!(asked.contains("code=the-code"), "{asked}");
    let basic = base64_of(&format!("hushdesk:{SECRET}"));
    assert!(asked.contains(&basic), "{asked}");

    let log: Page<AuditEntry> = json(campus.admin.get("/api/v1/audit")?)?;
    let linked = log.items.iter().find(|entry| entry.act == "link_person");
    let linked = linked.context("no row")?;
    assert_eq!(linked.subject, "desk1");
    let person: Person = json(campus.admin.get("/api/v1/people/desk1")?)?;
    assert!(person.provider);
    Ok(())
}

fn base64_of(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}

#[test]
fn a_way_back_counts_once_in_the_browser_that_began_it_and_whatever_became_of_it() -> Result<()> {
    let server = Server::shared()?;
    let campus = Campus::open(&server, "oidc-once")?;
    let attempt = campus.begin(&Browser::at(&campus.site), false)?;
    let claims = campus.claims(&attempt, "desk1")?;
    campus.provider.says(&campus.key.token(&claims));
    let query = || json!({"state": attempt.state, "code": "the-code"});
    // Nobody has begun it there; somebody has begun another there.
    let stranger = Browser::at(&campus.site);
    assert_eq!(problem(stranger.post(RETURN, &query())?)?, OVER);
    let other = campus.begin(&Browser::at(&campus.site), false)?;
    assert_eq!(problem(other.comes_back_with(query())?)?, OVER);
    let forged = json!({"state": "made-up", "code": "the-code"});
    assert_eq!(problem(attempt.comes_back_with(forged)?)?, OVER);
    // None of that has used it up.
    assert_eq!(attempt.comes_back()?.status(), 200);
    assert_eq!(problem(attempt.comes_back()?)?, OVER);
    // An error uses it up, too.
    let failed = json!({"state": other.state, "error": "access_denied"});
    assert_eq!(problem(other.comes_back_with(failed)?)?, REFUSED);
    assert_eq!(problem(other.comes_back()?)?, OVER);
    // A page of another site gets nowhere at all.
    let foreign = campus.begin(&Browser::at(&campus.site), false)?;
    let evil = foreign.browser.clone().with_origin("https://evil.example");
    let forbidden = (403, ProblemCode::Forbidden);
    let query = json!({"state": foreign.state, "code": "the-code"});
    assert_eq!(problem(evil.post(RETURN, &query)?)?, forbidden);
    assert_eq!(problem(evil.post(BEGIN, &json!({}))?)?, forbidden);
    Ok(())
}

#[test]
fn a_token_that_is_not_true_lets_nobody_in() -> Result<()> {
    let server = Server::shared()?;
    let campus = Campus::open(&server, "oidc-untrue")?;
    let spoiled =
        |name: &'static str, value: Value| campus.told(move |claims| claims[name] = value.clone());
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("aud", json!("another")),
        ("aud", json!(["hushdesk", "another"])),
        ("azp", json!("another")),
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("exp", json!(1_000_000_000)),
        ("iat", json!(1_000_000_000)),
        ("sub", json!("")),
    ] {
        assert_eq!(spoiled(name, value.clone())?, REFUSED, "{name} {value}");
    }
    let unsigned = |header: Value, sign: &dyn Fn(&str) -> Vec<u8>| -> Result<_> {
        let attempt = campus.begin(&Browser::at(&campus.site), false)?;
        let message = message(&header, &campus.claims(&attempt, "desk1")?);
        let signature = encoded(&sign(&message));
        campus.provider.says(&format!("{message}.{signature}"));
        problem(attempt.comes_back()?)
    };
    let none = json!({"alg": "none", "kid": "first"});
    assert_eq!(unsigned(none, &|_| vec![])?, REFUSED);
    let public = campus.key.public()?.to_string();
    let by_public_key = |message: &str| {
        let mac = Hmac::<Sha256>::new_from_slice(public.as_bytes());
        let mac = mac.map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec());
        mac.unwrap_or_default()
    };
    let hs256 = json!({"alg": "HS256", "kid": "first"});
    assert_eq!(unsigned(hs256, &by_public_key)?, REFUSED);
    let other = Key::of("first", 8)?;
    let attempt = campus.begin(&Browser::at(&campus.site), false)?;
    let claims = campus.claims(&attempt, "desk1")?;
    campus.provider.says(&other.token(&claims));
    assert_eq!(problem(attempt.comes_back()?)?, REFUSED);
    // An answer that another provider gives for this one.
    let mixed = campus.begin(&Browser::at(&campus.site), false)?;
    campus
        .provider
        .says(&campus.key.token(&campus.claims(&mixed, "desk1")?));
    let query = json!({"state": mixed.state, "code": "the-code", "iss": "https://evil.example"});
    assert_eq!(problem(mixed.comes_back_with(query)?)?, REFUSED);
    assert_eq!(campus.comes_in("desk1")?.status(), 200);
    Ok(())
}

#[test]
fn keys_may_change_and_somebody_who_is_nobody_here_is_told_so() -> Result<()> {
    let server = Server::shared()?;
    let mut campus = Campus::open(&server, "oidc-keys")?;
    assert_eq!(campus.comes_in("desk1")?.status(), 200);
    assert_eq!(problem(campus.comes_in("stranger")?)?, NOT_INVITED);
    campus.key = Key::of("second", 9)?;
    campus.provider.has_keys(&[&campus.key])?;
    // Those that were read a moment ago are not asked for again.
    let came = when(|| {
        let answer = campus.comes_in("desk1")?;
        Ok((answer.status() == 200).then_some(()))
    });
    came?;
    let asked = campus.provider.asked("/keys").len();
    ensure!(asked <= 3, "keys were asked for {asked} times");
    let described = campus.provider.asked("/.well-known/openid-configuration");
    assert_eq!(described.len(), 1, "it is kept for a while");
    Ok(())
}

#[test]
fn a_provider_that_cannot_be_used_is_not_and_one_in_the_clear_is_not_set() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "oidc-unusable")?;
    let nobody = Browser::at(&site);
    let none = (404, ProblemCode::NotFound);
    assert_eq!(problem(nobody.post(BEGIN, &json!({}))?)?, none);
    let key = Key::of("first", 7)?;
    let broken: [fn(&MadeUpProvider); 4] = [
        |it| it.describes(json!({"issuer": "https://evil.example"})),
        |it| it.describes(json!({"token_endpoint": "http://id.example/token"})),
        |it| it.describes(json!({"id_token_signing_alg_values_supported": ["HS256"]})),
        |it| it.answers("/keys", &json!("x".repeat(200_000))),
    ];
    for spoil in broken {
        let provider = MadeUpProvider::start(&key)?;
        spoil(&provider);
        let set = admin.put(PROVIDER, &settings(&provider))?;
        assert_eq!(set.status(), 204);
        assert_eq!(problem(nobody.post(BEGIN, &json!({}))?)?, FAILED);
    }
    let provider = MadeUpProvider::start(&key)?;
    for issuer in [
        "http://id.example",
        "https://id.example?a=b",
        "javascript:alert(1)",
    ] {
        let mut settings = settings(&provider);
        settings["settings"]["issuer"] = issuer.into();
        let set = admin.put(PROVIDER, &settings)?;
        assert_eq!(problem(set)?, MALFORMED, "{issuer}");
    }
    Ok(())
}

#[test]
fn the_secret_is_told_nobody_and_passwords_are_switched_off_by_who_has_come_in_there() -> Result<()>
{
    let server = Server::start()?;
    let campus = Campus::open(&server, "oidc-off")?;
    let mut shown = campus.admin.get(PROVIDER)?;
    let shown = shown.body_mut().read_to_string()?;
    let read: Provider = serde_json::from_str(&shown)?;
    assert!(read.secret_since.is_some() && !shown.contains(SECRET));
    let mut log = campus.admin.get("/api/v1/audit")?;
    assert!(!log.body_mut().read_to_string()?.contains(SECRET));
    assert!(!server.log().contains(SECRET));

    let mut off = settings(&campus.provider);
    off["secret"] = "keep".into();
    off["settings"]["passwords"] = json!({"only": "admin"});
    let untried = (409, ProblemCode::ProviderUntried);
    assert_eq!(problem(campus.admin.put(PROVIDER, &off)?)?, untried);
    let desk = signed_in(&campus.site, "desk1")?;
    let admin = inside(&campus.site, &campus.comes_in("admin")?)?;
    let mut to_operator = off.clone();
    to_operator["settings"]["passwords"] = json!({"only": "desk1"});
    let last = (409, ProblemCode::LastAdministrator);
    assert_eq!(problem(admin.put(PROVIDER, &to_operator)?)?, last);
    assert_eq!(admin.put(PROVIDER, &off)?.status(), 204);

    let signed_out = (401, ProblemCode::SignedOut);
    assert_eq!(problem(desk.get("/api/v1/session")?)?, signed_out);
    let wrong = (401, ProblemCode::WrongCredentials);
    let mut tries = Browser::at(&campus.site);
    assert_eq!(problem(tries.sign_in("desk1", &password("desk1"))?)?, wrong);
    assert_eq!(tries.sign_in("admin", &password("admin"))?.status(), 200);
    let ways: WaysIn = json(tries.get("/api/v1/session/ways")?)?;
    assert!(!ways.passwords);
    let link = admin.ask(Method::Post, "/api/v1/people/desk1/link")?;
    assert_eq!(problem(link)?, (403, ProblemCode::PasswordsOff));
    let remove = admin.ask(Method::Delete, "/api/v1/people/admin")?;
    assert_eq!(problem(remove)?, last);
    let desk = inside(&campus.site, &campus.comes_in("desk1")?)?;
    assert_eq!(desk.get("/api/v1/session")?.status(), 200);
    Ok(())
}

#[test]
fn whoever_is_to_show_again_that_it_is_them_has_signed_in_there_just_now() -> Result<()> {
    let server = Server::shared()?;
    let campus = Campus::open(&server, "oidc-again")?;
    let comes_in_of_old = || -> Result<Browser> {
        let attempt = campus.begin(&Browser::at(&campus.site), false)?;
        let mut claims = campus.claims(&attempt, "admin")?;
        claims["auth_time"] = 1_000_000_000.into();
        campus.provider.says(&campus.key.token(&claims));
        inside(&campus.site, &attempt.comes_back()?)
    };
    let admin = comes_in_of_old()?;
    let invites = || {
        let person = json!({"name": "vera", "role": "administrator"});
        admin.post("/api/v1/people", &person)
    };
    let needed = (401, ProblemCode::ProofNeeded);
    assert_eq!(problem(invites()?)?, needed);
    let again = |name: &str, auth_time: Option<u64>| -> Result<Answer> {
        let attempt = campus.begin(&admin, true)?;
        let mut claims = campus.claims(&attempt, name)?;
        if let Some(auth_time) = auth_time {
            claims["auth_time"] = auth_time.into();
        }
        campus.provider.says(&campus.key.token(&claims));
        attempt.comes_back()
    };
    assert_eq!(problem(again("admin", Some(1_000_000_000))?)?, REFUSED);
    assert_eq!(problem(again("desk1", None)?)?, REFUSED);
    assert_eq!(problem(invites()?)?, needed);
    let returned: ProviderReturned = json(again("admin", None)?)?;
    assert!(returned.again);
    assert!(invites()?.status().is_success());
    Ok(())
}

#[test]
fn the_secret_stands_in_the_directory_and_nowhere_else() -> Result<()> {
    let server = Server::start()?;
    let campus = Campus::open(&server, "oidc-stored")?;
    assert_eq!(campus.comes_in("desk1")?.status(), 200);
    let files = files_with(&server, SECRET)?;
    let is_directory = |file: &PathBuf| file.to_string_lossy().contains("DirectoryObject");
    assert!(
        !files.is_empty() && files.iter().all(is_directory),
        "{files:?}"
    );
    Ok(())
}
