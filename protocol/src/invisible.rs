//! Characters of which nothing is to be seen.

/// Whether a text shows nothing: white space, controls, joiners, direction marks and fillers, or no character at all.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// Whether nothing is to be seen of this character by itself: white space, a control, one that Unicode calls ignorable
/// by default (`Default_Ignorable_Code_Point`, which direction marks and joiners are too), the annotation marks, or
/// the braille cell without dots.
pub fn is_invisible(char: char) -> bool {
    char.is_whitespace()
        || char.is_control()
        || matches!(char,
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_is_blank_and_one_sign_is_enough_to_show_something() {
        let blank = [
            "",
            " \n\t\u{a0}\u{3000}",
            "\u{202e}\u{202c}",
            "\u{2066}\u{2069}\u{200f}",
            "\u{200b}\u{200d}\u{feff}\u{2060}",
            "\u{3164}\u{ffa0}\u{115f}",
            "\u{e0041}\u{fe0f}\u{ad}",
            "\u{2800}\0\u{7}",
        ];
        for text in blank {
            assert!(is_blank(text), "{text:?}");
            assert!(!is_blank(&format!("{text}.")), "{text:?}");
        }
        for text in ["a", "👩\u{200d}🔬", "م", "\u{301}", "｡"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
