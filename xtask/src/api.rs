//! What the documents say of the API is made of the list of its endpoints: `docs/openapi.json`, and two tables in
//! `docs/protocol.md`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::rest::{
    API, Answer, Body, Description, ENDPOINTS, Origins, ProblemCode, Who, openapi,
};

use crate::say;
use crate::workspace::Workspace;

/// Writes them.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    for document in documents(workspace)? {
        fs::write(&document.path, document.text)?;
    }
    Ok(())
}

/// Fails if they say something else than the list.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    say::step("Checking what the documents say of the API", None);
    for document in documents(workspace)? {
        let found = fs::read_to_string(&document.path).unwrap_or_default();
        ensure!(
            found == document.text,
            "{} is not what the list of endpoints says: run `cargo xtask api`",
            document.path.display()
        );
    }
    Ok(())
}

/// A document as it should be.
struct Document {
    path: PathBuf,
    text: String,
}

fn documents(workspace: &Workspace) -> Result<[Document; 2]> {
    let docs = workspace.path("docs");
    let openapi = Document {
        path: docs.join("openapi.json"),
        text: serde_json::to_string_pretty(&openapi::document())? + "\n",
    };
    let path = docs.join("protocol.md");
    let text = fs::read_to_string(&path)?;
    let text = with_table(&text, "endpoints", &endpoints())?;
    let text = with_table(&text, "problems", &problems())?;
    Ok([openapi, Document { path, text }])
}

/// The text with this table between the comments that name it.
fn with_table(text: &str, name: &str, table: &str) -> Result<String> {
    let (begin, end) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let (before, rest) = text.split_once(&begin).context("no place for a table")?;
    let (_, after) = rest.split_once(&end).context("no end of a table")?;
    Ok(format!("{before}{begin}{table}{end}{after}"))
}

fn endpoints() -> String {
    let rows = ENDPOINTS.iter().map(|endpoint| {
        let query: Vec<_> = endpoint
            .query
            .iter()
            .map(|field| format!("{field}={}", field.to_uppercase()))
            .collect();
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{}", query.join("&"))
        };
        let path = in_capitals(endpoint.path);
        let says: Vec<_> = endpoint.says.iter().map(|line| line.trim()).collect();
        format!(
            "| `{} {API}/{path}{query}` | {} | {} | {} | {} |\n",
            endpoint.method.as_str(),
            says.join(" "),
            who(endpoint),
            body(endpoint.body),
            answer(endpoint.answer),
        )
    });
    let head = "| request | what it does | for whom | body | answer |\n|---|---|---|---|---|\n";
    std::iter::once(head.to_owned()).chain(rows).collect()
}

/// The path with its fields in capitals.
fn in_capitals(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(field) => field.trim_end_matches('}').to_uppercase(),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

fn who(endpoint: &Description) -> String {
    let who = match endpoint.who {
        Who::Anybody => "everybody",
        Who::Holder => "whoever is signed in, with or without a second factor",
        Who::SignedIn => "whoever is signed in",
        Who::Assigned => "operators of the queue",
        Who::Manager => "administrators and managers of the queue",
        Who::Administrator => "administrators",
        Who::SetupCode => "whoever has the setup code",
    };
    let from = match endpoint.from {
        Origins::All => ", on every site",
        Origins::Embedders => ", on sites that may embed",
        Origins::Unread | Origins::Ours => "",
    };
    format!("{who}{from}")
}

const fn body(body: Body) -> &'static str {
    match body {
        Body::Nothing => "",
        Body::Json(_) => "JSON",
        Body::JsonOfVersion(_) => "JSON, with `If-Match`",
    }
}

const fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Json => "200, JSON",
        Answer::JsonOfVersion => "200, JSON, with `ETag`",
        Answer::File => "200, a CSV file",
        Answer::Created => "201",
        Answer::Done => "204",
        Answer::DoneToVersion => "204, with `ETag`",
        Answer::Socket => "101, a WebSocket",
    }
}

fn problems() -> String {
    let rows = ProblemCode::ALL.iter().map(|code| {
        let name = serde_json::to_string(code).unwrap_or_default();
        let name = name
            .trim_matches('"')
            .rsplit(':')
            .next()
            .unwrap_or_default()
            .to_owned();
        format!("| {} | `{name}` | {} |\n", code.status(), code.says())
    });
    let head = "| status | `urn:hushdesk:problem:` | what happened |\n|---|---|---|\n";
    std::iter::once(head.to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_put_in_its_place_and_nothing_else_is_touched() {
        let text = "a\n<!-- t -->\nold\n<!-- end of t -->\nb\n";
        let expected = "a\n<!-- t -->\nnew\n<!-- end of t -->\nb\n";
        assert_eq!(with_table(text, "t", "new\n").unwrap(), expected);
        assert!(with_table(text, "other", "new\n").is_err());
    }

    #[test]
    fn fields_of_a_path_stand_in_capitals() {
        let path = in_capitals("queues/{queue}/settings");
        assert_eq!(path, "queues/QUEUE/settings");
    }
}
