//! What an authenticator says of itself (section 6.1).

use sha2::{Digest, Sha256};

use crate::{Site, Untrue};

/// Somebody was there.
pub(crate) const PRESENT: u8 = 0x01;

/// It has made sure who.
pub(crate) const VERIFIED: u8 = 0x04;

/// It says which passkey it has made.
pub(crate) const ATTESTED: u8 = 0x40;

/// Bytes by which a model of authenticator is known.
const MODEL_BYTES: usize = 16;

/// What counts of it.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct AuthenticatorData<'a> {
    /// How often it has signed, as far as it counts that.
    pub(crate) counter: u32,
    /// What follows.
    rest: &'a [u8],
    flags: u8,
}

impl<'a> AuthenticatorData<'a> {
    /// Reads it, if it is of this site and of somebody of whom the authenticator has made sure who they are (sections 7.1 and 7.2:
    /// steps 13 to 15, and 15 to 17). So a passkey is two factors: the authenticator, and what it was unlocked by.
    pub(crate) fn read(bytes: &'a [u8], site: &Site) -> Result<Self, Untrue> {
        let (host, bytes) = bytes.split_first_chunk::<32>().ok_or(Untrue::Unreadable)?;
        let (&[flags], bytes) = bytes.split_first_chunk::<1>().ok_or(Untrue::Unreadable)?;
        let (counter, rest) = bytes.split_first_chunk().ok_or(Untrue::Unreadable)?;
        if Sha256::digest(&site.host)[..] != host[..] {
            return Err(Untrue::OtherSite);
        }
        if flags & PRESENT == 0 {
            return Err(Untrue::NobodyThere);
        }
        if flags & VERIFIED == 0 {
            return Err(Untrue::Unverified);
        }
        Ok(Self {
            counter: u32::from_be_bytes(*counter),
            rest,
            flags,
        })
    }

    /// By what the authenticator knows the passkey that it has made (section 6.5.1).
    pub(crate) fn made_id(&self) -> Result<&'a [u8], Untrue> {
        if self.flags & ATTESTED == 0 {
            return Err(Untrue::Unreadable);
        }
        let (_, rest) = self
            .rest
            .split_first_chunk::<MODEL_BYTES>()
            .ok_or(Untrue::Unreadable)?;
        let (length, rest) = rest.split_first_chunk().ok_or(Untrue::Unreadable)?;
        let length = usize::from(u16::from_be_bytes(*length));
        rest.get(..length).ok_or(Untrue::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::site;

    fn data(flags: u8) -> Vec<u8> {
        let mut bytes = Sha256::digest("help.example").to_vec();
        bytes.push(flags);
        bytes.extend([0, 0, 1, 2]);
        bytes
    }

    #[test]
    fn it_counts_for_its_site_where_somebody_was_there_who_was_made_sure_of() {
        let bytes = data(PRESENT | VERIFIED);
        let read = AuthenticatorData::read(&bytes, &site()).unwrap();
        assert_eq!(read.counter, 258);
        assert_eq!(read.made_id(), Err(Untrue::Unreadable));
        let refused = |bytes: &[u8]| AuthenticatorData::read(bytes, &site()).unwrap_err();
        assert_eq!(refused(&data(VERIFIED)), Untrue::NobodyThere);
        assert_eq!(refused(&data(PRESENT)), Untrue::Unverified);
        let mut elsewhere = data(PRESENT | VERIFIED);
        elsewhere[0] ^= 1;
        assert_eq!(refused(&elsewhere), Untrue::OtherSite);
        for length in 0..bytes.len() {
            assert_eq!(refused(&bytes[..length]), Untrue::Unreadable, "{length}");
        }
    }

    #[test]
    fn the_id_of_what_was_made_is_as_long_as_it_says() {
        let mut bytes = data(PRESENT | VERIFIED | ATTESTED);
        bytes.extend([0; MODEL_BYTES]);
        bytes.extend([0, 2, 7, 8, 9]);
        let id = |bytes: &[u8]| {
            let read = AuthenticatorData::read(bytes, &site()).unwrap();
            read.made_id().map(<[u8]>::to_vec)
        };
        assert_eq!(id(&bytes), Ok(vec![7, 8]));
        for cut in 2..22 {
            let short = &bytes[..bytes.len() - cut];
            assert_eq!(id(short), Err(Untrue::Unreadable), "{cut}");
        }
    }
}
