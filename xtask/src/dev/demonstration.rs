//! The demonstration library: who works there, and what is set up.

use std::fs;

use anyhow::{Context, Result};
use hushdesk_protocol::ids::{Fingerprint, OperatorName};
use hushdesk_protocol::rest::{
    NewOperator, NewQueue, NewSkin, NewSnippet, PinnedKey, Role, Sealing, Setup, UnverifiedOperator,
};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::keys;
use super::state::State;
use crate::files;

/// What the library is called.
pub(super) const ORGANISATION: &str = "Alder Vale Public Library";

/// The administrator, who may answer chats too: the sign-in name, and what guests and colleagues read.
const ADMINISTRATOR: (&str, &str) = ("admin", "Dora");

/// The operators likewise, and whether the demonstration gives them a key that guests' browsers know.
const OPERATORS: [(&str, &str, bool); 3] = [
    ("desk1", "Ann", true),
    ("desk2", "Ben", false),
    ("desk3", "Cora", true),
];

/// The demonstration's sign-ins and keys, as they are kept: made once, so that they stay the same over
/// restarts.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Demonstration {
    operators: Vec<Operator>,
}

/// Somebody who may sign in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operator {
    /// As whom.
    pub(crate) name: OperatorName,
    /// What guests and colleagues know them by.
    display: DisplayName,
    /// With what.
    pub(crate) password: String,
    role: Role,
    /// Of the key that the sealed skin pins.
    fingerprint: Option<Fingerprint>,
}

impl Demonstration {
    /// The one that is kept in `state`, or a new one.
    pub(crate) fn load_or_make(state: &State) -> Result<Self> {
        let file = state.demonstration();
        if let Ok(json) = fs::read(&file) {
            return serde_json::from_slice(&json).with_context(|| {
                format!("{} cannot be read; --fresh makes a new one", file.display())
            });
        }
        let demonstration = Self::make(state)?;
        let json = serde_json::to_vec_pretty(&demonstration)?;
        files::write(&file, json)?;
        Ok(demonstration)
    }

    /// Who may sign in.
    pub(crate) fn operators(&self) -> &[Operator] {
        &self.operators
    }

    /// Who administers it.
    pub(crate) fn administrator(&self) -> Result<&Operator> {
        let mut operators = self.operators.iter();
        let found = operators.find(|it| it.role == Role::Administrator);
        found.context("the demonstration has no administrator; --fresh makes a new one")
    }

    /// What the organisation begins with.
    pub(crate) fn setup(&self) -> Result<Setup> {
        Ok(Setup {
            demonstration: true,
            organisation: ORGANISATION.parse()?,
            operators: self.operators.iter().map(Operator::to_new).collect(),
            queues: vec![
                self.queue("reference", "Reference desk")?,
                self.queue("circulation", "Circulation desk")?,
            ],
            skins: vec![
                skin("reference", "Ask a librarian", self.sealed())?,
                skin("circulation", "Loans and renewals", Sealing::Open)?,
            ],
            snippets: vec![snippet("reference")?, snippet("circulation")?],
        })
    }

    fn make(state: &State) -> Result<Self> {
        let (name, display) = ADMINISTRATOR;
        let mut operators = vec![Operator::make(name, display, Role::Administrator)?];
        for (name, display, has_key) in OPERATORS {
            let mut operator = Operator::make(name, display, Role::Operator)?;
            if has_key {
                operator.fingerprint = Some(keys::make(state, name)?);
            }
            operators.push(operator);
        }
        Ok(Self { operators })
    }

    /// Everybody is assigned to every queue.
    fn queue(&self, name: &str, title: &str) -> Result<NewQueue> {
        Ok(NewQueue {
            name: name.parse()?,
            title: title.parse()?,
            operators: self
                .operators
                .iter()
                .map(|operator| operator.name.clone())
                .collect(),
        })
    }

    /// To those whose keys are known, and nobody else.
    fn sealed(&self) -> Sealing {
        let pinned = self.operators.iter().filter_map(|operator| {
            Some(PinnedKey {
                fingerprint: operator.fingerprint.clone()?,
                name: Some(operator.display.clone()),
            })
        });
        Sealing::Sealed {
            pinned: pinned.collect(),
            unverified: UnverifiedOperator::Refuse,
        }
    }
}

impl Operator {
    fn make(name: &str, display: &str, role: Role) -> Result<Self> {
        Ok(Self {
            name: name.parse()?,
            display: display.parse()?,
            password: password()?,
            role,
            fingerprint: None,
        })
    }

    fn to_new(&self) -> NewOperator {
        NewOperator {
            name: self.name.clone(),
            display: Some(self.display.clone()),
            password: self.password.clone(),
            role: self.role,
        }
    }
}

fn skin(name: &str, title: &str, sealing: Sealing) -> Result<NewSkin> {
    Ok(NewSkin {
        name: name.parse()?,
        title: title.parse()?,
        sealing,
    })
}

/// Each queue of the demonstration has a snippet and a skin of its own name.
fn snippet(name: &str) -> Result<NewSnippet> {
    Ok(NewSnippet {
        name: name.parse()?,
        queue: name.parse()?,
        skin: name.parse()?,
        sites: vec![],
        rollover: vec![],
    })
}

/// 80 random bits, as 16 characters without look-alikes.
fn password() -> Result<String> {
    const CHARACTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0; 16];
    getrandom::fill(&mut random).context("this machine gives no random numbers")?;
    let character = |byte: u8| {
        CHARACTERS
            .get(usize::from(byte % 32))
            .copied()
            .map(char::from)
    };
    Ok(random.into_iter().filter_map(character).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_differ() {
        let one = password().unwrap();
        assert_eq!(one.len(), 16);
        assert_ne!(one, password().unwrap());
    }
}
