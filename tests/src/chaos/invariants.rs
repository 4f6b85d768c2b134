//! What has to be so of what was written and read in a chat.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};
use hushdesk_protocol::ids::{ChatId, Lease};

/// Who has written which texts, in order: each text is written once.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    by_guest: Vec<String>,
    by_desk: BTreeMap<usize, Vec<String>>,
}

impl Written {
    pub(super) fn guest(&mut self, text: &str) {
        self.by_guest.push(text.to_owned());
    }

    pub(super) fn desk(&mut self, desk: usize, text: &str) {
        let texts = self.by_desk.entry(desk).or_default();
        texts.push(text.to_owned());
    }

    pub(super) fn texts(&self) -> usize {
        let by_desks: usize = self.by_desk.values().map(Vec::len).sum();
        self.by_guest.len() + by_desks
    }

    /// How many texts a desk, or the guest, has written.
    pub(super) fn next(&self) -> usize {
        self.texts() + 1
    }

    /// What the guest has read: nothing twice, of each desk in order, and all that a desk is shown as taken.
    pub(super) fn must_be_heard(&self, heard: &[String], taken: &BTreeSet<String>) -> Result<()> {
        let once = must_be_read_once(heard)?;
        let mut all = BTreeSet::new();
        for texts in self.by_desk.values() {
            let theirs: Vec<_> = heard.iter().filter(|it| texts.contains(it)).collect();
            must_be_in_order(&theirs, texts)?;
            all.extend(texts.iter().map(String::as_str));
        }
        if let Some(unknown) = once.iter().find(|text| !all.contains(**text)) {
            bail!("nobody has written {unknown:?}, which the guest has read");
        }
        if let Some(lost) = taken.iter().find(|text| !once.contains(text.as_str())) {
            bail!("{lost:?} was acknowledged, and the guest has not read it");
        }
        Ok(())
    }

    /// What a desk has read: nothing twice, in order.
    pub(super) fn must_be_read(&self, read: &[String]) -> Result<()> {
        must_be_read_once(read)?;
        let read: Vec<_> = read.iter().collect();
        must_be_in_order(&read, &self.by_guest)
    }

    /// What all desks together have read: all.
    pub(super) fn must_be_all(&self, read: &BTreeSet<String>) -> Result<()> {
        let lost = self.by_guest.iter().find(|text| !read.contains(*text));
        ensure!(lost.is_none(), "no desk has read {lost:?}");
        Ok(())
    }
}

/// No claim was won twice.
pub(super) fn must_have_one_winner(won: &[(usize, ChatId, Lease)]) -> Result<()> {
    let mut winners = BTreeMap::new();
    for (desk, chat, lease) in won {
        let former = winners.insert((chat.clone(), *lease), *desk);
        if let Some(former) = former.filter(|former| former != desk) {
            bail!("desks {former} and {desk} have both won {lease:?} of {chat:?}");
        }
    }
    Ok(())
}

fn must_be_read_once(read: &[String]) -> Result<BTreeSet<&str>> {
    let mut once = BTreeSet::new();
    for text in read {
        ensure!(
            once.insert(text.as_str()),
            "{text:?} was read twice in {read:?}"
        );
    }
    Ok(once)
}

fn must_be_in_order(read: &[&String], written: &[String]) -> Result<()> {
    let mut left = written.iter();
    for text in read {
        ensure!(
            left.any(|it| it == *text),
            "{text:?} was read out of turn, or not written: {read:?} of {written:?}"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[&str]) -> Vec<String> {
        all.iter().map(|text| (*text).to_owned()).collect()
    }

    fn written() -> Written {
        Written {
            by_guest: texts(&["a", "b", "c"]),
            by_desk: BTreeMap::from([(0, texts(&["x", "y"])), (1, texts(&["z"]))]),
        }
    }

    #[test]
    fn what_is_lost_doubled_misordered_or_made_up_is_found() {
        let heard = |heard: &[&str], taken: &[&str]| {
            let taken = texts(taken).into_iter().collect();
            written().must_be_heard(&texts(heard), &taken).is_ok()
        };
        assert!(heard(&["x", "z", "y"], &["x", "y"]));
        assert!(heard(&["z"], &[]));
        assert!(!heard(&["x", "x"], &[]));
        assert!(!heard(&["y", "x"], &[]));
        assert!(!heard(&["q"], &[]));
        assert!(!heard(&["x"], &["y"]));
        assert!(written().must_be_read(&texts(&["a", "c"])).is_ok());
        assert!(written().must_be_read(&texts(&["c", "a"])).is_err());
        let all = |read: &[&str]| written().must_be_all(&texts(read).into_iter().collect());
        assert!(all(&["c", "b", "a"]).is_ok());
        assert!(all(&["c", "a"]).is_err());
    }

    #[test]
    fn a_claim_has_one_winner() {
        let chat = |number| ChatId::from_bytes([number; 16]);
        let won = [
            (0, chat(1), Lease(1)),
            (1, chat(2), Lease(1)),
            (1, chat(1), Lease(2)),
        ];
        assert!(must_have_one_winner(&won).is_ok());
        let twice = [(0, chat(1), Lease(1)), (1, chat(1), Lease(1))];
        assert!(must_have_one_winner(&twice).is_err());
    }
}
