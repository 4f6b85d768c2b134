//! Whether what an organisation is to begin with holds together: checked whole, before anything of it is
//! written.

use std::collections::BTreeSet;

use hushdesk_protocol::limits::{
    PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN, PINNED_FINGERPRINTS_MAX, SITES_PER_SNIPPET_MAX,
};
use hushdesk_protocol::page_origin::PageOrigin;
use hushdesk_protocol::rest::{
    NewOperator, NewSkin, Role, Sealing, Setup, WrongLevels, check_levels,
};

/// Operators to begin with: hashing 50 passwords takes some seconds, of the 30 a Worker has for a request.
const OPERATORS_MAX: usize = 50;

/// Queues, skins and snippets to begin with, each.
const EACH_MAX: usize = 100;

/// What is wrong with a set-up. Names, never passwords.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// Nobody could set up anything afterwards.
    #[error("nobody is an administrator")]
    NoAdministrator,
    /// More than the bound.
    #[error("there are {got} {of}, at most {max} are allowed")]
    TooMany {
        /// Of what.
        of: &'static str,
        /// How many there are.
        got: usize,
        /// How many there may be.
        max: usize,
    },
    /// A name that is there twice.
    #[error("the {of} {name} is there twice")]
    Twice {
        /// What it names.
        of: &'static str,
        /// The name.
        name: String,
    },
    /// A name that is referred to and is not there.
    #[error("{by} refers to the {of} {name}, which is not there")]
    Missing {
        /// What refers to it.
        by: String,
        /// What it should name.
        of: &'static str,
        /// The name.
        name: String,
    },
    /// Levels that are none.
    #[error(transparent)]
    Levels(#[from] WrongLevels),
    /// A password nobody should have.
    #[error(
        "the password of {of} has to have at least {PASSWORD_CHARS_MIN} characters \
         and at most {PASSWORD_BYTES_MAX} bytes"
    )]
    Password {
        /// Whose.
        of: String,
    },
}

/// Checks that names are there once, and there where they are referred to; that somebody is an administrator;
/// and that nothing passes its bounds.
///
/// # Errors
///
/// It does not hold together; what is wrong.
pub fn check(setup: &Setup) -> Result<(), PlanError> {
    at_most(setup.operators.len(), OPERATORS_MAX, "operators")?;
    at_most(setup.queues.len(), EACH_MAX, "queues")?;
    at_most(setup.skins.len(), EACH_MAX, "skins")?;
    at_most(setup.snippets.len(), EACH_MAX, "snippets")?;

    let is_administrator = |new: &NewOperator| new.role == Role::Administrator;
    if !setup.operators.iter().any(is_administrator) {
        return Err(PlanError::NoAdministrator);
    }
    setup.operators.iter().try_for_each(check_password)?;
    setup.skins.iter().try_for_each(check_skin)?;
    check_names(setup)
}

/// Whether somebody may have this password.
pub fn is_password(password: &str) -> bool {
    password.chars().count() >= PASSWORD_CHARS_MIN && password.len() <= PASSWORD_BYTES_MAX
}

fn check_password(new: &NewOperator) -> Result<(), PlanError> {
    if is_password(&new.password) {
        Ok(())
    } else {
        Err(PlanError::Password {
            of: new.name.to_string(),
        })
    }
}

fn check_skin(skin: &NewSkin) -> Result<(), PlanError> {
    match &skin.sealing {
        Sealing::Sealed { pinned, .. } => {
            at_most(pinned.len(), PINNED_FINGERPRINTS_MAX, "pinned keys")?;
            unique(
                "pinned key",
                pinned.iter().map(|key| key.fingerprint.as_str()),
            )
            .map(drop)
        }
        Sealing::Open => Ok(()),
    }
}

fn check_names(setup: &Setup) -> Result<(), PlanError> {
    let operators = unique(
        "operator",
        setup.operators.iter().map(|new| new.name.as_str()),
    )?;
    let queues = unique("queue", setup.queues.iter().map(|new| new.name.as_str()))?;
    let skins = unique("skin", setup.skins.iter().map(|new| new.name.as_str()))?;
    unique(
        "snippet",
        setup.snippets.iter().map(|new| new.name.as_str()),
    )?;

    for queue in &setup.queues {
        let by = || format!("the queue {}", queue.name);
        let assigned = queue.operators.iter().map(|name| name.as_str());
        for name in unique("assigned operator", assigned)? {
            refers(&operators, "operator", name, by)?;
        }
    }
    for snippet in &setup.snippets {
        at_most(snippet.sites.len(), SITES_PER_SNIPPET_MAX, "sites")?;
        unique("site", snippet.sites.iter().map(PageOrigin::as_str))?;
        let by = || format!("the snippet {}", snippet.name);
        refers(&queues, "queue", snippet.queue.as_str(), by)?;
        refers(&skins, "skin", snippet.skin.as_str(), by)?;
        for level in &snippet.rollover {
            refers(&queues, "queue", level.queue.as_str(), by)?;
        }
        check_levels(&snippet.queue, &snippet.rollover)?;
    }
    Ok(())
}

fn unique<'a>(
    of: &'static str,
    names: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, PlanError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            let name = name.to_owned();
            return Err(PlanError::Twice { of, name });
        }
    }
    Ok(seen)
}

fn refers(
    names: &BTreeSet<&str>,
    of: &'static str,
    name: &str,
    by: impl Fn() -> String,
) -> Result<(), PlanError> {
    if names.contains(name) {
        return Ok(());
    }
    Err(PlanError::Missing {
        by: by(),
        of,
        name: name.to_owned(),
    })
}

fn at_most(got: usize, max: usize, of: &'static str) -> Result<(), PlanError> {
    if got > max {
        return Err(PlanError::TooMany { of, got, max });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBRARY: &str = r#"{
        "organisation": "The library",
        "operators": [
            {"name": "admin", "password": "long enough", "role": "administrator"},
            {"name": "desk1", "password": "long enough", "role": "operator"}
        ],
        "queues": [{"name": "reference", "title": "Ask us", "operators": ["desk1"]}],
        "skins": [{
            "name": "sealed", "title": "Ask us",
            "sealing": {"sealed": {"pinned": [], "unverified": "refuse"}}
        }],
        "snippets": [{"name": "reference", "queue": "reference", "skin": "sealed"}]
    }"#;

    /// What is wrong with the library's set-up after this piece of it has been replaced.
    fn wrong_with(piece: &str, replacement: &str) -> String {
        assert!(LIBRARY.contains(piece), "{piece}");
        let setup = serde_json::from_str(&LIBRARY.replace(piece, replacement)).unwrap();
        check(&setup).unwrap_err().to_string()
    }

    #[test]
    fn a_library_holds_together() {
        assert_eq!(check(&serde_json::from_str(LIBRARY).unwrap()), Ok(()));
    }

    #[test]
    fn what_does_not_hold_together_is_named() {
        for (piece, replacement, expected) in [
            ("administrator", "operator", "nobody is an administrator"),
            (
                r#""name": "desk1""#,
                r#""name": "admin""#,
                "the operator admin is there twice",
            ),
            (
                r#"["desk1"]"#,
                r#"["desk9"]"#,
                "the queue reference refers to the operator desk9, which is not there",
            ),
            (
                r#"["desk1"]"#,
                r#"["desk1", "desk1"]"#,
                "the assigned operator desk1 is there twice",
            ),
            (
                r#""queue": "reference""#,
                r#""queue": "nothing""#,
                "the snippet reference refers to the queue nothing, which is not there",
            ),
            (
                r#""skin": "sealed""#,
                r#""skin": "nothing""#,
                "the snippet reference refers to the skin nothing, which is not there",
            ),
        ] {
            assert_eq!(wrong_with(piece, replacement), expected);
        }
    }

    #[test]
    fn a_short_password_is_refused_and_not_repeated() {
        assert_eq!(
            wrong_with("long enough", "too short"),
            "the password of admin has to have at least 10 characters and at most 1024 bytes"
        );
    }

    #[test]
    fn more_than_the_bound_is_refused() {
        let key = |n| format!(r#"{{"fingerprint": "{n:040x}"}}"#);
        let keys: Vec<_> = (0..101).map(key).collect();
        let pinned = format!(r#""pinned": [{}]"#, keys.join(","));
        assert_eq!(
            wrong_with(r#""pinned": []"#, &pinned),
            "there are 101 pinned keys, at most 100 are allowed"
        );
    }
}
