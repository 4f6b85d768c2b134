//! What operators call a guest who has no name.

use hushdesk_protocol::frames::GuestLabel;

/// Short, distinct when read aloud, and nobody's name.
const WORDS: [&str; 32] = [
    "alder", "amber", "birch", "bramble", "cedar", "clover", "comet", "coral", "dune", "ember",
    "fern", "flint", "garnet", "hazel", "heron", "indigo", "jasper", "kestrel", "larch", "linden",
    "maple", "meadow", "nutmeg", "opal", "pebble", "poppy", "quartz", "rowan", "saffron", "tulip",
    "willow", "wren",
];

/// Without those that are taken for one another.
const CHARACTERS: [char; 32] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9', 'i',
];

/// A word and three characters: 32^4 = 1,048,576 labels, so that two of the guests one desk sees in a day
/// are rarely called the same.
pub(crate) fn of_random(random: u32) -> GuestLabel {
    let [first, second, third, fourth] = [0, 5, 10, 15].map(|shift| (random >> shift) & 31);
    let word = pick(&WORDS, first).copied().unwrap_or_default();
    let tail: String = [second, third, fourth]
        .into_iter()
        .filter_map(|index| pick(&CHARACTERS, index))
        .collect();
    GuestLabel(format!("{word}-{tail}"))
}

fn pick<T>(choices: &[T], index: u32) -> Option<&T> {
    usize::try_from(index)
        .ok()
        .and_then(|index| choices.get(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_a_word_and_three_characters() {
        assert_eq!(of_random(0), GuestLabel("alder-aaa".to_owned()));
        assert_eq!(of_random(u32::MAX), GuestLabel("wren-iii".to_owned()));
        assert_eq!(
            of_random(0b00010_00001_00000_01110),
            GuestLabel("heron-abc".to_owned())
        );
    }
}
