//! Passphrases that are made up here, to be told by telephone.

use hushdesk_web::ambient::random_bytes;

/// Letters and digits that sound and look unlike each other; 32, so that each is five bits.
const LETTERS: [char; 32] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u',
    'v', 'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9',
];

/// Letters of a group.
const GROUP: usize = 4;

/// A passphrase of five groups: 100 bits that nobody guesses.
pub(crate) fn made_up() -> String {
    spelled(random_bytes::<20>())
}

fn spelled(random: [u8; 20]) -> String {
    let letters: Vec<char> = random
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)).copied())
        .collect();
    let groups = letters.chunks(GROUP).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_five_groups_of_four_of_32_letters_alike() {
        let random: [u8; 20] = std::array::from_fn(|place| u8::try_from(place).unwrap() + 20);
        assert_eq!(spelled(random), "wxyz-2345-6789-abcd-efgh");
        let distinct: std::collections::BTreeSet<_> = LETTERS.into_iter().collect();
        assert_eq!(distinct.len(), 32);
    }
}
