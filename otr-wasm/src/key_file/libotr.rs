//! libotr's file of private keys, `otr.private_key`: what Pidgin and others keep.
//!
//! ```text
//! (privkeys
//!  (account
//!   (name "desk1@example.org")
//!   (protocol prpl-jabber)
//!   (private-key
//!    (dsa (p #00...#) (q #00...#) (g #...#) (y #...#) (x #...#)))))
//! ```

use std::{fmt::Write, sync::Arc};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    Account, Found, KeyFileError, Unusable, no_longer_than, own_key,
    s_expression::{Expression, write_text},
};
use crate::{
    crypto::{
        dsa::{KeyPair, PublicKey},
        dsa_parameters::known_or_new,
        number::strip_zeros,
    },
    fingerprint::Fingerprint,
    identity::Identity,
};

/// The longest file read: an account takes about 1.5 KB, so that is some 170 of them.
const FILE_MAX: usize = 256 * 1024;

/// The accounts in a file, in its order, and those whose keys cannot be used.
///
/// # Errors
/// [`KeyFileError`] if the file is none.
pub fn read_libotr(text: &str, rng: &mut dyn CryptoRng) -> Result<Found<Account>, KeyFileError> {
    read_each(text, |account| read_account(account, rng))
}

/// The fingerprints of the keys in a file.
pub(super) fn fingerprints(text: &str) -> Result<Found<Fingerprint>, KeyFileError> {
    read_each(text, |account| {
        Ok(Fingerprint::of(&read_public(dsa_of(fields_of(account)?)?)?))
    })
}

/// What is read of each account in a file.
fn read_each<T>(
    text: &str,
    mut read: impl FnMut(&Expression) -> Result<T, KeyFileError>,
) -> Result<Found<T>, KeyFileError> {
    let file = Expression::read(no_longer_than(FILE_MAX, text)?)?;
    let accounts = file
        .list("privkeys")
        .ok_or(KeyFileError::Expected("privkeys"))?;
    let mut found = Found {
        usable: Vec::new(),
        unusable: Vec::new(),
    };
    for (place, account) in (1..).zip(accounts) {
        match read(account) {
            Ok(usable) => found.usable.push(usable),
            Err(reason) => found.unusable.push(unusable(place, account, reason)),
        }
    }
    Ok(found)
}

/// An account whose key cannot be used, with its name, if that at least can be read.
fn unusable(place: usize, account: &Expression, reason: KeyFileError) -> Unusable {
    let text = |field| {
        fields_of(account)
            .and_then(|fields| text_of(fields, field))
            .unwrap_or_default()
    };
    Unusable {
        place,
        name: text("name"),
        protocol: text("protocol"),
        reason,
    }
}

fn fields_of(account: &Expression) -> Result<&[Expression], KeyFileError> {
    account
        .list("account")
        .ok_or(KeyFileError::Expected("account"))
}

fn dsa_of(fields: &[Expression]) -> Result<&[Expression], KeyFileError> {
    Expression::find(Expression::find(fields, "private-key")?, "dsa")
}

fn read_account(account: &Expression, rng: &mut dyn CryptoRng) -> Result<Account, KeyFileError> {
    let fields = fields_of(account)?;
    let dsa = dsa_of(fields)?;
    let public = read_public(dsa)?;
    let x = Expression::find_atom(dsa, "x")?;
    let parameters = Arc::clone(public.parameters());
    let identity = own_key(parameters, rng, |_| KeyPair::new(&public, x))?;
    Ok(Account {
        name: text_of(fields, "name")?,
        protocol: text_of(fields, "protocol")?,
        identity,
    })
}

fn text_of(fields: &[Expression], name: &'static str) -> Result<String, KeyFileError> {
    let bytes = Expression::find_atom(fields, name)?;
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// The public key among a key's numbers.
fn read_public(dsa: &[Expression]) -> Result<PublicKey, KeyFileError> {
    let number = |name| Expression::find_atom(dsa, name).map(strip_zeros);
    let parameters = known_or_new(number("p")?, number("q")?, number("g")?);
    parameters
        .and_then(|parameters| PublicKey::new(parameters, number("y").ok()?))
        .ok_or(KeyFileError::NotAKey)
}

/// The file with these accounts. It holds the private keys in clear.
pub fn write_libotr(accounts: &[Account]) -> Zeroizing<String> {
    let mut file = Zeroizing::new(String::with_capacity(2048 * accounts.len() + 16));
    file.push_str("(privkeys\n");
    for account in accounts {
        file.push_str(" (account\n(name ");
        file.push_str(&write_text(&account.name));
        file.push_str(")\n(protocol ");
        file.push_str(&write_text(&account.protocol));
        file.push_str(")\n(private-key \n (dsa \n");
        write_numbers(&account.identity, &mut file);
        file.push_str("  )\n )\n )\n");
    }
    file.push_str(")\n");
    file
}

fn write_numbers(identity: &Identity, file: &mut String) {
    let [p, q, g, y] = identity.keys().public().numbers();
    let x = identity.keys().private_bytes();
    let x = strip_zeros(x.as_slice());
    for (name, digits) in [("p", &*p), ("q", &*q), ("g", &*g), ("y", &*y), ("x", x)] {
        // libgcrypt's numbers are signed.
        let sign = if digits.first().is_some_and(|first| *first >= 0x80) {
            "00"
        } else {
            ""
        };
        let _ = write!(file, "  ({name} #{sign}");
        for digit in digits {
            let _ = write!(file, "{digit:02X}");
        }
        file.push_str("#)\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SeededRng, rng};

    #[test]
    fn what_is_written_is_read_back() {
        let rng = &mut rng(1);
        let accounts = [
            account("desk1@example.org/Pidgin \"2\"", rng),
            account("désk", rng),
        ];
        let read = read_libotr(&write_libotr(&accounts), rng).unwrap();
        assert_eq!(read.unusable, []);
        let compare = |accounts: &[Account]| -> Vec<_> {
            let one = |a: &Account| (a.name.clone(), a.protocol.clone(), a.identity.fingerprint());
            accounts.iter().map(one).collect()
        };
        assert_eq!(compare(&read.usable), compare(&accounts));
    }

    fn account(name: &str, rng: &mut SeededRng) -> Account {
        Account {
            name: name.to_owned(),
            protocol: "prpl-jabber".to_owned(),
            identity: Arc::new(Identity::generate(rng)),
        }
    }

    /// The file with another digit at the end of this number, where it stands first behind `after`.
    fn with_changed_number(file: &str, after: &str, number: &str) -> String {
        let start = file.find(after).unwrap();
        let digit = start + file[start..].find(&format!("({number} #")).unwrap() + 8;
        let other = if &file[digit..=digit] == "0" {
            "1"
        } else {
            "0"
        };
        [&file[..digit], other, &file[digit + 1..]].concat()
    }

    #[test]
    fn an_account_whose_key_cannot_be_used_is_named_and_the_others_are_given() {
        let rng = &mut rng(2);
        let accounts = ["first", "sec ond", "third"].map(|name| account(name, rng));
        let file = write_libotr(&accounts);
        let unusable = Unusable {
            place: 2,
            name: "sec ond".to_owned(),
            protocol: "prpl-jabber".to_owned(),
            reason: KeyFileError::NotAKey,
        };
        for number in ["p", "q", "g", "y", "x"] {
            let changed = with_changed_number(&file, "sec ond", number);
            let read = read_libotr(&changed, rng).unwrap();
            let names: Vec<_> = read.usable.iter().map(|a| a.name.as_str()).collect();
            assert_eq!(names, ["first", "third"], "{number}");
            assert_eq!(read.unusable, std::slice::from_ref(&unusable), "{number}");
        }
        let found = fingerprints(&with_changed_number(&file, "sec ond", "y")).unwrap();
        assert_eq!(
            found.usable,
            [&accounts[0], &accounts[2]].map(|account| account.identity.fingerprint())
        );
        assert_eq!(found.unusable, std::slice::from_ref(&unusable));
        assert_eq!(
            unusable.to_string(),
            "the key of account 2, \"sec ond\", cannot be used: the numbers in the file are no key that OTR can use"
        );
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        let rng = &mut rng(4);
        let file = write_libotr(&[account("a", rng)]);
        let read = read_libotr(&format!("\u{feff}{}", file.as_str()), rng).unwrap();
        assert_eq!(read.usable.len(), 1);
    }

    #[test]
    fn what_lacks_a_part_names_the_part() {
        let rng = &mut rng(3);
        assert_eq!(
            read_libotr("(keys)", rng).unwrap_err(),
            KeyFileError::Expected("privkeys")
        );
        let mut unusable = |text: &str| read_libotr(text, rng).unwrap().unusable.remove(0);
        let nameless = unusable("(privkeys lost)");
        assert_eq!(
            (nameless.name.as_str(), nameless.reason),
            ("", KeyFileError::Expected("account"))
        );
        let keyless = unusable("(privkeys (account (name a) (protocol b)))");
        assert_eq!(
            (keyless.name.as_str(), keyless.reason),
            ("a", KeyFileError::Expected("private-key"))
        );
    }
}
