//! What the command line says.

use std::{path::PathBuf, str::FromStr};

use anyhow::{Context, Result, bail};
use otr_wasm::{InstanceTag, Policy};

/// What the command line says.
pub(crate) struct Options {
    pub(crate) key: Option<PathBuf>,
    pub(crate) tag: Option<InstanceTag>,
    pub(crate) policy: Policy,
}

impl Options {
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            key: None,
            tag: None,
            policy: policy("v2,v3", &Policy::default())?,
        };
        while let Some(word) = words.next() {
            let value = words
                .next()
                .with_context(|| format!("{word} wants a value"))?;
            match word.as_str() {
                "--key" => options.key = Some(value.into()),
                "--instag" => options.tag = Some(InstanceTag::from_str(&value)?),
                "--policy" => options.policy = policy(&value, &options.policy)?,
                "--maxsize" => options.policy.longest_line = longest_line(&value)?,
                other => bail!("unknown option {other}"),
            }
        }
        Ok(options)
    }
}

/// The policy that a list such as `v2,v3,require` names; the rest as before.
pub(crate) fn policy(list: &str, before: &Policy) -> Result<Policy> {
    let mut policy = Policy {
        allow_v2: false,
        allow_v3: false,
        longest_line: before.longest_line,
        ..Policy::default()
    };
    for word in list.split([',', '+', '|']).filter(|word| !word.is_empty()) {
        match word {
            "v2" => policy.allow_v2 = true,
            "v3" => policy.allow_v3 = true,
            "require" => policy.require_encryption = true,
            "ws-send" => policy.send_whitespace_tag = true,
            "ws-start" => policy.start_on_whitespace_tag = true,
            "error-start" => policy.start_on_error = true,
            other => bail!("unknown policy {other}"),
        }
    }
    Ok(policy)
}

/// The longest line, from its number; 0 for any.
pub(crate) fn longest_line(number: &str) -> Result<Option<u16>> {
    Ok(Some(number.parse()?).filter(|length| *length != 0))
}
