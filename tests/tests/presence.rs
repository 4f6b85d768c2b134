//! Whether somebody is there, as pages and programs of others ask it at a real server.

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{
    Day, GuestHours, HoursChange, HoursNow, Presence, ProblemCode, Snippet,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{administered, signed_in};
use hushdesk_tests::server::Server;
use hushdesk_tests::socket::seated;
use serde_json::{Value, json};

/// Within what it is told that somebody has come: one look serves for 5 s.
const TOLD_MAX: Duration = Duration::from_secs(20);

/// How often it is asked until then.
const ASK_AGAIN: Duration = Duration::from_millis(500);

/// Since 1970.
fn now() -> Result<Duration> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?)
}

fn text(browser: &Browser, path: &str) -> Result<String> {
    Ok(browser.get(path)?.body_mut().read_to_string()?)
}

#[test]
fn everybody_may_ask_in_five_ways_whether_a_queue_is_staffed() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "public-presence")?;
    let page = Browser::at(&site).with_origin("https://www.library.example");
    for (extension, kind, body) in [
        ("txt", "text/plain; charset=utf-8", "unavailable\n"),
        ("json", "application/json", r#"{"staffed":false}"#),
        (
            "xml",
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<presence of=\"queue/circulation\" staffed=\"false\"/>\n",
        ),
        (
            "js",
            "text/javascript; charset=utf-8",
            "window.hushdeskPresence = window.hushdeskPresence || {};\nwindow.hushdeskPresence[\"queue/circulation\"] = false;\n",
        ),
    ] {
        let path = format!("/presence/queue/circulation.{extension}");
        let mut answer = page.get(&path)?;
        let headers = answer.headers().clone();
        for (name, value) in [
            ("Content-Type", kind),
            ("Cache-Control", "public, max-age=5"),
            ("Access-Control-Allow-Origin", "*"),
            ("Cross-Origin-Resource-Policy", "cross-origin"),
        ] {
            assert_eq!(headers[name].to_str()?, value, "{path}");
        }
        assert_eq!(answer.body_mut().read_to_string()?, body, "{path}");
    }
    let nobody = text(&page, "/presence/queue/circulation.svg")?;
    assert!(nobody.starts_with("<svg "), "{nobody}");

    let desk = signed_in(&site, "desk1")?;
    let _seat = seated(&site, "circulation", &desk, 1)?;
    let deadline = Instant::now() + TOLD_MAX;
    while text(&page, "/presence/snippet/circulation-open.txt")? != "available\n" {
        if Instant::now() > deadline {
            bail!("it is not told that somebody has come");
        }
        thread::sleep(ASK_AGAIN);
    }
    assert_ne!(text(&page, "/presence/queue/circulation.svg")?, nobody);
    Ok(())
}

#[test]
fn everybody_learns_when_a_queue_opens() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "opening-hours")?;
    let today = i32::try_from(now()?.as_secs() / 86_400)?;
    let day = Day::after_1970(today + 3);
    let hours = |zone: &str, from: u16| {
        let special_day = json!({"day": day, "spans": [{"from": from, "until": 660}]});
        json!({"hours": {"zone": zone, "special_days": [special_day]}})
    };
    let set = |settings: &Value| admin.put("/api/v1/queues/circulation/settings", settings);
    for wrong in [hours("Europe/Nowhere", 600), hours("UTC", 660)] {
        let (status, _) = problem(set(&wrong)?)?;
        assert_eq!(status, 400, "{wrong}");
    }
    assert_eq!(set(&hours("UTC", 600))?.status(), 204);

    let page = Browser::at(&site);
    let snippet: Snippet = json(page.get("/api/v1/snippets/circulation-open")?)?;
    let at = u64::try_from(day.since_1970())? * 86_400_000 + 600 * 60_000;
    let opens = HoursNow {
        open: false,
        until: Some(HoursChange {
            at: Timestamp(at),
            day,
            minute: 600,
        }),
    };
    let told = GuestHours {
        open: false,
        until: Some(Timestamp(at)),
    };
    assert_eq!(snippet.hours, Some(told));
    let presence: Presence = json(page.get("/presence/queue/circulation.json")?)?;
    assert_eq!(presence.hours, Some(opens));
    let element = text(&page, "/presence/queue/circulation.xml")?;
    let expected = format!(" staffed=\"false\" open=\"false\" until=\"{at}\"/>");
    assert!(element.contains(&expected), "{element}");
    Ok(())
}

#[test]
fn of_what_is_not_there_nothing_is_told() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "no-presence")?;
    let browser = Browser::at(&site);
    for path in [
        "/presence/queue/nowhere.txt",
        "/presence/queue/Nowhere%22.js",
        "/presence/queue/circulation",
        "/presence/queue/circulation.png",
        "/presence/snippet/circulation.txt",
        "/presence/look/circulation",
        "/presence/person/desk1.txt",
    ] {
        let told = problem(browser.get(path)?)?;
        assert_eq!(told, (404, ProblemCode::NotFound), "{path}");
    }
    Ok(())
}
