//! The people of an organisation: what each is called, and what their sign-in allows.

mod password_hash;

pub use password_hash::PasswordHash;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::Role;
use hushdesk_protocol::text::DisplayName;

use crate::refused::{DirectoryError, Refused};

/// The table.
pub(crate) const TABLES: &str = include_str!("people.sql");

/// Somebody who may sign in.
pub(crate) struct Person {
    /// What guests and colleagues know them by.
    pub(crate) display: DisplayName,
    /// What the sign-in allows.
    pub(crate) role: Role,
}

/// The person of this name. Somebody who is not there any more is signed out.
pub(crate) fn find(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Person, DirectoryError> {
    let rows = database.query(
        "SELECT display, role FROM operators WHERE name = ?",
        vec![name.as_str().into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::SignedOut)?;
    Ok(Person {
        display: row.name("operators.display")?,
        role: role_from_stored(&row.text("operators.role")?)?,
    })
}

/// The hash of somebody's password, if there is somebody of this name.
pub(crate) fn password_of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Option<PasswordHash>, DatabaseError> {
    let rows = database.query(
        "SELECT password FROM operators WHERE name = ?",
        vec![name.as_str().into()],
    )?;
    let password = |mut row: Row| row.text("operators.password").map(PasswordHash::stored);
    rows.into_iter().next().map(password).transpose()
}

/// Adds somebody.
pub(crate) fn add(
    database: &impl Database,
    name: &OperatorName,
    person: &Person,
    password: &PasswordHash,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO operators (name, display, role, password) VALUES (?, ?, ?, ?)",
        vec![
            name.as_str().into(),
            person.display.as_str().into(),
            role_as_stored(person.role).into(),
            password.as_str().into(),
        ],
    )?;
    Ok(())
}

const fn role_as_stored(role: Role) -> &'static str {
    match role {
        Role::Operator => "operator",
        Role::Administrator => "administrator",
    }
}

fn role_from_stored(text: &str) -> Result<Role, DatabaseError> {
    match text {
        "operator" => Ok(Role::Operator),
        "administrator" => Ok(Role::Administrator),
        _ => Err(DatabaseError::Column("operators.role")),
    }
}
