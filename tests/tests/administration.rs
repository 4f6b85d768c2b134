//! What administrators set up at a real server: queues, skins, keys and snippets, each in force at once.

use std::time::Duration;

use anyhow::{Context, Result};
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{Body, ChatKind, Content, Outgoing, Party, ToGuest, ToOperator};
use hushdesk_protocol::ids::{Number, Seq};
use hushdesk_protocol::rest::{
    Key, KeyState, Method, Page, ProblemCode, Queue, Sealing, Skin, SkinListing, Snippet,
    SnippetListing,
};
use hushdesk_tests::browser::{Answer, Browser, json, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{administered, pinned, signed_in};
use hushdesk_tests::server::Server;
use hushdesk_tests::socket::seated;
use serde_json::{Value, json};

/// Within what a socket is closed of a queue that is removed.
const CLOSED_MAX: Duration = Duration::from_secs(2);

const IN_USE: (u16, ProblemCode) = (409, ProblemCode::InUse);
const CONFLICT: (u16, ProblemCode) = (409, ProblemCode::Conflict);
const CHANGED: (u16, ProblemCode) = (412, ProblemCode::ChangedMeanwhile);
const FORBIDDEN: (u16, ProblemCode) = (403, ProblemCode::Forbidden);
const MALFORMED: (u16, ProblemCode) = (400, ProblemCode::Malformed);
const NOT_FOUND: (u16, ProblemCode) = (404, ProblemCode::NotFound);

fn tag(answer: &Answer) -> Result<String> {
    let tag = answer.headers().get("ETag").context("no ETag")?;
    Ok(tag.to_str()?.to_owned())
}

#[test]
fn a_queue_is_made_staffed_and_removed_when_nothing_needs_it() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "queue-life")?;
    let maps = json!({"name": "maps", "title": "Maps", "operators": ["desk3"]});
    assert_eq!(admin.post("/api/v1/queues", &maps)?.status(), 201);
    assert_eq!(problem(admin.post("/api/v1/queues", &maps)?)?, CONFLICT);
    let desk = signed_in(&site, "desk3")?;
    let mut seat = seated(&site, "maps", &desk, 1)?;

    let read = admin.get("/api/v1/queues/maps")?;
    let seen = tag(&read)?;
    let queue: Queue = json(read)?;
    assert_eq!((queue.title.as_str(), queue.people.len()), ("Maps", 1));
    let change = json!({"title": "Maps and charts", "people": [
        {"person": "desk3", "duties": ["operator", "manager"]},
        {"person": "desk1", "duties": ["history_reader"]},
    ]});
    let put = |version: &str| admin.put_over("/api/v1/queues/maps", &change, Some(version));
    assert_eq!(put(&seen)?.status(), 204);
    assert_eq!(problem(put(&seen)?)?, CHANGED);

    // Whoever manages a queue sets it, and no other.
    let settings = json!({"grace_seconds": 30});
    let set = |queue: &str| desk.put(&format!("/api/v1/queues/{queue}/settings"), &settings);
    assert_eq!(set("maps")?.status(), 204);
    assert_eq!(problem(set("circulation")?)?, FORBIDDEN);
    assert_eq!(desk.get("/api/v1/queues/maps")?.status(), 200);
    assert_eq!(problem(desk.get("/api/v1/queues/reference")?)?, FORBIDDEN);

    let remove = |queue: &str| admin.ask(Method::Delete, &format!("/api/v1/queues/{queue}"));
    assert_eq!(problem(remove("circulation")?)?, IN_USE);
    assert_eq!(remove("maps")?.status(), 204);
    assert_eq!(seat.closed_within(CLOSED_MAX)?, close::SIGNED_OUT);
    assert_eq!(problem(remove("maps")?)?, NOT_FOUND);
    Ok(())
}

#[test]
fn a_queue_stays_while_chats_run() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "busy-queue")?;
    let guest = Guest::new(1, "circulation", ChatKind::Open)?;
    let mut chat = guest.connect(&site)?;
    chat.send(&guest.arrive(Seq(0)))?;
    chat.receive()?;
    for snippet in ["circulation-sealed", "circulation-open"] {
        let removed = admin.ask(Method::Delete, &format!("/api/v1/snippets/{snippet}"))?;
        assert_eq!(removed.status(), 204);
    }
    let remove = admin.ask(Method::Delete, "/api/v1/queues/circulation")?;
    assert_eq!(problem(remove)?, IN_USE);
    Ok(())
}

#[test]
fn a_chat_goes_on_where_it_was_begun_though_its_snippet_leads_elsewhere_or_is_gone() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "snippet-gone")?;
    let mut seat = seated(&site, "circulation", &signed_in(&site, "desk1")?, 1)?;
    let guest = Guest::new(1, "circulation", ChatKind::Open)?;
    let mut chat = guest.connect(&site)?;
    chat.send(&guest.arrive(Seq(0)))?;
    chat.receive()?;

    let path = "/api/v1/snippets/circulation-open";
    let elsewhere = json!({"queue": "reference", "skin": "open", "sites": []});
    let leads_elsewhere = || admin.put(&format!("{path}/settings"), &elsewhere);
    let is_gone = || admin.ask(Method::Delete, path);
    let changes: [&dyn Fn() -> Result<Answer>; 2] = [&leads_elsewhere, &is_gone];
    for (number, change) in (1..).map(Number).zip(changes) {
        assert_eq!(change()?.status(), 204);
        chat.cut();
        chat = guest.connect(&site)?;
        chat.send(&guest.arrive(Seq(1)))?;
        chat.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
        let text = format!("after change {number}").try_into()?;
        let body = Body::Open { text };
        chat.send(&guest.write(Outgoing {
            number,
            body: body.clone(),
        }))?;
        let from = Party::Guest;
        let written = Content::Message { from, body };
        seat.receive_until(|frame| {
            let is_it =
                matches!(frame, ToOperator::Entry { entry, .. } if entry.content == written);
            is_it.then_some(())
        })?;
    }
    Ok(())
}

/// What guests' browsers are told of the keys of the library's sealed skin.
fn pins(browser: &Browser) -> Result<Vec<String>> {
    let snippet: Snippet = json(browser.get("/api/v1/snippets/reference-sealed")?)?;
    let Sealing::Sealed { pinned, .. } = snippet.sealing else {
        anyhow::bail!("the skin is open");
    };
    let digits = pinned.iter().map(|key| key.fingerprint.as_str().to_owned());
    Ok(digits.collect())
}

#[test]
fn keys_overlap_are_revoked_alone_and_are_inherited_by_new_skins() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "keys")?;
    let [old, new] = [pinned().as_str().to_owned(), "12".repeat(20)];
    let key = |settings: Value| json!({"fingerprint": new, "settings": settings});
    let pin = key(
        json!({"label": "Desk key 2027", "holder": "desk1", "name": "Vera Stone", "expires": null}),
    );
    assert_eq!(admin.post("/api/v1/keys", &pin)?.status(), 201);
    assert_eq!(problem(admin.post("/api/v1/keys", &pin)?)?, CONFLICT);
    for bad in [
        json!({"fingerprint": "12", "settings": {"label": "x"}}),
        json!({"fingerprint": "AB".repeat(20), "settings": {"label": "x"}}),
        key(json!({"label": ""})),
        key(json!({"label": "x", "expires": -1})),
        key(json!({"label": "x", "private": "y"})),
    ] {
        assert_eq!(
            problem(admin.post("/api/v1/keys", &bad)?)?,
            MALFORMED,
            "{bad}"
        );
    }
    assert_eq!(pins(&admin)?, [new.clone(), old.clone()]);
    let revoke = |digits: &str| {
        let path = format!("/api/v1/keys/{digits}/revocation");
        admin.ask(Method::Post, &path)
    };
    assert_eq!(revoke(&old)?.status(), 204);
    assert_eq!(pins(&admin)?, std::slice::from_ref(&new));

    let draft = json!({"name": "blue", "settings": {
        "title": "Ask us", "sealing": {"sealed": {"unverified": "refuse"}},
    }});
    assert_eq!(admin.post("/api/v1/skins", &draft)?.status(), 201);
    let skins: Page<SkinListing> = json(admin.get("/api/v1/skins")?)?;
    let blue = skins.items.iter().find(|skin| skin.name.as_str() == "blue");
    let Some(Sealing::Sealed { pinned, .. }) = blue.map(|skin| &skin.sealing) else {
        anyhow::bail!("no sealed skin blue");
    };
    assert_eq!(pinned.len(), 1);
    assert_eq!(
        pinned[0].name.as_ref().map(|it| it.as_str()),
        Some("Vera Stone")
    );

    let desk = signed_in(&site, "desk2")?;
    let proposed = json!({"fingerprint": "34".repeat(20), "label": "My laptop"});
    assert_eq!(desk.post("/api/v1/profile/keys", &proposed)?.status(), 201);
    assert_eq!(problem(desk.get("/api/v1/keys")?)?, FORBIDDEN);
    assert_eq!(pins(&admin)?, std::slice::from_ref(&new));
    let accept = format!("/api/v1/keys/{}/acceptance", "34".repeat(20));
    assert_eq!(admin.post(&accept, &json!({}))?.status(), 204);
    assert_eq!(pins(&admin)?, [new, "34".repeat(20)]);
    let keys: Page<Key> = json(admin.get("/api/v1/keys")?)?;
    let revoked = |key: &&Key| matches!(key.state, KeyState::Revoked { .. });
    assert_eq!(
        (keys.items.len(), keys.items.iter().filter(revoked).count()),
        (3, 1)
    );
    Ok(())
}

#[test]
fn a_skin_is_set_copied_and_removed_when_no_snippet_wears_it() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "skin-life")?;
    let read = admin.get("/api/v1/skins/open")?;
    let seen = tag(&read)?;
    let skin: Skin = json(read)?;
    assert_eq!(skin.snippets.len(), 2);
    let mut settings = json!({
        "title": "Ask away", "sealing": "open",
        "look": {"colour": "#6b3f8f", "answers": {"desk": "Loans desk"}, "words": [
            {"language": "en", "greeting": "Hello.", "starters": ["Renew a book"]},
            {"language": "de", "greeting": "Hallo."},
        ]},
    });
    let put = |settings: &Value, version: &str| {
        admin.put_over("/api/v1/skins/open", settings, Some(version))
    };
    assert_eq!(put(&settings, &seen)?.status(), 204);
    assert_eq!(problem(put(&settings, &seen)?)?, CHANGED);
    let snippet: Snippet = json(admin.get("/api/v1/snippets/circulation-open")?)?;
    assert_eq!(snippet.title, "Ask away");
    assert_eq!(snippet.starters, ["Renew a book".parse()?]);
    let german: Snippet = json(admin.get("/api/v1/snippets/circulation-open?language=de-AT")?)?;
    assert_eq!(german.greeting, Some("Hallo.".parse()?));
    for (field, value) in [
        ("colour", "red;}".into()),
        ("colour", "#6B3F8F".into()),
        ("corner", "middle".into()),
        ("words", json!([{"language": "English!"}])),
        ("words", json!([{"language": "en"}, {"language": "en"}])),
        (
            "words",
            json!([{"language": "en", "starters": ["a", "b", "c", "d", "e"]}]),
        ),
        ("css", "body{}".into()),
    ] {
        settings["look"] = json!({ field: value });
        assert_eq!(problem(put(&settings, "*")?)?, MALFORMED, "{settings}");
    }

    let copy = json!({"name": "copy", "title": "Another"});
    assert_eq!(admin.post("/api/v1/skins/open/copy", &copy)?.status(), 201);
    assert_eq!(
        problem(admin.post("/api/v1/skins/open/copy", &copy)?)?,
        CONFLICT
    );
    let remove = |skin: &str| admin.ask(Method::Delete, &format!("/api/v1/skins/{skin}"));
    assert_eq!(problem(remove("open")?)?, IN_USE);
    assert_eq!(remove("copy")?.status(), 204);
    assert_eq!(problem(remove("copy")?)?, NOT_FOUND);
    Ok(())
}

#[test]
fn a_snippet_leads_where_it_is_set_and_its_sites_alone_may_embed_it() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "snippet-life")?;
    let new = json!({"name": "catalogue", "queue": "reference", "skin": "open", "sites": []});
    assert_eq!(admin.post("/api/v1/snippets", &new)?.status(), 201);
    assert_eq!(problem(admin.post("/api/v1/snippets", &new)?)?, CONFLICT);
    let path = "/api/v1/snippets/catalogue/settings";
    let seen = tag(&admin.get(path)?)?;
    let settings =
        |queue: &str, sites: Value| json!({"queue": queue, "skin": "sealed", "sites": sites});
    let here = json!(["https://www.library.example"]);
    let put = |settings: &Value, version: &str| admin.put_over(path, settings, Some(version));
    assert_eq!(
        put(&settings("circulation", here.clone()), &seen)?.status(),
        204
    );
    assert_eq!(
        problem(put(&settings("reference", here.clone()), &seen)?)?,
        CHANGED
    );
    assert_eq!(
        problem(put(&settings("nowhere", here.clone()), "*")?)?,
        NOT_FOUND
    );
    for bad in [
        json!(["library.example"]),
        json!(["https://a.example/b"]),
        json!("*"),
    ] {
        assert_eq!(problem(put(&settings("reference", bad), "*")?)?, MALFORMED);
    }
    let many: Vec<_> = (0..51).map(|n| format!("https://{n}.example")).collect();
    assert_eq!(
        problem(put(&settings("reference", json!(many)), "*")?)?,
        MALFORMED
    );

    let level = |queue: &str, seconds: i64| json!({"queue": queue, "seconds": seconds});
    let rolls = |rollover: Value| json!({"queue": "circulation", "skin": "sealed", "sites": here, "rollover": rollover});
    for bad in [
        json!([level("reference", 9)]),
        json!([level("reference", 3_601)]),
        json!([level("reference", -1)]),
        json!([level("circulation", 60)]),
        json!([level("reference", 60), level("reference", 60)]),
        json!([{"queue": "reference", "seconds": 60, "more": 1}]),
        json!([level("'; DROP TABLE snippets; --", 60)]),
        json!([level(&"x".repeat(64), 60)]),
        json!(vec![level("reference", 60); 1_000]),
        json!("reference"),
    ] {
        assert_eq!(problem(put(&rolls(bad), "*")?)?, MALFORMED);
    }
    assert_eq!(
        problem(put(&rolls(json!([level("nowhere", 60)])), "*")?)?,
        NOT_FOUND
    );
    let levels = json!([level("reference", 60)]);
    assert_eq!(put(&rolls(levels.clone()), "*")?.status(), 204);
    let told: Value = json(admin.get(path)?)?;
    assert_eq!(told["rollover"], levels);

    let snippet: Snippet = json(admin.get("/api/v1/snippets/catalogue")?)?;
    assert_eq!(snippet.queue.as_str(), "circulation");
    let page = admin.get("/widget/?snippet=catalogue")?;
    let policy = page.headers()["Content-Security-Policy"].to_str()?;
    assert!(
        policy.ends_with("frame-ancestors https://www.library.example"),
        "{policy}"
    );
    let removed = admin.ask(Method::Delete, "/api/v1/snippets/catalogue")?;
    assert_eq!(removed.status(), 204);
    assert_eq!(
        problem(admin.get("/api/v1/snippets/catalogue")?)?,
        NOT_FOUND
    );
    let left: Page<SnippetListing> = json(admin.get("/api/v1/snippets")?)?;
    assert_eq!(left.items.len(), 4);
    Ok(())
}
