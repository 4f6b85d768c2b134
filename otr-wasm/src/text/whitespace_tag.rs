//! The invisible offer in a plain text: 16 bytes of white space, then 8 for each version.

use super::around;
use crate::version::Version;

const BASE: &str = " \t  \t\t\t\t \t \t \t  ";
const OFFERS: [(Version, &str); 2] = [(Version::V2, "  \t\t  \t "), (Version::V3, "  \t\t  \t\t")];

/// Bytes of the group that offers one version.
const GROUP: usize = 8;

/// The text with an offer of these versions at its end.
pub(crate) fn append(text: &str, versions: &[Version]) -> String {
    let groups = OFFERS
        .iter()
        .filter(|(version, _)| versions.contains(version));
    std::iter::once(text)
        .chain([BASE])
        .chain(groups.map(|(_, group)| *group))
        .collect()
}

/// The text without its tag, and the versions the tag offers, in rising order. Groups of versions not
/// known here are taken off as well.
pub(crate) fn take_off(line: &str) -> (String, Vec<Version>) {
    let Some((before, mut rest)) = around(line, BASE) else {
        return (line.to_owned(), Vec::new());
    };
    let mut groups = Vec::new();
    while let Some((group, after)) = rest.split_at_checked(GROUP) {
        if !group.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
            break;
        }
        groups.push(group);
        rest = after;
    }
    let offered = OFFERS
        .iter()
        .filter(|(_, offer)| groups.contains(offer))
        .map(|(version, _)| *version)
        .collect();
    (format!("{before}{rest}"), offered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_appended_is_taken_off() {
        let both = [Version::V2, Version::V3];
        let tagged = append("hello", &both);
        assert_eq!(tagged.len(), 5 + 16 + 8 + 8);
        assert_eq!(take_off(&tagged), ("hello".to_owned(), both.to_vec()));
        assert_eq!(
            take_off(&append("", &[Version::V2])),
            (String::new(), vec![Version::V2])
        );
    }

    #[test]
    fn a_tag_may_stand_anywhere_and_name_unknown_versions() {
        let version_1 = " \t \t  \t ";
        let line = format!("before{BASE}{version_1}  \t\t  \t\tafter");
        assert_eq!(
            take_off(&line),
            ("beforeafter".to_owned(), vec![Version::V3])
        );
    }

    #[test]
    fn a_text_without_a_tag_stays_as_it_is() {
        assert_eq!(
            take_off("  \t two  spaces "),
            ("  \t two  spaces ".to_owned(), vec![])
        );
    }
}
