//! How long a note is says little: its length stands before it, and zeros behind it.

use zeroize::Zeroizing;

/// What a padded note is a multiple of, in bytes.
const STEP: usize = 1_024;

/// Bytes of the length.
const LENGTH_BYTES: usize = 4;

/// The note with its length before it, and zeros behind it. None if its length cannot be written.
pub(crate) fn pad(note: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(note.len()).ok()?;
    let bytes = LENGTH_BYTES.checked_add(note.len())?;
    let padded_bytes = bytes.checked_next_multiple_of(STEP)?;
    // At its full size from the beginning: what grows leaves copies behind.
    let mut padded = Zeroizing::new(Vec::with_capacity(padded_bytes));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(note);
    padded.resize(padded_bytes, 0);
    Some(padded)
}

/// The note in this. None if it was not padded like that.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (note, zeros) = rest.split_at_checked(length)?;
    let is_whole = padded.len().is_multiple_of(STEP) && zeros.len() < STEP;
    (is_whole && zeros.iter().all(|zero| *zero == 0)).then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_almost_the_same_length_are_equally_long() {
        let bytes = |length: usize| pad(&vec![b'a'; length]).unwrap().len();
        assert_eq!([0, 1, 1_020].map(bytes), [1_024; 3]);
        assert_eq!(bytes(1_021), 2_048);
    }

    #[test]
    fn what_was_padded_otherwise_is_no_note() {
        let padded = pad(b"maps").unwrap();
        assert_eq!(unpad(&padded), Some(&b"maps"[..]));
        assert_eq!(unpad(&padded[..1_023]), None);
        assert_eq!(unpad(&[0; 2_048]), None, "a kilobyte of nothing");
        let mut dirty = padded.clone();
        dirty[1_000] = 1;
        assert_eq!(unpad(&dirty), None);
        let mut long = padded;
        long[0] = 0xff;
        assert_eq!(unpad(&long), None);
        assert_eq!(unpad(&[]), None);
    }
}
