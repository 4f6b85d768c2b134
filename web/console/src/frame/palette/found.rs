//! Finding: what there is to find, and what of it a query means.

use hushdesk_protocol::ids::ChatId;

use crate::components::Icon;
use crate::frame::Overlay;
use crate::route::Route;
use crate::shortcuts::Act;

/// Something that can be found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Among what it stands.
    pub(super) group: Group,
    /// Its sign.
    pub(super) icon: Icon,
    /// What it is called.
    pub(super) name: String,
    /// What it is part of.
    pub(super) of: String,
    /// The keys that do the same.
    pub(super) keys: &'static [&'static str],
    /// What is done when it is chosen.
    pub(super) does: Does,
}

/// Among what something stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Group {
    /// The chats of this window.
    Chats,
    /// The pages.
    Pages,
    /// What can be done.
    Deeds,
}

impl Group {
    /// All, in their order.
    pub(super) const ALL: [Self; 3] = [Self::Chats, Self::Pages, Self::Deeds];
}

/// What is done when something is chosen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Does {
    /// The page is shown.
    Go(Route),
    /// The chat is opened.
    Open(ChatId),
    /// What a key asks for.
    Act(Act),
    /// Something is shown over the page.
    Show(Overlay),
    /// The operator signs out.
    SignOut,
}

/// What of it is meant, in order: each word of the query stands in the name, or in what it is part of. Names that begin with
/// the query come first.
pub(super) fn found(entries: &[Entry], query: &str) -> Vec<Entry> {
    let query = query.trim().to_lowercase();
    let words: Vec<_> = query.split_whitespace().collect();
    let is_meant = |entry: &Entry| {
        let whole = format!("{} {}", entry.name, entry.of).to_lowercase();
        words.iter().all(|word| whole.contains(word))
    };
    let begins = |entry: &Entry| entry.name.to_lowercase().starts_with(&query);
    let mut found: Vec<_> = entries
        .iter()
        .filter(|entry| is_meant(entry))
        .cloned()
        .collect();
    found.sort_by_key(|entry| (place(entry.group), !begins(entry)));
    found
}

fn place(group: Group) -> usize {
    Group::ALL
        .iter()
        .position(|it| *it == group)
        .unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(group: Group, name: &str, of: &str) -> Entry {
        Entry {
            group,
            icon: Icon::Chat,
            name: name.to_owned(),
            of: of.to_owned(),
            keys: &[],
            does: Does::SignOut,
        }
    }

    fn names(found: &[Entry]) -> Vec<&str> {
        found.iter().map(|entry| entry.name.as_str()).collect()
    }

    #[test]
    fn each_word_is_looked_for_in_the_name_and_in_what_it_is_part_of() {
        let entries = [
            entry(Group::Deeds, "Sign out", ""),
            entry(Group::Pages, "People", "Manage"),
            entry(Group::Chats, "linden-2ih", "Reference desk"),
        ];
        assert_eq!(names(&found(&entries, "OUT sign")), ["Sign out"]);
        assert_eq!(names(&found(&entries, "manage pe")), ["People"]);
        assert_eq!(names(&found(&entries, "refer")), ["linden-2ih"]);
        assert_eq!(names(&found(&entries, "nothing")), [""; 0]);
        assert_eq!(
            names(&found(&entries, " ")),
            ["linden-2ih", "People", "Sign out"]
        );
    }

    #[test]
    fn what_begins_with_the_query_comes_first_in_its_group() {
        let entries = [
            entry(Group::Deeds, "Be available or away", ""),
            entry(Group::Deeds, "Away", ""),
            entry(Group::Pages, "Takeaway", ""),
        ];
        assert_eq!(
            names(&found(&entries, "away")),
            ["Takeaway", "Away", "Be available or away"]
        );
    }
}
