//! The Worker's addresses, against a real server: setting up, signing in and out, snippets, who gets a socket,
//! pages, and organisations by host.

use anyhow::{Result, bail};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{
    Availability, ChatKind, Colleague, FromOperator, ToOperator, Waiting,
};
use hushdesk_protocol::ids::SeatId;
use hushdesk_protocol::rest::{
    ProblemCode, QueueListing, QueueSettings, QueueTitle, Role, Sealing, Session, Snippet,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::end::operator::hello;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{SETUP_TOKEN, Server};
use hushdesk_tests::socket;

#[test]
fn an_organisation_is_set_up_once_by_whoever_has_the_token() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("setting-up");
    let browser = Browser::at(&site);
    let setup = library::setup()?;
    let not_found = (404, ProblemCode::NotFound);
    let forbidden = (403, ProblemCode::Forbidden);

    assert_eq!(
        problem(browser.get("/api/snippets/reference-sealed")?)?,
        not_found
    );
    let wrong_token = browser.set_up(&setup, "the-setup-token-of-nobody")?;
    assert_eq!(problem(wrong_token)?, forbidden);
    let foreign = Browser::at(&site).with_origin("https://evil.example");
    assert_eq!(problem(foreign.set_up(&setup, SETUP_TOKEN)?)?, forbidden);

    let mut broken = setup.clone();
    broken
        .operators
        .retain(|operator| operator.role != Role::Administrator);
    assert_eq!(
        problem(browser.set_up(&broken, SETUP_TOKEN)?)?,
        (400, ProblemCode::Malformed)
    );
    assert_eq!(
        problem(browser.get("/api/snippets/reference-sealed")?)?,
        not_found
    );

    assert_eq!(browser.set_up(&setup, SETUP_TOKEN)?.status(), 201);
    assert_eq!(
        problem(browser.set_up(&setup, SETUP_TOKEN)?)?,
        (409, ProblemCode::Conflict)
    );
    let log = server.log();
    assert!(!log.contains("-password"), "{log}");
    Ok(())
}

#[test]
fn an_operator_signs_in_and_out() -> Result<()> {
    let mut server = Server::start()?;
    let site = server.site("signing-in");
    let mut browser = Browser::at(&site);
    browser.found(&library::setup()?)?;
    let signed_out = (401, ProblemCode::SignedOut);
    let wrong = (401, ProblemCode::WrongCredentials);

    assert_eq!(problem(browser.get("/api/session")?)?, signed_out);
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
    };
    let answer = browser.sign_in("desk3", &password("desk3"))?;
    let cookie = answer.headers().get("Set-Cookie").cloned().unwrap();
    assert!(
        cookie
            .to_str()?
            .ends_with("; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200")
    );
    assert_eq!(json::<Session>(answer)?, session);

    server.crash_and_restart()?;
    assert_eq!(json::<Session>(browser.get("/api/session")?)?, session);

    assert_eq!(browser.sign_out()?.status(), 204);
    assert_eq!(problem(browser.get("/api/session")?)?, signed_out);
    Ok(())
}

#[test]
fn guessing_at_passwords_ends_with_the_tenth() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("guessing");
    let mut browser = Browser::at(&site);
    browser.found(&library::setup()?)?;

    for _ in 0..10 {
        assert_eq!(
            problem(browser.sign_in("desk1", "a wrong one")?)?,
            (401, ProblemCode::WrongCredentials)
        );
    }
    let answer = browser.sign_in("desk1", &password("desk1"))?;
    let seconds: u64 = answer.headers()["Retry-After"].to_str()?.parse()?;
    assert!((1..=900).contains(&seconds), "{seconds}");
    assert_eq!(problem(answer)?, (429, ProblemCode::TooMany));
    assert_eq!(browser.sign_in("desk2", &password("desk2"))?.status(), 200);
    Ok(())
}

#[test]
fn a_widget_learns_what_it_needs_before_it_opens_a_chat() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("snippets");
    let browser = Browser::at(&site);
    browser.found(&library::setup()?)?;

    let answer = browser.get("/api/snippets/circulation-open")?;
    assert_eq!(answer.headers()["Cache-Control"], "no-store");
    assert_eq!(answer.headers()["X-Content-Type-Options"], "nosniff");
    assert_eq!(
        json::<Snippet>(answer)?,
        Snippet {
            queue: "circulation".parse()?,
            queue_title: "Loans".to_owned(),
            skin: "open".parse()?,
            title: "Ask us".to_owned(),
            sealing: Sealing::Open,
            staffed: false,
        }
    );
    for (path, expected) in [
        ("/api/snippets/nothing", (404, ProblemCode::NotFound)),
        ("/api/snippets/NO", (400, ProblemCode::Malformed)),
        ("/api/nothing", (404, ProblemCode::NotFound)),
        ("/nothing", (404, ProblemCode::NotFound)),
    ] {
        assert_eq!(problem(browser.get(path)?)?, expected, "{path}");
    }
    Ok(())
}

#[test]
fn a_socket_is_for_guests_and_for_operators_who_are_assigned() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("sockets");
    let mut desk3 = Browser::at(&site);
    desk3.found(&library::setup()?)?;
    desk3.sign_in("desk3", &password("desk3"))?;
    let origin = site.origin();
    let cookie = desk3.cookie().unwrap_or_default();

    let refusal = |queue, headers: &[(&'static str, &str)]| -> Result<Option<u16>> {
        Ok(socket::desk_with(&site, queue, headers)?.refusal())
    };
    let signed_out = refusal("circulation", &[("Origin", &origin)])?;
    assert_eq!(signed_out, Some(401));
    let named_by_itself = [
        ("Origin", origin.as_str()),
        ("x-hushdesk-operator", "desk3"),
    ];
    assert_eq!(refusal("circulation", &named_by_itself)?, Some(401));
    let foreign = [("Origin", "https://evil.example"), ("Cookie", cookie)];
    assert_eq!(refusal("circulation", &foreign)?, Some(403));
    assert_eq!(refusal("circulation", &[("Cookie", cookie)])?, Some(403));
    let ours = [("Origin", origin.as_str()), ("Cookie", cookie)];
    assert_eq!(refusal("reference", &ours)?, Some(403));
    assert_eq!(refusal("circulation", &ours)?, None);
    let program = [("X-Hushdesk", "1"), ("Cookie", cookie)];
    assert_eq!(refusal("circulation", &program)?, None);

    let forged = [
        ("x-hushdesk-operator", "admin"),
        ("X-Hushdesk", "1"),
        ("Cookie", cookie),
    ];
    let mut desk = socket::desk_with(&site, "circulation", &forged)?.socket()?;
    desk.send(&FromOperator::Hello {
        version: VERSION,
        seat: SeatId::from_bytes([1; 16]),
        chats: vec![],
        availability: None,
        until: None,
    })?;
    let answer = desk.receive()?;
    let ToOperator::Welcome { now, .. } = answer else {
        bail!("another answer: {answer:?}");
    };
    let welcome = ToOperator::Welcome {
        operator: "desk3".parse()?,
        now,
        waiting: Waiting::default(),
        offers: vec![],
        chats: vec![],
        lapsed: vec![],
        colleagues: vec![Colleague {
            operator: "desk3".parse()?,
            display: "Desk3".parse()?,
            availability: Availability::default(),
            chats: 0,
            takes: true,
        }],
    };
    assert_eq!(answer, welcome);

    assert_eq!(
        socket::guest(&site, "reference", ChatKind::Open, &[])?.refusal(),
        None
    );
    let nowhere = socket::guest(&site, "nothing", ChatKind::Open, &[])?.refusal();
    assert_eq!(nowhere, Some(404));
    let upgrade_missing = desk3.get("/api/queues/reference/guest")?;
    assert_eq!(problem(upgrade_missing)?, (400, ProblemCode::Malformed));
    Ok(())
}

#[test]
fn queues_are_listed_for_operators_and_set_by_administrators() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("queues");
    let nobody = Browser::at(&site);
    nobody.found(&library::setup()?)?;
    let [mut admin, mut desk] = [Browser::at(&site), Browser::at(&site)];
    admin.sign_in("admin", &password("admin"))?;
    desk.sign_in("desk1", &password("desk1"))?;
    let signed_out = (401, ProblemCode::SignedOut);
    let forbidden = (403, ProblemCode::Forbidden);

    assert_eq!(problem(nobody.get("/api/queues")?)?, signed_out);
    let mut seat = socket::desk(&site, "circulation", &desk)?.socket()?;
    seat.send(&hello(SeatId::from_bytes([1; 16]), vec![]))?;
    seat.receive()?;
    let listed: Vec<QueueListing> = json(desk.get("/api/queues")?)?;
    let listed: Vec<_> = listed
        .iter()
        .map(|it| (it.name.as_str(), it.staffed))
        .collect();
    assert_eq!(listed, [("reference", false), ("circulation", true)]);

    let path = "/api/queues/circulation/settings";
    let usual = QueueSettings::default();
    assert_eq!(problem(nobody.get(path)?)?, signed_out);
    assert_eq!(problem(desk.get(path)?)?, forbidden);
    assert_eq!(problem(desk.put(path, &usual)?)?, forbidden);
    let foreign = Browser::at(&site)
        .with_origin("https://evil.example")
        .with_cookie(admin.cookie().unwrap());
    assert_eq!(problem(foreign.put(path, &usual)?)?, forbidden);
    let nowhere = admin.put("/api/queues/nowhere/settings", &usual)?;
    assert_eq!(problem(nowhere)?, (404, ProblemCode::NotFound));
    assert_eq!(json::<QueueSettings>(admin.get(path)?)?, usual);

    let set = QueueSettings {
        grace_seconds: 5,
        busy_at: Some(1),
        ..usual
    };
    assert_eq!(admin.put(path, &set)?.status(), 204);
    assert_eq!(json::<QueueSettings>(admin.get(path)?)?, set);
    for wrong in [
        QueueSettings {
            grace_seconds: 4,
            ..set.clone()
        },
        QueueSettings {
            unanswered_seconds: 3_601,
            ..set.clone()
        },
        QueueSettings {
            busy_at: Some(0),
            ..set.clone()
        },
    ] {
        let malformed = (400, ProblemCode::Malformed);
        assert_eq!(problem(admin.put(path, &wrong)?)?, malformed, "{wrong:?}");
    }
    assert_eq!(json::<QueueSettings>(admin.get(path)?)?, set);
    Ok(())
}

#[test]
fn one_address_opens_so_many_guests_sockets_a_minute() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("flood");
    Browser::at(&site).found(&library::setup()?)?;

    let open = |address| -> Result<Option<u16>> {
        let headers = [("CF-Connecting-IP", address)];
        Ok(socket::guest(&site, "reference", ChatKind::Open, &headers)?.refusal())
    };
    for _ in 0..120 {
        assert_eq!(open("198.51.100.7")?, None);
    }
    assert_eq!(open("198.51.100.7")?, Some(429));
    assert_eq!(open("198.51.100.8")?, None);
    Ok(())
}

#[test]
fn every_address_in_the_console_is_the_console() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("pages");
    let browser = Browser::at(&site);
    for path in ["/console/", "/console/desk", "/console/chats/7"] {
        let mut answer = browser.get(path)?;
        assert_eq!(answer.status(), 200, "{path}");
        let policy = answer.headers()["Content-Security-Policy"].to_str()?;
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        let page = answer.body_mut().read_to_string()?;
        assert_eq!(page, "<title>console</title>", "{path}");
    }
    Ok(())
}

#[test]
fn organisations_of_one_deployment_do_not_meet() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("city");
    let mut town = Browser::at(server.site("town"));
    let mut city = Browser::at(&site);
    town.found(&library::setup()?)?;
    assert_eq!(
        problem(city.sign_in("desk1", &password("desk1"))?)?,
        (404, ProblemCode::NotFound)
    );
    city.found(&library::setup()?)?;
    city.sign_in("desk1", &password("desk1"))?;
    assert_eq!(city.get("/api/session")?.status(), 200);

    town.sign_in("desk2", &password("desk2"))?;
    let stolen = town.cookie().unwrap_or_default().to_owned();
    let city = city.with_cookie(&stolen);
    assert_eq!(
        problem(city.get("/api/session")?)?,
        (401, ProblemCode::SignedOut)
    );
    Ok(())
}
