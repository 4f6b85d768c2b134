//! Which of our crates may lean on which. The list is the whole of it: what is not in it is an error. So no server crate
//! has the code that opens a sealed chat, whatever somebody adds.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::workspace::Workspace;
use crate::{process, say};

/// Each crate that is deployed or loaded by a browser, and those of ours that it may use.
const LAYERS: [(&str, &[&str]); 20] = [
    ("hushdesk-protocol", &[]),
    ("otr-wasm", &[]),
    ("hushdesk-sealed-note", &["otr-wasm"]),
    ("durable-queue", &["hushdesk-protocol"]),
    ("hushdesk-edge", &["hushdesk-protocol"]),
    (
        "hushdesk-queue-object",
        &["durable-queue", "hushdesk-edge", "hushdesk-protocol"],
    ),
    (
        "hushdesk-archive",
        &["durable-queue", "hushdesk-edge", "hushdesk-protocol"],
    ),
    (
        "hushdesk-directory",
        &[
            "durable-queue",
            "hushdesk-edge",
            "hushdesk-passkeys",
            "hushdesk-protocol",
        ],
    ),
    (
        "hushdesk-worker",
        &[
            "durable-queue",
            "hushdesk-archive",
            "hushdesk-directory",
            "hushdesk-edge",
            "hushdesk-mail",
            "hushdesk-oidc",
            "hushdesk-passkeys",
            "hushdesk-protocol",
            "hushdesk-queue-object",
            "hushdesk-session",
            "hushdesk-style",
            "hushdesk-xmpp",
        ],
    ),
    ("hushdesk-style", &["hushdesk-protocol"]),
    ("hushdesk-mail", &["hushdesk-protocol", "hushdesk-texts"]),
    ("hushdesk-oidc", &["hushdesk-protocol"]),
    ("hushdesk-passkeys", &["hushdesk-protocol"]),
    (
        "hushdesk-xmpp",
        &["hushdesk-protocol", "hushdesk-session", "hushdesk-texts"],
    ),
    ("hushdesk-session", &["hushdesk-protocol"]),
    ("hushdesk-texts", &[]),
    (
        "hushdesk-web",
        &["hushdesk-protocol", "hushdesk-session", "otr-wasm"],
    ),
    (
        "hushdesk-guest",
        &["hushdesk-protocol", "hushdesk-texts", "hushdesk-web"],
    ),
    (
        "hushdesk-notes",
        &[
            "hushdesk-protocol",
            "hushdesk-sealed-note",
            "hushdesk-web",
            "otr-wasm",
        ],
    ),
    (
        "hushdesk-console",
        &[
            "hushdesk-protocol",
            "hushdesk-sealed-note",
            "hushdesk-style",
            "hushdesk-texts",
            "hushdesk-web",
            "otr-wasm",
        ],
    ),
];

/// Those that are in no product: tests, and what builds.
const TOOLS: [&str; 3] = ["hushdesk-bindgen", "hushdesk-tests", "xtask"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev` or `build`; nothing, if the crate itself uses it.
    kind: Option<String>,
    /// Where it lies, if it is ours.
    path: Option<String>,
}

/// Why the crates do not lean as they may.
#[derive(Debug, Eq, PartialEq)]
enum Fault {
    /// A crate uses one that it may not.
    Uses { name: String, used: String },
    /// A crate is in no layer.
    Unknown { name: String },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uses { name, used } => write!(f, "{name} may not use {used}"),
            Self::Unknown { name } => write!(f, "{name} stands in no layer"),
        }
    }
}

/// Fails if a crate uses another that it may not.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    say::step("Checking the layers", None);
    let mut cargo = workspace.cargo("metadata")?;
    cargo.args(["--no-deps", "--format-version", "1"]);
    let metadata: Metadata = serde_json::from_str(&process::output(&mut cargo)?)
        .context("`cargo metadata` answered something else than expected")?;
    let faults = faults(&metadata.packages);
    if faults.is_empty() {
        return Ok(());
    }
    let faults: Vec<String> = faults.iter().map(Fault::to_string).collect();
    bail!(
        "the layers (ARCHITECTURE.md, xtask/src/check/layers.rs) do not hold: {}",
        faults.join("; ")
    )
}

fn faults(packages: &[Package]) -> Vec<Fault> {
    let layers = BTreeMap::from(LAYERS);
    let mut faults = Vec::new();
    for Package { name, dependencies } in packages {
        let Some(may_use) = layers.get(name.as_str()) else {
            if !TOOLS.contains(&name.as_str()) {
                faults.push(Fault::Unknown { name: name.clone() });
            }
            continue;
        };
        let ours = dependencies
            .iter()
            .filter(|it| it.path.is_some() && it.kind.as_deref() != Some("dev"));
        for Dependency { name: used, .. } in ours {
            if !may_use.contains(&used.as_str()) {
                let (name, used) = (name.clone(), used.clone());
                faults.push(Fault::Uses { name, used });
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, used: &str, kind: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            dependencies: vec![Dependency {
                name: used.to_owned(),
                kind: kind.map(str::to_owned),
                path: Some("/somewhere".to_owned()),
            }],
        }
    }

    #[test]
    fn no_server_crate_may_use_the_code_that_opens_a_sealed_chat() {
        let server = [
            "hushdesk-protocol",
            "durable-queue",
            "hushdesk-edge",
            "hushdesk-queue-object",
            "hushdesk-session",
            "hushdesk-worker",
        ];
        for name in server {
            for used in ["otr-wasm", "hushdesk-sealed-note"] {
                let fault = Fault::Uses {
                    name: name.to_owned(),
                    used: used.to_owned(),
                };
                assert_eq!(faults(&[package(name, used, None)]), [fault]);
            }
        }
    }

    #[test]
    fn what_a_crate_uses_for_its_tests_only_is_left_to_it() {
        let tested = package("durable-queue", "hushdesk-edge", Some("dev"));
        assert_eq!(faults(&[tested]), []);
    }

    #[test]
    fn a_crate_that_nobody_has_placed_is_a_fault() {
        let name = "hushdesk-attic".to_owned();
        let unplaced = package(&name, "hushdesk-protocol", None);
        assert_eq!(faults(&[unplaced]), [Fault::Unknown { name }]);
    }
}
