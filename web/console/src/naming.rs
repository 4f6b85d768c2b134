//! Names for addresses, made from what things are called.

use hushdesk_protocol::limits::NAME_CHARS_MAX;

/// A name that an address can carry, from a title: `Fragen & Antworten` becomes `fragen-antworten`. Empty, if nothing of it
/// can be carried.
pub(crate) fn name_of(title: &str) -> String {
    let mut name = String::new();
    for char in title.chars().flat_map(char::to_lowercase) {
        match plain(char) {
            Some(plain) => name.push_str(&plain),
            None if name.ends_with('-') || name.is_empty() => {}
            None => name.push('-'),
        }
    }
    let short: String = name.chars().take(NAME_CHARS_MAX).collect();
    short.trim_end_matches('-').to_owned()
}

/// A letter or digit as an address has it; none, if it divides words or cannot be carried.
fn plain(char: char) -> Option<String> {
    if char.is_ascii_alphanumeric() {
        return Some(char.to_string());
    }
    let plain = match char {
        'ä' | 'æ' => "ae",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ö' | 'œ' => "oe",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' => "o",
        'ü' => "ue",
        'ù' | 'ú' | 'û' => "u",
        'ß' => "ss",
        '\'' | '’' => "",
        _ => return None,
    };
    Some(plain.to_owned())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::QueueName;

    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_an_address_can_carry() {
        for (title, name) in [
            ("Reference desk", "reference-desk"),
            ("  Fragen & Antworten! ", "fragen-antworten"),
            ("Bücher für Größe", "buecher-fuer-groesse"),
            ("L’été à la médiathèque", "lete-a-la-mediatheque"),
            ("اسأل", ""),
        ] {
            assert_eq!(name_of(title), name, "{title}");
            assert!(name.is_empty() || name.parse::<QueueName>().is_ok());
        }
        let long = name_of(&"a ".repeat(100));
        assert!(long.parse::<QueueName>().is_ok(), "{long}");
    }
}
