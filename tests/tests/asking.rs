//! What a queue asks its guests, at a real server: set by those who manage it, read by every page that has its snippet, and
//! said in the chat like everything else, so that it is kept with it and goes with it; and what guests say of an open chat when it
//! is over.

use anyhow::{Result, ensure};
use hushdesk_protocol::ids::ResumeToken;
use hushdesk_protocol::rest::{
    GuestQuestion, GuestRating, Method, ProblemCode, QuestionKind, Said, Snippet, SnippetQuestions,
    Transcript,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{administered, signed_in};
use hushdesk_tests::search::files_with;
use hushdesk_tests::server::Server;
use hushdesk_tests::talk::{Talk, when};
use serde_json::{Value, json as value};

const QUEUE: &str = "circulation";

const SNIPPET: &str = "/api/v1/snippets/circulation-open";

const SETTINGS: &str = "/api/v1/queues/circulation/settings";

fn entry() -> Value {
    value!([
        {"label": "Your course", "kind": "text"},
        {"label": "Where are you?", "kind": {"choice": {"options": ["At home", "Here"]}}, "required": true},
        {"label": "I agree to it.", "kind": "consent", "required": true},
    ])
}

#[test]
fn a_page_learns_what_its_guests_are_asked_as_soon_as_that_is_set() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "asking")?;
    let page = Browser::at(&site);
    let snippet = || json::<Snippet>(page.get(SNIPPET)?);
    ensure!(!snippet()?.asked);
    let none: SnippetQuestions = json(page.get(&format!("{SNIPPET}/questions"))?)?;
    assert_eq!(none, SnippetQuestions::default());
    let set = admin.put(SETTINGS, &value!({"entry": entry(), "retain": 30}))?;
    assert_eq!(set.status(), 204);
    ensure!(snippet()?.asked);
    let asked: SnippetQuestions = json(page.get(&format!("{SNIPPET}/questions"))?)?;
    let question = |label: &str, kind, required| -> Result<GuestQuestion> {
        Ok(GuestQuestion {
            label: label.parse()?,
            kind,
            required,
        })
    };
    let options = vec!["At home".parse()?, "Here".parse()?];
    let expected = vec![
        question("Your course", QuestionKind::Text, false)?,
        question("Where are you?", QuestionKind::Choice { options }, true)?,
        question("I agree to it.", QuestionKind::Consent, true)?,
    ];
    assert_eq!(asked.entry, expected);
    let unknown = page.get("/api/v1/snippets/nothing/questions")?;
    assert_eq!(problem(unknown)?, (404, ProblemCode::NotFound));

    let desk1 = signed_in(&site, "desk1")?;
    let answers = "Where are you?\u{a0}Here\nI agree to it.\u{a0}✓";
    let mut talk = Talk::begin(&site, (QUEUE, &desk1), 1, [answers, "Welcome."])?;
    talk.end()?;
    let path = format!("/api/v1/history/{}/transcript", talk.id());
    let kept: Transcript = when(|| {
        let answer = admin.get(&path)?;
        if answer.status() != 200 {
            return Ok(None);
        }
        Ok(Some(json::<Transcript>(answer)?).filter(|it| !it.runs))
    })?;
    let said = |it: &Said| matches!(it, Said::Guest { text } if text.as_str() == answers);
    ensure!(
        kept.entries.iter().any(|entry| said(&entry.said)),
        "{kept:?}"
    );
    let deleted = admin.ask(Method::Delete, &path)?;
    assert_eq!(deleted.status(), 204);
    assert_eq!(problem(admin.get(&path)?)?, (410, ProblemCode::Deleted));
    Ok(())
}

#[test]
fn what_is_said_of_an_open_chat_afterwards_is_kept_with_it_and_goes_with_it() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "surveyed")?;
    let page = Browser::at(&site);
    let set = value!({"comment": true, "survey": entry(), "retain": 30});
    assert_eq!(admin.put(SETTINGS, &set)?.status(), 204);
    ensure!(json::<Snippet>(page.get(SNIPPET)?)?.surveyed);
    let asked: SnippetQuestions = json(page.get(&format!("{SNIPPET}/questions"))?)?;
    assert_eq!(
        (asked.entry.len(), asked.survey.len(), asked.comment),
        (0, 3, true)
    );

    let desk1 = signed_in(&site, "desk1")?;
    let mut talk = Talk::begin(&site, (QUEUE, &desk1), 1, ["Where?", "Upstairs."])?;
    let chat = talk.id().clone();
    // By which the guest of that number is known.
    let token = ResumeToken::from_bytes([1; 32]);
    let survey = format!("/api/v1/queues/{QUEUE}/chats/{chat}/rating");
    let says = |token: &ResumeToken, said: &str| -> Result<()> {
        let says = GuestRating {
            token: token.clone(),
            rating: None,
            said: Some(said.parse()?),
        };
        let told = page.put(&survey, &says)?;
        ensure!(told.status() == 204, "{}", told.status());
        Ok(())
    };
    says(&token, "Too early.")?;
    talk.end()?;
    says(&ResumeToken::from_bytes([7; 32]), "Somebody else.")?;
    says(&token, "Very kind.")?;
    says(&token, "Not at all.")?;
    let path = format!("/api/v1/history/{chat}/transcript");
    let last = when(|| {
        let answer = admin.get(&path)?;
        if answer.status() != 200 {
            return Ok(None);
        }
        let read = json::<Transcript>(answer)?;
        let last = read.entries.last().map(|entry| entry.said.clone());
        Ok(last.filter(|said| matches!(said, Said::Survey { .. })))
    })?;
    let text = "Very kind.".parse()?;
    assert_eq!(last, Said::Survey { text });
    ensure!(!files_with(&server, "Very kind.")?.is_empty());
    assert_eq!(admin.ask(Method::Delete, &path)?.status(), 204);
    assert_eq!(problem(admin.get(&path)?)?, (410, ProblemCode::Deleted));
    when(|| Ok(files_with(&server, "Very kind.")?.is_empty().then_some(())))?;
    Ok(())
}

#[test]
fn what_cannot_be_asked_is_refused_and_it_is_said_why() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "asking-wrong")?;
    let text = |label: &str| value!({"label": label, "kind": "text"});
    let choice =
        |options: Value| value!([{"label": "Where?", "kind": {"choice": {"options": options}}}]);
    let many: Vec<_> = (0..9)
        .map(|number| text(&format!("Question {number}")))
        .collect();
    for (entry, why) in [
        (value!(many), "at most 8"),
        (value!([text("Why?"), text("Why?")]), "twice"),
        (choice(value!([])), "2 to 12"),
        (choice(value!(["Here", "Here"])), "twice"),
        (value!([text("")]), "1 to 200"),
        (value!([text(&"a".repeat(201))]), "1 to 200"),
        (value!([{"label": "Why?", "kind": "essay"}]), ""),
        (
            value!([{"label": "Why?", "kind": "text", "secret": true}]),
            "",
        ),
        (value!("Why?"), ""),
    ] {
        for list in ["entry", "survey"] {
            let answer = admin.put(SETTINGS, &value!({list: entry}))?;
            assert_eq!(answer.status(), 400, "{list}: {entry}");
            let said = json::<Value>(answer)?["detail"].to_string();
            ensure!(said.contains(why), "{list}: {entry}: {said}");
        }
    }
    Ok(())
}
