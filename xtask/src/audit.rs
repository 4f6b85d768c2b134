//! `cargo xtask audit`: what the service could see of chats. The same is done with other unusual words in a sealed chat and in an
//! open one, at a local edge, and the words are looked for in all that it has stored, printed, sent and received. It fails if a
//! word of the sealed chat is anywhere, or if one of the open chat is not where it must be.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::workspace::Workspace;
use crate::{build, process, say};

/// What is printed of it.
#[derive(Deserialize)]
struct Found {
    looks: usize,
    planted: usize,
    told: usize,
    findings: Vec<Finding>,
}

/// What was found in places of a kind.
#[derive(Deserialize)]
struct Finding {
    place: String,
    files: usize,
    bytes: usize,
    sealed_lines: bool,
    of_sealed: Vec<String>,
    of_open: Vec<String>,
}

/// The place in which neither may be.
const LOG: &str = "the server's log";

/// Does it and prints both tables.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    build::worker(workspace)?;
    say::step(
        "Talking at a local edge and looking for what was said",
        Some("2 min"),
    );
    let mut cargo = workspace.cargo("run")?;
    cargo.args(["--quiet", "-p", "hushdesk-tests", "--example", "audit"]);
    let printed = process::output(&mut cargo)?;
    let (found, seen) = printed.split_once('\n').context("nothing was printed")?;
    let found: Found = serde_json::from_str(found)
        .with_context(|| format!("something else than findings was printed: {found}"))?;
    print_findings(&found);
    println!("\n{seen}");
    must_be_private(&found)
}

fn print_findings(found: &Found) {
    println!(
        "Of each chat {} words were planted; of the open one {} have been told to the service, the others were taken back or \
         exist in sealed chats only. It was looked {} times.\n",
        found.planted, found.told, found.looks
    );
    println!(
        "| where | files | bytes | sealed lines | words of the sealed chat | words of the open one |"
    );
    println!("|---|---|---|---|---|---|");
    for it in &found.findings {
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            it.place,
            it.files,
            it.bytes,
            if it.sealed_lines { "yes" } else { "no" },
            it.of_sealed.len(),
            it.of_open.len(),
        );
    }
}

fn must_be_private(found: &Found) -> Result<()> {
    for it in &found.findings {
        if !it.of_sealed.is_empty() {
            bail!(
                "words of the sealed chat in {}: {}",
                it.place,
                it.of_sealed.join(", ")
            );
        }
        if it.place == LOG && !it.of_open.is_empty() {
            bail!("words of the open chat in {LOG}: {}", it.of_open.join(", "));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_of_a_sealed_chat_is_too_many_and_the_log_has_none_of_either() {
        let finding = |place: &str, of_sealed: &[&str], of_open: &[&str]| Finding {
            place: place.to_owned(),
            files: 1,
            bytes: 1,
            sealed_lines: true,
            of_sealed: of_sealed.iter().map(|word| (*word).to_owned()).collect(),
            of_open: of_open.iter().map(|word| (*word).to_owned()).collect(),
        };
        let with = |finding| Found {
            looks: 1,
            planted: 2,
            told: 2,
            findings: vec![finding],
        };
        assert!(must_be_private(&with(finding("Workers KV", &[], &["b"]))).is_ok());
        assert!(must_be_private(&with(finding("Workers KV", &["a"], &["b"]))).is_err());
        assert!(must_be_private(&with(finding(LOG, &[], &["b"]))).is_err());
    }
}
