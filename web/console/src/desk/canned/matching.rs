//! Which canned messages are meant by what has been typed after a slash.

use super::Canned;

/// How many are offered at once.
const OFFERED_MAX: usize = 6;

/// What has been typed after the slash, if a draft asks for a canned message: a slash at its very beginning, and no
/// space or new line since.
pub(crate) fn asked(draft: &str) -> Option<&str> {
    let asked = draft.strip_prefix('/')?;
    (!asked.contains(char::is_whitespace)).then_some(asked)
}

/// The messages that may be meant: those whose names begin so first, then those whose names or texts have it somewhere.
pub(crate) fn matching<'a>(all: &'a [Canned], asked: &str) -> Vec<&'a Canned> {
    let asked = asked.to_lowercase();
    let mut found: Vec<_> = all
        .iter()
        .filter_map(|it| Some((rank(it, &asked)?, it)))
        .collect();
    found.sort_by(|(rank, it), (other_rank, other)| {
        (rank, &it.name).cmp(&(other_rank, &other.name))
    });
    found
        .into_iter()
        .map(|(_, it)| it)
        .take(OFFERED_MAX)
        .collect()
}

fn rank(canned: &Canned, asked: &str) -> Option<u8> {
    let name = canned.name.to_lowercase();
    if name.starts_with(asked) {
        Some(0)
    } else if name.contains(asked) {
        Some(1)
    } else if canned.text.to_lowercase().contains(asked) {
        Some(2)
    } else {
        None
    }
}

/// A text around the first place in which it has what was typed: before it, it, after it. Where it has not, all of it is
/// before.
pub(crate) fn marked<'a>(text: &'a str, asked: &str) -> (&'a str, &'a str, &'a str) {
    let found = text.char_indices().find(|(at, _)| {
        let rest = text.get(*at..).unwrap_or_default();
        !asked.is_empty() && begins(rest, asked)
    });
    let Some((start, _)) = found else {
        return (text, "", "");
    };
    let (before, rest) = text.split_at(start);
    let length = rest
        .char_indices()
        .nth(asked.chars().count())
        .map_or(rest.len(), |(at, _)| at);
    let (marked, after) = rest.split_at(length);
    (before, marked, after)
}

fn begins(text: &str, with: &str) -> bool {
    let mut text = text.chars().flat_map(char::to_lowercase);
    with.chars()
        .flat_map(char::to_lowercase)
        .all(|it| text.next() == Some(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canned(name: &str, text: &str) -> Canned {
        Canned {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    fn names(all: &[Canned], asked: &str) -> Vec<String> {
        matching(all, asked)
            .iter()
            .map(|it| it.name.clone())
            .collect()
    }

    #[test]
    fn a_slash_asks_only_at_the_beginning_and_until_a_space() {
        assert_eq!(asked("/"), Some(""));
        assert_eq!(asked("/ho"), Some("ho"));
        assert_eq!(asked("/ho "), None);
        assert_eq!(asked("/ho\n"), None);
        assert_eq!(asked(" /ho"), None);
        assert_eq!(asked("24/7"), None);
        assert_eq!(asked(""), None);
    }

    #[test]
    fn names_that_begin_so_come_first_then_names_then_texts() {
        let all = [
            canned("maphow", "To see the map room"),
            canned("renew", "Your hold is renewed"),
            canned("hours", "We are open"),
            canned("hold", "It waits for you"),
        ];
        assert_eq!(names(&all, "HO"), ["hold", "hours", "maphow", "renew"]);
        assert_eq!(names(&all, "room"), ["maphow"]);
        assert_eq!(names(&all, "zzz"), Vec::<String>::new());
        assert_eq!(names(&all, "").len(), 4);
    }

    #[test]
    fn what_was_typed_is_marked_whatever_its_capitals() {
        assert_eq!(marked("On HOld", "ho"), ("On ", "HO", "ld"));
        assert_eq!(marked("hours", "HO"), ("", "ho", "urs"));
        assert_eq!(marked("ü hö", "hö"), ("ü ", "hö", ""));
        assert_eq!(marked("hours", "x"), ("hours", "", ""));
        assert_eq!(marked("hours", ""), ("hours", "", ""));
    }
}
