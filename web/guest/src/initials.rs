//! The letters that stand for a person in a small circle.

/// The first letters of the first and the last of the words of a name.
pub(crate) fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shortened_to_its_first_and_its_last_word() {
        for (name, short) in [
            ("Maren Holt", "MH"),
            ("Ana Maria Ruiz", "AR"),
            ("Ann", "A"),
            ("ليلى منصور", "لم"),
            ("", ""),
        ] {
            assert_eq!(initials(name), short);
        }
    }
}
