//! People taken in from a table, and taken along as one.

use hushdesk_directory::{ExportPeople, ImportPeople, ImportRow, RowEffect};
use hushdesk_edge::now;
use hushdesk_protocol::ids::{LinkToken, OperatorName, Timestamp};
use hushdesk_protocol::rest::{
    GetPeopleFile, INVITATION_DAYS, ImportEffect, ImportedRow, Page, PeopleFile, Person,
    PersonState, PostPeopleImport, PostPeopleImportPreview, Role,
};

use super::Serve;
use super::audit::time;
use crate::call::Call;
use crate::people_table::{HEAD, Told, Wrong, queues_in_words, read};
use crate::problem::Problem;
use crate::reply::Reply;
use crate::{csv, link_token};

const DAY: u64 = 24 * 60 * 60 * 1_000;

impl Serve for PostPeopleImportPreview {
    async fn serve(
        self,
        call: &Call,
        file: PeopleFile,
    ) -> Result<Reply<Page<ImportedRow>>, Problem> {
        Ok(Reply::of(import(call, &file, false).await?))
    }
}

impl Serve for PostPeopleImport {
    async fn serve(
        self,
        call: &Call,
        file: PeopleFile,
    ) -> Result<Reply<Page<ImportedRow>>, Problem> {
        Ok(Reply::of(import(call, &file, true).await?))
    }
}

/// A row that can be read, with the link that it may need.
struct Ready {
    line: u32,
    row: ImportRow,
    token: LinkToken,
}

/// Nothing is done of a file in which a row cannot be read, either.
async fn import(
    call: &Call,
    file: &PeopleFile,
    really: bool,
) -> Result<Page<ImportedRow>, Problem> {
    let lines = read(&file.csv)?;
    let all_can_be_read = lines.iter().all(|(_, told)| told.is_ok());
    let mut ready = Vec::new();
    let mut rows = Vec::new();
    for (line, told) in lines {
        match told {
            Ok(told) => ready.push(with_link(line, told)?),
            Err(wrong) => rows.push(refused(line, wrong)),
        }
    }
    let until = now().plus(u64::from(INVITATION_DAYS) * DAY);
    let is_done = really && all_can_be_read;
    let import = ImportPeople {
        rows: ready.iter().map(|it| it.row.clone()).collect(),
        until,
        really: is_done,
    };
    let effects = call.directory()?.ask(&import).await?;
    let is_refused = |effect: &RowEffect| matches!(effect, RowEffect::Refused(_));
    let is_done = is_done && !effects.iter().any(is_refused);
    let told = ready.into_iter().zip(effects);
    rows.extend(told.map(|(ready, effect)| imported(ready, effect, until, is_done)));
    rows.sort_by_key(|row| row.line);
    Ok(Page {
        items: rows,
        next: None,
    })
}

fn with_link(line: u32, told: Told) -> Result<Ready, Problem> {
    let token = link_token::make()?;
    let row = ImportRow {
        name: told.name,
        display: told.display,
        role: told.role,
        queues: told.queues,
        link: link_token::hash(&token),
    };
    Ok(Ready { line, row, token })
}

fn imported(ready: Ready, effect: RowEffect, until: Timestamp, is_done: bool) -> ImportedRow {
    let effect = match effect {
        RowEffect::Invited => ImportEffect::Invited {
            token: is_done.then_some(ready.token),
            until,
        },
        RowEffect::Changed => ImportEffect::Changed,
        RowEffect::Unchanged => ImportEffect::Unchanged,
        RowEffect::Refused(refused) => ImportEffect::Refused {
            why: Problem::from(refused).detail(),
            column: None,
        },
    };
    ImportedRow {
        line: ready.line,
        name: Some(ready.row.name),
        effect,
    }
}

fn refused(line: u32, wrong: Wrong) -> ImportedRow {
    ImportedRow {
        line,
        name: wrong.name,
        effect: ImportEffect::Refused {
            why: wrong.why,
            column: Some(wrong.column.to_owned()),
        },
    }
}

impl Serve for GetPeopleFile {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let people = call.directory()?.ask(&ExportPeople).await?;
        let file = csv::write(&HEAD, people.into_iter().map(cells))?;
        Ok(Reply::file("people.csv", file))
    }
}

fn cells(person: Person) -> Vec<String> {
    vec![
        OperatorName::as_str(&person.name).to_owned(),
        person.display.to_string(),
        match person.role {
            Role::Operator => "operator",
            Role::Administrator => "administrator",
        }
        .to_owned(),
        queues_in_words(&person.queues),
        match person.state {
            PersonState::Active => "active",
            PersonState::Invited { .. } => "invited",
            PersonState::Disabled => "disabled",
        }
        .to_owned(),
        if person.second_factor { "yes" } else { "no" }.to_owned(),
        person.seen.map(time).unwrap_or_default(),
    ]
}
