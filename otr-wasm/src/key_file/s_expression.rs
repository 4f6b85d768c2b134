//! S-expressions as libgcrypt writes them: lists, words, `"quoted texts"` and `#hexadecimal#`.

use zeroize::Zeroize;

use super::KeyFileError;

/// How deep lists may stand in lists; key files have six levels.
const DEPTH_MAX: usize = 16;

/// A list or a piece of data.
#[derive(Debug)]
pub(super) enum Expression {
    List(Vec<Self>),
    Atom(Vec<u8>),
}

impl Drop for Expression {
    /// Private keys stand in atoms.
    fn drop(&mut self) {
        if let Self::Atom(bytes) = self {
            bytes.zeroize();
        }
    }
}

impl Expression {
    /// The expression a text consists of.
    pub(super) fn read(text: &str) -> Result<Self, KeyFileError> {
        let mut parser = Parser { rest: text };
        let expression = parser.expression(0)?;
        parser.skip_space();
        if parser.rest.is_empty() {
            Ok(expression)
        } else {
            Err(KeyFileError::Expected("the end"))
        }
    }

    /// What follows the name in a list of this name.
    pub(super) fn list(&self, name: &'static str) -> Option<&[Self]> {
        let Self::List(items) = self else {
            return None;
        };
        let (head, rest) = items.split_first()?;
        head.atom()
            .filter(|head| *head == name.as_bytes())
            .map(|_| rest)
    }

    /// What follows the name in the one list of this name among these.
    pub(super) fn find<'a>(
        items: &'a [Self],
        name: &'static str,
    ) -> Result<&'a [Self], KeyFileError> {
        items
            .iter()
            .find_map(|item| item.list(name))
            .ok_or(KeyFileError::Expected(name))
    }

    /// The data in the list `(name data)` among these.
    pub(super) fn find_atom<'a>(
        items: &'a [Self],
        name: &'static str,
    ) -> Result<&'a [u8], KeyFileError> {
        match Self::find(items, name)? {
            [Self::Atom(bytes)] => Ok(bytes),
            _ => Err(KeyFileError::Expected(name)),
        }
    }

    fn atom(&self) -> Option<&[u8]> {
        match self {
            Self::Atom(bytes) => Some(bytes),
            Self::List(_) => None,
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn expression(&mut self, depth: usize) -> Result<Expression, KeyFileError> {
        self.skip_space();
        if self.take('(') {
            return self.list(depth);
        }
        if self.take('#') {
            return self.hexadecimal().map(Expression::Atom);
        }
        if self.take('"') {
            return self.quoted().map(Expression::Atom);
        }
        self.word().map(Expression::Atom)
    }

    fn list(&mut self, depth: usize) -> Result<Expression, KeyFileError> {
        if depth == DEPTH_MAX {
            return Err(KeyFileError::Expected("fewer lists in lists"));
        }
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.take(')') {
                return Ok(Expression::List(items));
            }
            items.push(self.expression(depth + 1)?);
        }
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, KeyFileError> {
        let expected = KeyFileError::Expected("hexadecimal digits between two #");
        let (text, rest) = self.rest.split_once('#').ok_or(expected.clone())?;
        self.rest = rest;
        let mut digits = text
            .chars()
            .filter(|c| !c.is_ascii_whitespace())
            .map(|c| c.to_digit(16));
        let mut bytes = Vec::with_capacity(text.len() / 2);
        while let Some(high) = digits.next() {
            let pair = high.zip(digits.next().flatten());
            let byte = pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            bytes.push(byte.ok_or(expected.clone())?);
        }
        Ok(bytes)
    }

    fn quoted(&mut self) -> Result<Vec<u8>, KeyFileError> {
        let mut bytes = Vec::new();
        loop {
            match self.next()? {
                '"' => return Ok(bytes),
                '\\' => bytes.push(self.escaped()?),
                other => bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }

    /// What follows a backslash: a letter, `x` and two digits, three octal digits, or a character that
    /// stands for itself.
    fn escaped(&mut self) -> Result<u8, KeyFileError> {
        let expected = KeyFileError::Expected("a known character after a backslash");
        match self.next()? {
            'b' => Ok(0x08),
            't' => Ok(b'\t'),
            'v' => Ok(0x0b),
            'n' => Ok(b'\n'),
            'f' => Ok(0x0c),
            'r' => Ok(b'\r'),
            'x' => self.digits(2, 16),
            first @ '0'..='7' => {
                let high = first.to_digit(8).and_then(|digit| u8::try_from(digit).ok());
                let low = self.digits(2, 8)?;
                high.and_then(|high| high.checked_mul(64)?.checked_add(low))
                    .ok_or(expected)
            }
            other => u8::try_from(other)
                .ok()
                .filter(u8::is_ascii)
                .ok_or(expected),
        }
    }

    fn digits(&mut self, count: usize, radix: u32) -> Result<u8, KeyFileError> {
        let expected = KeyFileError::Expected("digits after a backslash");
        let (digits, rest) = self.rest.split_at_checked(count).ok_or(expected.clone())?;
        self.rest = rest;
        u8::from_str_radix(digits, radix).map_err(|_| expected)
    }

    fn word(&mut self) -> Result<Vec<u8>, KeyFileError> {
        let end = self
            .rest
            .find(|c: char| !is_word(c))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        if word.is_empty() {
            return Err(KeyFileError::Expected("a list, a word or a number"));
        }
        self.rest = rest;
        Ok(word.as_bytes().to_vec())
    }

    fn next(&mut self) -> Result<char, KeyFileError> {
        let mut chars = self.rest.chars();
        let next = chars
            .next()
            .ok_or(KeyFileError::Expected("a closing quotation mark"))?;
        self.rest = chars.as_str();
        Ok(next)
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }
}

/// Characters a word may have without quotation marks.
fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-./_:*+=".contains(character)
}

/// A text as a word if it can be one, else in quotation marks.
pub(super) fn write_text(text: &str) -> String {
    let starts_well = text.starts_with(|c: char| !c.is_ascii_digit());
    if starts_well && text.chars().all(is_word) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_ascii_control() => {
                quoted.push_str(&format!("\\x{:02x}", u32::from(other)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(text: &str) -> Result<Vec<u8>, KeyFileError> {
        let expression = Expression::read(text)?;
        expression
            .atom()
            .map(<[u8]>::to_vec)
            .ok_or(KeyFileError::Expected("an atom"))
    }

    #[test]
    fn data_comes_as_words_quoted_or_in_hexadecimal() {
        assert_eq!(atom("prpl-jabber"), Ok(b"prpl-jabber".to_vec()));
        assert_eq!(atom(" #00 A\nb# "), Ok(vec![0x00, 0xab]));
        assert_eq!(atom(r#""a\"b\\c\x41\101""#), Ok(b"a\"b\\cAA".to_vec()));
        assert_eq!(atom("\"größe\""), Ok("größe".as_bytes().to_vec()));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "peer",
            "a@b/c",
            "",
            "1st",
            "tab\there",
            "q\"uo\\te",
            "größe",
            "bell\u{7}",
        ] {
            assert_eq!(
                atom(&write_text(text)),
                Ok(text.as_bytes().to_vec()),
                "{text}"
            );
        }
        assert_eq!(write_text("peer"), "peer");
        assert_eq!(write_text("a@b"), "\"a@b\"");
    }

    #[test]
    fn what_is_broken_is_refused() {
        for text in [
            "",
            "(",
            ")",
            "#0#",
            "#0g#",
            "#00",
            "\"abc",
            "\"\\",
            "\"\\x4",
            "a b",
            "\"\\777\"",
        ] {
            assert!(Expression::read(text).is_err(), "{text}");
        }
        assert!(Expression::read(&"(".repeat(100_000)).is_err());
    }
}
