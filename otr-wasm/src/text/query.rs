//! `?OTRv23?`: reading and writing the question for a private conversation.

use crate::version::Version;

/// The versions a query asks for, in rising order, from what follows `?OTR`; none if it is no query.
///
/// The forms are `?` (version 1 only), `v23?` and `?v23?` (version 1 as well). A character that names
/// no version known here is passed over, as later versions may use any.
pub(crate) fn read(rest: &str) -> Option<Vec<Version>> {
    let with_version_1 = rest.strip_prefix('?');
    let Some(versions) = with_version_1.unwrap_or(rest).strip_prefix('v') else {
        return with_version_1.map(|_| Vec::new());
    };
    let Some((versions, _)) = versions.split_once('?') else {
        return with_version_1.map(|_| Vec::new());
    };
    let offers = [(Version::V2, '2'), (Version::V3, '3')];
    Some(
        offers
            .into_iter()
            .filter(|(_, digit)| versions.contains(*digit))
            .map(|(version, _)| version)
            .collect(),
    )
}

/// The question for these versions, with a word for people whose client does not understand it.
pub(crate) fn write(versions: &[Version]) -> String {
    let digits: String = versions.iter().map(Version::to_string).collect();
    format!(
        "?OTRv{digits}?\nThe other side asks for a private conversation (Off-the-Record). \
         Your program does not offer it."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        use Version::{V2, V3};
        for (rest, versions) in [
            ("v2?", Some(vec![V2])),
            ("v23?", Some(vec![V2, V3])),
            ("v32? hello?", Some(vec![V2, V3])),
            ("?v2?", Some(vec![V2])),
            ("?v24x?", Some(vec![V2])),
            ("?", Some(vec![])),
            ("? hello", Some(vec![])),
            ("v?", Some(vec![])),
            ("v4x?", Some(vec![])),
            ("v23", None),
            ("2?", None),
            ("", None),
        ] {
            assert_eq!(read(rest), versions, "{rest}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let line = write(&[Version::V2, Version::V3]);
        assert!(line.starts_with("?OTRv23?\n"));
        assert_eq!(
            read(line.strip_prefix("?OTR").unwrap()),
            Some(vec![Version::V2, Version::V3])
        );
    }
}
