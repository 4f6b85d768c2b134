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
    Account, KeyFileError, own_key,
    s_expression::{Expression, write_text},
};
use crate::{
    crypto::{
        dh_group::strip_zeros,
        dsa::{KeyPair, PublicKey},
        dsa_parameters::Parameters,
    },
    identity::{Fingerprint, Identity},
};

/// The longest file read: an account takes about 1.5 KB, so that is some 170 of them.
const FILE_MAX: usize = 256 * 1024;

/// The accounts in a file, in its order.
///
/// # Errors
/// [`KeyFileError`] if the file, or any key in it, cannot be used.
pub fn read_libotr(text: &str, rng: &mut dyn CryptoRng) -> Result<Vec<Account>, KeyFileError> {
    let file = read_file(text)?;
    accounts(&file)?
        .iter()
        .map(|account| read_account(account, rng))
        .collect()
}

/// The fingerprints of the keys in a file.
pub(super) fn fingerprints(text: &str) -> Result<Vec<Fingerprint>, KeyFileError> {
    let file = read_file(text)?;
    let fingerprint = |account| Ok(read_public(dsa_of(fields_of(account)?)?)?.fingerprint());
    accounts(&file)?.iter().map(fingerprint).collect()
}

fn read_file(text: &str) -> Result<Expression, KeyFileError> {
    if text.len() > FILE_MAX {
        return Err(KeyFileError::TooLong {
            length: text.len(),
            limit: FILE_MAX,
        });
    }
    Expression::read(text)
}

fn accounts(file: &Expression) -> Result<&[Expression], KeyFileError> {
    file.list("privkeys")
        .ok_or(KeyFileError::Expected("privkeys"))
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
    let text = |name| {
        let bytes = Expression::find_atom(fields, name)?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    };
    let dsa = dsa_of(fields)?;
    let public = read_public(dsa)?;
    let x = Expression::find_atom(dsa, "x")?;
    let parameters = Arc::clone(public.parameters());
    let identity = own_key(parameters, rng, |_| KeyPair::new(&public, x))?;
    Ok(Account {
        name: text("name")?,
        protocol: text("protocol")?,
        identity,
    })
}

/// The public key among a key's numbers.
fn read_public(dsa: &[Expression]) -> Result<PublicKey, KeyFileError> {
    let number = |name| Expression::find_atom(dsa, name).map(strip_zeros);
    let parameters = Parameters::known_or_new(number("p")?, number("q")?, number("g")?);
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
        let account = |name: &str, rng: &mut SeededRng| Account {
            name: name.to_owned(),
            protocol: "prpl-jabber".to_owned(),
            identity: Arc::new(Identity::generate(rng)),
        };
        let accounts = [
            account("desk1@example.org/Pidgin \"2\"", rng),
            account("désk", rng),
        ];
        let read = read_libotr(&write_libotr(&accounts), rng).unwrap();
        let compare = |accounts: &[Account]| -> Vec<_> {
            let one = |a: &Account| (a.name.clone(), a.protocol.clone(), a.identity.fingerprint());
            accounts.iter().map(one).collect()
        };
        assert_eq!(compare(&read), compare(&accounts));
    }

    #[test]
    fn a_file_with_a_number_changed_is_refused() {
        let rng = &mut rng(2);
        let identity = Arc::new(Identity::generate(rng));
        let account = Account {
            name: "a".to_owned(),
            protocol: "b".to_owned(),
            identity,
        };
        let file = write_libotr(&[account]);
        let line = file.find("(x #").unwrap() + 8;
        let mut changed = file.to_string();
        let digit = if &file[line..=line] == "0" { "1" } else { "0" };
        changed.replace_range(line..=line, digit);
        assert_eq!(
            read_libotr(&changed, rng).unwrap_err(),
            KeyFileError::NotAKey
        );
    }

    #[test]
    fn a_file_without_a_part_names_the_part() {
        let error = |text: &str| read_libotr(text, &mut rng(3)).unwrap_err();
        assert_eq!(error("(keys)"), KeyFileError::Expected("privkeys"));
        assert_eq!(
            error("(privkeys (account (name a) (protocol b)))"),
            KeyFileError::Expected("private-key")
        );
    }
}
