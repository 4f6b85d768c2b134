//! The Worker's addresses, against a real server: setting up, snippets, queues, pages, and organisations by host.

use anyhow::Result;
use hushdesk_protocol::ids::SeatId;
use hushdesk_protocol::rest::{
    Answers, ButtonPresence, Corner, Page, ProblemCode, QueueListing, QueueSettings, Sealing,
    Snippet,
};
use hushdesk_tests::browser::{Answer, Browser, json, must_be_secure, problem};
use hushdesk_tests::end::operator::hello;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::Server;
use hushdesk_tests::socket;

#[test]
fn a_widget_learns_what_it_needs_before_it_opens_a_chat() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("snippets");
    let browser = Browser::at(&site);
    browser.found(&library::setup()?)?;

    let answer = browser.get("/api/v1/snippets/circulation-open")?;
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
            colour: None,
            style: None,
            answers: Answers::Operator,
            messages: false,
            rated: false,
            sounds: false,
            greeting: None,
            starters: vec![],
            staffed: false,
            hours: None,
            asked: false,
            surveyed: false,
            mailed: false,
            mailed_after: false,
        }
    );
    for (path, expected) in [
        ("/api/v1/snippets/nothing", (404, ProblemCode::NotFound)),
        ("/api/v1/snippets/NO", (400, ProblemCode::Malformed)),
        ("/api/v1/nothing", (404, ProblemCode::NotFound)),
        ("/nothing", (404, ProblemCode::NotFound)),
    ] {
        assert_eq!(problem(browser.get(path)?)?, expected, "{path}");
    }
    Ok(())
}

#[test]
fn a_page_of_another_site_is_told_before_it_asks_whether_it_may() -> Result<()> {
    let server = Server::shared()?;
    let browser = Browser::at(server.site("preflight")).with_origin("null");
    let may = browser.ask_by("OPTIONS", "/api/v1/snippets/circulation-open")?;
    assert_eq!(may.status(), 204);
    assert_eq!(may.headers()["Access-Control-Allow-Origin"], "*");
    assert_eq!(may.headers()["Access-Control-Allow-Methods"], "GET");
    must_be_secure(&may)?;
    let may_not = browser.ask_by("OPTIONS", "/api/v1/queues")?;
    assert_eq!(problem(may_not)?, (404, ProblemCode::NotFound));
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

    assert_eq!(problem(nobody.get("/api/v1/queues")?)?, signed_out);
    let mut seat = socket::desk(&site, "circulation", &desk)?.socket()?;
    seat.send(&hello(SeatId::from_bytes([1; 16]), vec![]))?;
    seat.receive()?;
    let listed: Page<QueueListing> = json(desk.get("/api/v1/queues")?)?;
    let listed: Vec<_> = listed
        .items
        .iter()
        .map(|it| (it.name.as_str(), it.staffed))
        .collect();
    assert_eq!(listed, [("reference", false), ("circulation", true)]);

    let path = "/api/v1/queues/circulation/settings";
    let usual = QueueSettings::default();
    assert_eq!(problem(nobody.get(path)?)?, signed_out);
    assert_eq!(problem(desk.get(path)?)?, forbidden);
    assert_eq!(problem(desk.put(path, &usual)?)?, forbidden);
    let foreign = Browser::at(&site)
        .with_origin("https://evil.example")
        .with_cookie(&admin.cookie().unwrap());
    assert_eq!(problem(foreign.put(path, &usual)?)?, forbidden);
    let nowhere = admin.put("/api/v1/queues/nowhere/settings", &usual)?;
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
fn of_two_administrators_who_set_a_queue_the_second_is_told_that_it_has_changed() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("two-administrators");
    Browser::at(&site).found(&library::setup()?)?;
    let mut admin = Browser::at(&site);
    admin.sign_in("admin", &password("admin"))?;
    let path = "/api/v1/queues/circulation/settings";
    let tag = |answer: &Answer| answer.headers()["ETag"].to_str().map(str::to_owned);
    let settings = QueueSettings {
        grace_seconds: 61,
        ..QueueSettings::default()
    };
    let set = |over: Option<&str>| admin.put_over(path, &settings, over);

    let read = tag(&admin.get(path)?)?;
    let first = set(Some(&read))?;
    assert_eq!(first.status(), 204);
    let changed = (412, ProblemCode::ChangedMeanwhile);
    for stale in [read.as_str(), "\"other\"", "W/\"1\"", "1"] {
        assert_eq!(problem(set(Some(stale))?)?, changed, "{stale}");
    }
    assert_eq!(problem(set(None)?)?, (428, ProblemCode::VersionMissing));
    assert_eq!(tag(&admin.get(path)?)?, tag(&first)?);
    assert_eq!(set(Some(&tag(&first)?))?.status(), 204);
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
fn the_widgets_page_may_be_embedded_by_those_whom_its_snippet_names() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("embedding");
    let browser = Browser::at(&site);
    let mut setup = library::setup()?;
    let named = &mut setup.snippets[0];
    named.sites = vec!["https://*.library.example".parse()?];
    let named = named.name.clone();
    browser.found(&setup)?;

    let policy = |query: &str| -> Result<String> {
        let mut answer = browser.get(&format!("/widget/{query}"))?;
        assert_eq!(answer.body_mut().read_to_string()?, "<title>widget</title>");
        let policy = answer.headers()["Content-Security-Policy"].to_str()?;
        Ok(policy.to_owned())
    };
    let restricted = policy(&format!("?snippet={named}"))?;
    assert!(restricted.starts_with("default-src 'none'"), "{restricted}");
    assert!(restricted.ends_with("; frame-ancestors https://*.library.example"));
    for query in [
        "",
        "?snippet=circulation-open",
        "?snippet=nothing",
        "?snippet=NO",
    ] {
        let free = policy(query)?;
        assert!(!free.contains("frame-ancestors"), "{query}: {free}");
    }
    let answer = browser.get("/api/v1/snippets/circulation-open")?;
    assert_eq!(answer.headers()["Access-Control-Allow-Origin"], "*");
    Ok(())
}

#[test]
fn a_chat_has_a_page_of_its_own_that_nobody_may_have_in_a_frame() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("own-page");
    let browser = Browser::at(&site);
    browser.found(&library::setup()?)?;
    for (path, status) in [
        ("/chat/circulation-open", 200),
        ("/chat/circulation-open/", 200),
        ("/chat/nothing", 404),
        ("/chat/NO", 404),
    ] {
        let mut answer = browser.get(path)?;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.body_mut().read_to_string()?, "<title>widget</title>");
        let headers = answer.headers();
        let policy = headers["Content-Security-Policy"].to_str()?;
        assert!(policy.ends_with("; frame-ancestors 'none'"), "{policy}");
        assert_eq!(headers["X-Frame-Options"], "DENY");
        assert!(headers.get("Cross-Origin-Opener-Policy").is_none());
    }
    assert_eq!(browser.get("/chat/")?.status(), 404);
    assert_eq!(browser.get("/chat/a/b")?.status(), 404);
    Ok(())
}

#[test]
fn a_button_learns_whether_somebody_is_there() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("presence");
    let browser = Browser::at(&site);
    browser.found(&library::setup()?)?;
    let answer = browser.get("/api/v1/snippets/circulation-open/presence")?;
    assert_eq!(answer.headers()["Access-Control-Allow-Origin"], "*");
    assert_eq!(answer.headers()["Cache-Control"], "public, max-age=30");
    let nobody = ButtonPresence {
        invite: None,
        staffed: false,
        button: None,
        colour: None,
        corner: Corner::End,
    };
    assert_eq!(json::<ButtonPresence>(answer)?, nobody);
    let unknown = problem(browser.get("/api/v1/snippets/nothing/presence")?)?;
    assert_eq!(unknown, (404, ProblemCode::NotFound));
    Ok(())
}

#[test]
fn plain_http_leads_pages_to_https_and_is_refused_by_the_api() -> Result<()> {
    let server = Server::shared()?;
    let mut browser = Browser::at(server.site_at("help.example"));
    for path in [
        "/console/",
        "/console/desk",
        "/widget/?snippet=a",
        "/chat/a",
        "/nothing",
    ] {
        let answer = browser.get(path)?;
        assert_eq!(answer.status(), 308, "{path}");
        // The development server writes its own scheme into what leads to its host.
        let address = answer.headers()["Location"].to_str()?;
        assert!(
            address.ends_with(&format!("://help.example{path}")),
            "{address}"
        );
        assert_eq!(answer.headers()["X-Content-Type-Options"], "nosniff");
    }
    let forbidden = (403, ProblemCode::Forbidden);
    assert_eq!(
        problem(browser.get("/api/v1/snippets/reference")?)?,
        forbidden
    );
    assert_eq!(problem(browser.sign_in("desk1", "any")?)?, forbidden);
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
    assert_eq!(city.get("/api/v1/session")?.status(), 200);

    town.sign_in("desk2", &password("desk2"))?;
    let stolen = town.cookie().unwrap_or_default();
    let city = city.with_cookie(&stolen);
    assert_eq!(
        problem(city.get("/api/v1/session")?)?,
        (401, ProblemCode::SignedOut)
    );
    Ok(())
}
