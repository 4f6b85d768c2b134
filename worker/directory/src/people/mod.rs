//! The people of an organisation: what each is called, what their sign-in allows, and what they do at which queues.

pub(crate) mod assigning;
pub(crate) mod changing;
pub(crate) mod duties;
pub(crate) mod importing;
pub(crate) mod inviting;
pub(crate) mod listing;
mod password_hash;
mod passwords;
pub(crate) mod reading;

pub use password_hash::PasswordHash;
pub(crate) use passwords::{has_password, password_of, set_password};

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::Role;
use hushdesk_protocol::text::DisplayName;

use crate::refused::{DirectoryError, Refused};

/// The table.
pub(crate) const TABLES: &str = include_str!("people.sql");

/// What somebody is called, and what their sign-in allows.
pub(crate) struct Known {
    /// What guests and colleagues know them by.
    pub(crate) display: DisplayName,
    /// What the sign-in allows.
    pub(crate) role: Role,
}

/// Who has this name.
pub(crate) fn find(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Option<Known>, DatabaseError> {
    let rows = database.query(
        "SELECT display, role FROM operators WHERE name = ?",
        vec![name.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Known {
        display: row.name("operators.display")?,
        role: role_from_stored(&row.text("operators.role")?)?,
    }))
}

/// Who is signed in by this name. Somebody who is not there any more is signed out.
pub(crate) fn signed_in(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Known, DirectoryError> {
    Ok(find(database, name)?.ok_or(Refused::SignedOut)?)
}

/// Adds somebody, who has no password yet.
pub(crate) fn add(
    database: &impl Database,
    name: &OperatorName,
    known: &Known,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO operators (name, display, role) VALUES (?, ?, ?)",
        vec![
            name.as_str().into(),
            known.display.as_str().into(),
            role_as_stored(known.role).into(),
        ],
    )?;
    Ok(())
}

/// Says what somebody is called, and what their sign-in allows.
pub(crate) fn set(
    database: &impl Database,
    name: &OperatorName,
    known: &Known,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE operators SET display = ?, role = ? WHERE name = ?",
        vec![
            known.display.as_str().into(),
            role_as_stored(known.role).into(),
            name.as_str().into(),
        ],
    )?;
    Ok(())
}

/// Refuses what has just been done if it leaves nobody who can sign in and administer the organisation, also when an identity
/// provider fails.
pub(crate) fn must_have_administrator(database: &impl Database) -> Result<(), DirectoryError> {
    let rows = database.query(
        "SELECT 1 FROM operators JOIN passwords ON passwords.operator = operators.name
         WHERE role = 'administrator' AND NOT disabled
           AND name = coalesce((SELECT password_of FROM identity_provider), name) LIMIT 1",
        vec![],
    )?;
    if rows.is_empty() {
        return Err(Refused::LastAdministrator.into());
    }
    Ok(())
}

const fn role_as_stored(role: Role) -> &'static str {
    match role {
        Role::Operator => "operator",
        Role::Administrator => "administrator",
    }
}

pub(crate) fn role_from_stored(text: &str) -> Result<Role, DatabaseError> {
    match text {
        "operator" => Ok(Role::Operator),
        "administrator" => Ok(Role::Administrator),
        _ => Err(DatabaseError::Column("operators.role")),
    }
}
