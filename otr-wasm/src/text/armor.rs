//! `?OTR:` base64 `.` around a binary message.

use super::base64;
use crate::wire::reader::DecodeError;

/// What such a line begins with.
pub(crate) const MARK: &str = "?OTR:";

/// The line that carries a message.
pub(crate) fn write(message: &[u8]) -> String {
    let mut line = Vec::with_capacity(message.len().div_ceil(3) * 4 + 6);
    line.extend(MARK.bytes());
    base64::encode(message, &mut line);
    line.push(b'.');
    // All of it is ASCII.
    String::from_utf8(line).unwrap_or_default()
}

/// The message in what follows `?OTR:`. What stands after the dot is passed over; white space that
/// carriers put between the letters, too.
pub(crate) fn read(body: &str) -> Result<Vec<u8>, DecodeError> {
    let (text, _) = body.split_once('.').ok_or(DecodeError::NotBase64)?;
    base64::decode(text)
        .or_else(|| base64::decode(&text.split_ascii_whitespace().collect::<String>()))
        .ok_or(DecodeError::NotBase64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let line = write(b"\x00\x03\x02abc");
        assert_eq!(line, "?OTR:AAMCYWJj.");
        assert_eq!(read("AAMCYWJj. and more."), Ok(b"\x00\x03\x02abc".to_vec()));
        assert_eq!(read("AAMC\r\n YWJj."), Ok(b"\x00\x03\x02abc".to_vec()));
        assert_eq!(read("AAI."), Ok(b"\x00\x02".to_vec()));
    }

    #[test]
    fn a_line_without_its_end_or_with_other_letters_is_refused() {
        assert_eq!(read("AAMCYWJj"), Err(DecodeError::NotBase64));
        assert_eq!(read("!!!!."), Err(DecodeError::NotBase64));
    }
}
