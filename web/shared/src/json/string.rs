//! What a JSON string says (RFC 8259, section 7).

use super::parts::quoted;

/// The text in a string, its escapes undone.
pub(super) fn text(string: &str) -> Option<String> {
    let mut rest = quoted(string)?.chars();
    let mut text = String::with_capacity(rest.as_str().len());
    while let Some(character) = rest.next() {
        text.push(match character {
            '\\' => escaped(&mut rest)?,
            '\0'..' ' | '"' => return None,
            other => other,
        });
    }
    Some(text)
}

/// The character for which an escape stands, after its backslash.
fn escaped(rest: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return coded(rest),
        itself @ ('"' | '\\' | '/') => itself,
        _ => return None,
    })
}

/// A character by its number; if it does not fit into four digits, by the two halves of its UTF-16 form.
fn coded(rest: &mut std::str::Chars<'_>) -> Option<char> {
    let first = unit(rest)?;
    if !matches!(first, 0xd800..0xdc00) {
        return char::from_u32(first);
    }
    let follows = rest.next()? == '\\' && rest.next()? == 'u';
    let second = unit(rest).filter(|unit| follows && matches!(unit, 0xdc00..0xe000))?;
    char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
}

/// Four hexadecimal digits.
fn unit(rest: &mut std::str::Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit * 16 + rest.next()?.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_escape_stands_for_its_character() {
        let all = r#""\"\\\/\b\f\n\r\t\u0041\u00E9\u20ac\ud83d\ude00""#;
        assert_eq!(text(all).unwrap(), "\"\\/\u{8}\u{c}\n\r\tAé€😀");
        assert_eq!(text(r#""""#).unwrap(), "");
    }

    #[test]
    fn what_is_no_string_says_nothing() {
        for other in [
            "\"a\nb\"",
            r#""\x""#,
            r#""\u12""#,
            r#""\u12g4""#,
            r#""\ud83d""#,
            r#""\ud83dabcde00""#,
            r#""\ud83d\u0041""#,
            r#""\ude00""#,
            r#""a"b""#,
            r#"""#,
            "a",
        ] {
            assert_eq!(text(other), None, "{other}");
        }
    }
}
