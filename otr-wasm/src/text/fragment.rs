//! Cutting a line up and putting it together again.
//!
//! ```text
//! version 2    ?OTR,k,n,piece,
//! version 3    ?OTR|sender|receiver,k,n,piece,      tags in hexadecimal
//! ```
//!
//! k counts from 1 to n. Pieces must come in order; whatever is missing or out of order loses the
//! whole line, and nothing else.

use crate::{
    error::Reason,
    limits::{LINE_MAX, LONGEST_LINE_MIN},
    wire::{header::Tags, reader::DecodeError},
};

/// One piece as it arrived.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Fragment<'a> {
    /// In version 3: from whom, for whom.
    pub(crate) tags: Option<Tags>,
    k: u16,
    n: u16,
    piece: &'a str,
}

impl<'a> Fragment<'a> {
    /// Reads what follows `?OTR`.
    pub(crate) fn read(rest: &'a str) -> Result<Self, Reason> {
        Self::parse(rest).ok_or(Reason::Malformed(DecodeError::NotAFragment))
    }

    fn parse(rest: &'a str) -> Option<Self> {
        let (head, rest) = rest.split_once(',')?;
        let tags = match head.strip_prefix('|') {
            Some(tags) => Some(parse_tags(tags)?),
            None if head.is_empty() => None,
            None => return None,
        };
        let mut parts = rest.splitn(4, ',');
        let (k, n, piece) = (parts.next()?, parts.next()?, parts.next()?);
        // The comma after the piece.
        parts.next()?;
        let (k, n) = (decimal(k)?, decimal(n)?);
        let makes_sense = 1 <= k && k <= n && !piece.is_empty();
        makes_sense.then_some(Self { tags, k, n, piece })
    }
}

fn parse_tags(tags: &str) -> Option<Tags> {
    let (sender, receiver) = tags.split_once('|')?;
    Some(Tags {
        sender: hexadecimal(sender)?,
        receiver: hexadecimal(receiver)?,
    })
}

fn hexadecimal(digits: &str) -> Option<u32> {
    digits
        .bytes()
        .all(|digit| digit.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(digits, 16).ok())?
}

fn decimal(digits: &str) -> Option<u16> {
    digits
        .bytes()
        .all(|digit| digit.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// The pieces of one line that have come so far.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Assembly(Option<Partial>);

#[derive(Clone, Debug, Eq, PartialEq)]
struct Partial {
    tags: Option<Tags>,
    k: u16,
    n: u16,
    text: String,
}

impl Partial {
    fn first(fragment: Fragment<'_>) -> Self {
        let Fragment { tags, k, n, piece } = fragment;
        let text = piece.to_owned();
        Self { tags, k, n, text }
    }
}

impl Assembly {
    /// Adds a piece. The last one gives the whole line and is not added: it is up to the line whether the
    /// pieces are to be [cleared](Self::clear), since one that is refused changes nothing.
    ///
    /// A piece that makes the line longer than [`LINE_MAX`] is refused. One out of order makes all the
    /// others forgotten.
    pub(crate) fn add(&mut self, fragment: Fragment<'_>) -> Result<Option<String>, Reason> {
        let Fragment { tags, k, n, piece } = fragment;
        let follows = |before: &Partial| before.tags == tags && before.n == n && before.k == k - 1;
        let before = match &mut self.0 {
            _ if k == 1 => None,
            Some(before) if follows(before) => Some(before),
            _ => {
                self.clear();
                return Ok(None);
            }
        };
        let length = piece.len() + before.as_ref().map_or(0, |before| before.text.len());
        if length > LINE_MAX {
            return Err(Reason::TooLong {
                length,
                limit: LINE_MAX,
            });
        }
        match before {
            Some(before) if k == n => return Ok(Some([&before.text, piece].concat())),
            None if k == n => return Ok(Some(piece.to_owned())),
            Some(before) => {
                before.text.push_str(piece);
                before.k = k;
            }
            None => self.0 = Some(Partial::first(fragment)),
        }
        Ok(None)
    }

    /// Forgets all pieces.
    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }
}

/// Cuts an encoded message up into lines of at most `longest` bytes, or [`LONGEST_LINE_MIN`] if that
/// is more; one line if it fits.
pub(crate) fn cut(line: String, tags: Option<Tags>, longest: u16) -> Vec<String> {
    let longest = usize::from(longest).max(LONGEST_LINE_MIN);
    if line.len() <= longest {
        return vec![line];
    }
    let address = tags
        .map(|Tags { sender, receiver }| format!("|{sender:08x}|{receiver:08x}"))
        .unwrap_or_default();
    let room = longest - format!("?OTR{address},00000,00000,,").len();
    let n = line.len().div_ceil(room);
    // Base64 and its marks are ASCII, so that each piece is a text.
    line.as_bytes()
        .chunks(room)
        .zip(1..)
        .map(|(piece, k): (_, usize)| {
            format!(
                "?OTR{address},{k:05},{n:05},{},",
                String::from_utf8_lossy(piece)
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: Option<Tags> = Some(Tags {
        sender: 0x5a73_a599,
        receiver: 0x100,
    });

    /// Adds a piece, and takes the line that it makes whole.
    fn assemble(assembly: &mut Assembly, line: &str) -> Result<Option<String>, Reason> {
        let whole = assembly.add(Fragment::read(line.strip_prefix("?OTR").unwrap())?)?;
        if whole.is_some() {
            assembly.clear();
        }
        Ok(whole)
    }

    #[test]
    fn what_is_cut_up_is_put_together_again() {
        let line = format!("?OTR:{}.", "AAMD".repeat(100));
        for tags in [None, TAGS] {
            let pieces = cut(line.clone(), tags, 100);
            assert!(pieces.iter().all(|piece| piece.len() <= 100));
            let mut assembly = Assembly::default();
            let (last, first) = pieces.split_last().unwrap();
            for piece in first {
                assert_eq!(assemble(&mut assembly, piece), Ok(None));
            }
            assert_eq!(assemble(&mut assembly, last), Ok(Some(line.clone())));
            assert_eq!(assembly, Assembly::default());
        }
    }

    #[test]
    fn a_line_that_fits_is_not_cut() {
        assert_eq!(cut("x".repeat(100), TAGS, 100), ["x".repeat(100)]);
        assert_eq!(cut("x".repeat(64), TAGS, 0), ["x".repeat(64)]);
    }

    #[test]
    fn heads_are_written_as_the_protocol_shows_them() {
        let pieces = cut("x".repeat(101), TAGS, 100);
        assert!(pieces[0].starts_with("?OTR|5a73a599|00000100,00001,00002,xxx"));
        assert!(cut("x".repeat(101), None, 100)[1].starts_with("?OTR,00002,00002,xxx"));
    }

    #[test]
    fn a_piece_out_of_order_loses_the_line_and_nothing_else() {
        let mut assembly = Assembly::default();
        for (line, whole) in [
            ("?OTR,1,3,a,", None),
            ("?OTR,3,3,c,", None),
            ("?OTR,2,3,b,", None),
            ("?OTR,1,2,d,", None),
            ("?OTR,1,2,e,", None),
            ("?OTR,2,2,f,", Some("ef")),
            ("?OTR,1,1,g,", Some("g")),
            ("?OTR|100|200,1,2,h,", None),
            ("?OTR|101|200,2,2,i,", None),
            ("?OTR|100|200,2,2,j,", None),
        ] {
            assert_eq!(
                assemble(&mut assembly, line),
                Ok(whole.map(str::to_owned)),
                "{line}"
            );
        }
    }

    #[test]
    fn numbers_that_make_no_sense_are_refused() {
        for line in [
            "?OTR,0,1,x,",
            "?OTR,2,1,x,",
            "?OTR,1,0,x,",
            "?OTR,1,1,,",
            "?OTR,1,1,x",
            "?OTR,1,65536,x,",
            "?OTR,+1,1,x,",
            "?OTR|1,1,1,x,",
            "?OTR|zz|1,1,1,x,",
            "?OTR|+1|1,1,1,x,",
            "?OTRx,1,1,x,",
            "?OTR,1,2,abc",
            "?OTR||,1,1,x,",
        ] {
            let refused = Err(Reason::Malformed(DecodeError::NotAFragment));
            assert_eq!(assemble(&mut Assembly::default(), line), refused, "{line}");
        }
    }

    #[test]
    fn a_line_does_not_grow_without_end() {
        let mut assembly = Assembly::default();
        let piece = "x".repeat(LINE_MAX / 2);
        assert_eq!(
            assemble(&mut assembly, &format!("?OTR,1,9,{piece},")),
            Ok(None)
        );
        assert_eq!(
            assemble(&mut assembly, &format!("?OTR,2,9,{piece},")),
            Ok(None)
        );
        let before = assembly.clone();
        assert_eq!(
            assemble(&mut assembly, "?OTR,3,9,x,"),
            Err(Reason::TooLong {
                length: LINE_MAX + 1,
                limit: LINE_MAX
            })
        );
        assert_eq!(assembly, before);
    }
}
