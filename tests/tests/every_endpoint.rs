//! Knocks at every endpoint of the API: in every role, in none, from a page of another origin, and with the session of
//! another organisation. What is expected follows from the endpoint's description alone.

use std::cmp::Reverse;

use anyhow::{Context, Result};
use hushdesk_protocol::rest::{
    API, Answer, Body, Description, ENDPOINTS, Method, Origins, ProblemCode, Who,
};
use hushdesk_tests::acts::{administrators, of_holders};
use hushdesk_tests::browser::{Browser, problem};
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket;
use serde_json::json;

/// Whose session a browser shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Role {
    /// Nobody's.
    None,
    /// That of an operator of the other queue.
    Unassigned,
    /// That of an operator of this queue.
    Assigned,
    /// That of an operator of this queue who manages it.
    Manager,
    /// That of an administrator, who is assigned nowhere.
    Administrator,
    /// That of another organisation's administrator.
    Foreign,
}

/// Where the page is open that asks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Page {
    Ours,
    /// One that may embed no snippet of the library.
    Other,
}

/// Why somebody is not let through; none if they are.
fn refusal(endpoint: &Description, role: Role, page: Page) -> Option<ProblemCode> {
    if page == Page::Other && matches!(endpoint.from, Origins::Ours | Origins::Embedders) {
        return Some(ProblemCode::Forbidden);
    }
    let is_signed_in = !matches!(role, Role::None | Role::Foreign);
    let (must_be_signed_in, may) = match endpoint.who {
        Who::Anybody => (false, true),
        Who::SetupCode => (false, false),
        Who::Holder | Who::SignedIn => (true, true),
        Who::Assigned => (true, matches!(role, Role::Assigned | Role::Manager)),
        Who::Manager => (true, matches!(role, Role::Manager | Role::Administrator)),
        Who::Administrator => (true, role == Role::Administrator),
    };
    if must_be_signed_in && !is_signed_in {
        Some(ProblemCode::SignedOut)
    } else {
        (!may).then_some(ProblemCode::Forbidden)
    }
}

/// An address of the endpoint at the library's queue of sealed questions.
fn address(endpoint: &Description) -> String {
    let parts = endpoint.path.split('/').map(|part| match part {
        "{queue}" => "reference",
        // Nobody signs in by this name after what is done to it.
        "{person}" => "desk3",
        "{canned}" => "00000000000000000000000000000000",
        "{skin}" => "sealed",
        // That of the library's key.
        "{fingerprint}" => "abababababababababababababababababababab",
        "{session}" | "{application}" | "{message}" | "{webhook}" | "{follow_up}" | "{bulk}"
        | "{passkey}" => "00000000000000000000000000000000",
        "{snippet}" => "reference-sealed",
        "{chat}" => "abababababababababababababababab",
        part => part,
    });
    let path = parts.collect::<Vec<_>>().join("/");
    let snippet = endpoint.query.contains(&"snippet");
    let query = if snippet {
        "?snippet=reference-sealed"
    } else {
        ""
    };
    format!("{API}/{path}{query}")
}

fn browser(site: &Site, role: Role, page: Page, foreign: &str) -> Result<Browser> {
    let origin = match page {
        Page::Ours => site.origin(),
        Page::Other => "https://evil.example".to_owned(),
    };
    let name = match role {
        Role::None => return Ok(Browser::at(site).with_origin(&origin)),
        Role::Foreign => return Ok(Browser::at(site).with_origin(&origin).with_cookie(foreign)),
        Role::Unassigned => "desk3",
        Role::Assigned => "desk1",
        Role::Manager => "desk2",
        Role::Administrator => "admin",
    };
    let mut browser = Browser::at(site);
    browser.sign_in(name, &password(name))?;
    Ok(browser.with_origin(&origin))
}

/// What is sent there. Who somebody is is only known once it has been read what is to be done: that has to be right.
fn body(endpoint: &Description) -> Result<String> {
    let mut acts = administrators();
    acts.extend(of_holders()?);
    let mut act = acts
        .into_iter()
        .find(|act| act.endpoint == endpoint.name && endpoint.body != Body::Nothing);
    if let Some(pool) = act.as_mut().and_then(|act| act.body.pointer_mut("/pool")) {
        // Everybody has one of their own.
        *pool = "own".into();
    }
    Ok(act.map(|act| act.body.to_string()).unwrap_or_default())
}

/// What the endpoint says to this browser: the problem, if it is one.
fn knock(site: &Site, browser: &Browser, endpoint: &Description) -> Result<Option<ProblemCode>> {
    let address = address(endpoint);
    if endpoint.answer == Answer::Socket {
        return socket::knock(site, &address, browser);
    }
    let headers = [("If-Match", "*")];
    let answer = browser.send(endpoint.method, &address, &headers, &body(endpoint)?)?;
    if answer.status().is_success() {
        return Ok(None);
    }
    Ok(Some(problem(answer)?.1))
}

#[test]
fn every_endpoint_lets_through_whom_it_says_and_nobody_else() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("every-endpoint");
    let other = server.site("every-endpoint-elsewhere");
    let mut setup = library::setup()?;
    for snippet in &mut setup.snippets {
        snippet.sites = vec!["https://www.library.example".parse()?];
    }
    Browser::at(&site).found(&setup)?;
    Browser::at(&other).found(&setup)?;
    let admin = browser(&site, Role::Administrator, Page::Ours, "")?;
    let managing = json!({
        "people": ["desk2"], "change": "give",
        "queues": [{"queue": "reference", "duties": ["manager"]}],
    });
    let assigned = admin.post("/api/v1/assignments", &managing)?;
    assert_eq!(assigned.status(), 204);
    // Without a sender that is what everybody is told first.
    let mailing = json!({
        "name": "City library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    let set = admin.put("/api/v1/organisation", &mailing)?;
    assert_eq!(set.status(), 204);
    let provider = json!({
        "settings": {
            "name": "Campus", "issuer": "http://127.0.0.1:9", "client_id": "hushdesk", "claim": "email",
            "passwords": "everybody",
        },
        "secret": "keep",
    });
    let set = admin.put("/api/v1/organisation/provider", &provider)?;
    assert_eq!(set.status(), 204);
    let mut elsewhere = Browser::at(&other);
    elsewhere.sign_in("admin", &password("admin"))?;
    let foreign = elsewhere.cookie().context("no session elsewhere")?;

    for role in [
        Role::None,
        Role::Unassigned,
        Role::Assigned,
        Role::Manager,
        Role::Foreign,
        Role::Administrator,
    ] {
        for page in [Page::Other, Page::Ours] {
            let browser = browser(&site, role, page, &foreign)?;
            // Whatever takes something away comes last, what is within another thing first, and the session very last.
            let mut endpoints: Vec<_> = ENDPOINTS.iter().collect();
            endpoints.sort_by_key(|endpoint| {
                let depth = endpoint.path.split('/').count();
                let last = (endpoint.path == "session", Reverse(depth));
                (endpoint.method == Method::Delete).then_some(last)
            });
            for endpoint in endpoints {
                let told = knock(&site, &browser, endpoint)?;
                let context = format!("{} as {role:?} from {page:?}: {told:?}", endpoint.name);
                // It is the queue that takes messages or none, and mails chats or none, whoever asks, and not very many from one
                // address.
                if matches!(
                    endpoint.name,
                    "PostMessage" | "PostSealedNote" | "PostGuestMail"
                ) {
                    let is_right = matches!(
                        told,
                        None | Some(ProblemCode::Forbidden | ProblemCode::TooMany)
                    );
                    assert!(is_right, "{context}");
                    continue;
                }
                match refusal(endpoint, role, page) {
                    Some(expected) => assert_eq!(told, Some(expected), "{context}"),
                    None => assert!(
                        !matches!(
                            told,
                            Some(
                                ProblemCode::SignedOut
                                    | ProblemCode::Forbidden
                                    | ProblemCode::MethodNotAllowed
                                    | ProblemCode::Failed
                            )
                        ),
                        "{context}"
                    ),
                }
                // There is nothing of these whose id could be told beforehand.
                let is_there = ![
                    "{bulk}",
                    "{canned}",
                    "{chat}",
                    "{follow_up}",
                    "{message}",
                    "{passkey}",
                    "{webhook}",
                ]
                .iter()
                .any(|field| endpoint.path.contains(field));
                let may = refusal(endpoint, role, page).is_none();
                let is_missing = told == Some(ProblemCode::NotFound);
                assert!(!(may && is_there && is_missing), "{context}");
                let problems = endpoint.problems();
                assert!(
                    told.is_none_or(|told| problems.contains(&told)),
                    "{context}"
                );
            }
        }
    }
    Ok(())
}

#[test]
fn no_address_is_taken_by_another_method_than_it_says() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("other-methods");
    let browser = Browser::at(&site);
    for endpoint in ENDPOINTS {
        let answer = browser.ask_by("PATCH", &address(endpoint))?;
        let allowed = answer.headers()["Allow"].to_str()?.to_owned();
        assert!(allowed.contains(endpoint.method.as_str()), "{allowed}");
        let told = problem(answer)?;
        assert_eq!(told, (405, ProblemCode::MethodNotAllowed));
    }
    Ok(())
}
