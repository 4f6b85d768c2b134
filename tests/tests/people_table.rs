//! People taken in from a table at a real server, and taken along as one.

use anyhow::{Context, Result};
use hushdesk_protocol::rest::{ImportEffect, ImportedRow, Page, Person, ProblemCode};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::administered;
use hushdesk_tests::server::Server;
use serde_json::json;

const TABLE: &str = "name,display,role,queues\n\
                     vera,Vera Stone,operator,circulation reference:history_reader\n\
                     desk3,,,reference:operator+manager\n\
                     desk1,,,\n";

/// What a table does, or would do.
fn import(admin: &Browser, path: &str, table: &str) -> Result<Vec<ImportedRow>> {
    let answer = admin.post(
        &format!("/api/v1/people/import{path}"),
        &json!({"csv": table}),
    )?;
    Ok(json::<Page<ImportedRow>>(answer)?.items)
}

fn people(admin: &Browser) -> Result<Vec<Person>> {
    Ok(json::<Page<Person>>(admin.get("/api/v1/people")?)?.items)
}

#[test]
fn a_table_does_what_its_preview_has_told() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "table")?;
    let before = people(&admin)?;
    let preview = import(&admin, "/preview", TABLE)?;
    let effects: Vec<_> = preview.iter().map(|row| &row.effect).collect();
    assert!(
        matches!(
            effects.as_slice(),
            [
                ImportEffect::Invited { token: None, .. },
                ImportEffect::Changed,
                ImportEffect::Unchanged,
            ]
        ),
        "{effects:?}"
    );
    assert_eq!(people(&admin)?, before);

    let done = import(&admin, "", TABLE)?;
    let [vera, ..] = done.as_slice() else {
        anyhow::bail!("{done:?}");
    };
    let ImportEffect::Invited { token, .. } = &vera.effect else {
        anyhow::bail!("{vera:?}");
    };
    let token = token.as_ref().context("no link")?.as_str();
    let chosen = json!({"token": token, "password": "a password of mine"});
    let mut browser = Browser::at(&site);
    assert_eq!(browser.post("/api/v1/links/use", &chosen)?.status(), 204);
    let signed_in = browser.sign_in("vera", "a password of mine")?;
    assert_eq!(signed_in.status(), 200);
    let desk3 = people(&admin)?
        .into_iter()
        .find(|it| it.name.as_str() == "desk3");
    let queues = desk3.context("desk3 is gone")?.queues;
    assert_eq!((queues.len(), queues[0].duties.len()), (1, 2));
    Ok(())
}

#[test]
fn nothing_is_taken_of_a_table_in_which_a_row_is_wrong() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "wrong-table")?;
    let before = people(&admin)?;
    for (row, column) in [
        ("Vera Stone,,,", Some("name")),
        ("desk1,,owner,", Some("role")),
        ("desk1,,,reference:king", Some("queues")),
        ("vera,,,", Some("name")),
        ("ivo,,,nowhere", None),
        ("admin,,operator,", None),
    ] {
        let rows = import(&admin, "", &format!("{TABLE}{row}\n"))?;
        let last = rows.last().context("no rows")?;
        let ImportEffect::Refused { column: told, .. } = &last.effect else {
            anyhow::bail!("{row}: {last:?}");
        };
        assert_eq!((last.line, told.as_deref()), (5, column), "{row}");
        assert_eq!(people(&admin)?, before, "{row}");
    }
    for table in ["", "display\nVera\n", "name,password\nvera,x\n"] {
        let told = admin.post("/api/v1/people/import", &json!({"csv": table}))?;
        assert_eq!(problem(told)?, (400, ProblemCode::Malformed), "{table}");
    }
    Ok(())
}

#[test]
fn people_are_taken_along_as_a_table_that_can_be_taken_in_again() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "own-table")?;
    let formula = json!({"name": "eve", "display": "=1+1", "role": "operator"});
    assert_eq!(admin.post("/api/v1/people", &formula)?.status(), 200);
    let mut file = admin.get("/api/v1/people.csv")?;
    let kind = file.headers()["Content-Type"].to_str()?.to_owned();
    assert_eq!(kind, "text/csv; charset=utf-8");
    let table = file.body_mut().read_to_string()?;
    assert!(table.contains("\neve,'=1+1,operator,"), "{table}");
    let rows = import(&admin, "", &table)?;
    assert_eq!(rows.len(), 5);
    let unchanged = |row: &ImportedRow| row.effect == ImportEffect::Unchanged;
    assert!(rows.iter().all(unchanged), "{rows:?}");
    Ok(())
}
