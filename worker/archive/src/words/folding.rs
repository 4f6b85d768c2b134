//! Words as they are compared: without capitals, accents, and other ways to write the same letter.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Letters of one word, at most. Of a longer one it is the beginning.
const LETTERS_MAX: usize = 64;

/// The words of a text, in order. Letters and figures make a word; where words are not told apart by spaces, as in Chinese and Japanese,
/// each sign is one.
pub(super) fn words(text: &str) -> Vec<String> {
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let mut words = Vec::new();
    let mut word = String::new();
    let letters = decomposed.chars().flat_map(char::to_lowercase);
    for letter in letters.chain([' ']) {
        if is_mark(letter) {
            continue;
        }
        let is_word = is_sign(letter);
        if (is_word || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if is_word {
            words.push(letter.to_string());
        } else if letter.is_alphanumeric() && word.chars().count() < LETTERS_MAX {
            word.push(letter);
        }
    }
    words
}

/// What stands over, under or in a letter (Unicode, the blocks of combining marks; Hebrew and Arabic points).
const fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{3099}'..='\u{309a}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

/// A sign of Chinese or Japanese.
const fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_in_capitals_with_accents_and_however_it_is_written() {
        for (text, expected) in [
            ("Where ARE the maps?", vec!["where", "are", "the", "maps"]),
            (
                "B\u{fc}cher, Bu\u{308}cher; BU\u{308}CHER",
                vec!["bucher"; 3],
            ),
            ("\u{fb01}ne, caf\u{e9}!", vec!["fine", "cafe"]),
            ("it's ISBN 978-3", vec!["it", "s", "isbn", "978", "3"]),
            (
                "\u{645}\u{64f}\u{62d}\u{645}\u{651}\u{62f}",
                vec!["\u{645}\u{62d}\u{645}\u{62f}"],
            ),
            (
                "\u{56f3}\u{66f8}\u{9928}",
                vec!["\u{56f3}", "\u{66f8}", "\u{9928}"],
            ),
            ("?!", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn of_a_very_long_word_it_is_the_beginning() {
        assert_eq!(words(&"x".repeat(100)), ["x".repeat(64)]);
    }
}
