//! For tests: a library whose people sign in at their campus.

use hushdesk_protocol::rest::{
    PasswordSignIn, ProviderChange, ProviderSettings, SecretChange, Session,
};

use super::Identity;
use super::returning::OpenProviderSession;
use super::setting::SetProvider;
use crate::TokenHash;
use crate::email;
use crate::refused::DirectoryError;
use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};

pub(super) const CLIENT_SECRET: &str = "the-secret-of-the-client";

/// How the provider is set.
pub(super) fn settings() -> ProviderSettings {
    ProviderSettings {
        name: "Campus".parse().unwrap(),
        issuer: "https://id.example".parse().unwrap(),
        client_id: "hushdesk".parse().unwrap(),
        claim: "email".parse().unwrap(),
        passwords: PasswordSignIn::Everybody,
    }
}

/// The same, and nobody signs in with a password but one.
pub(super) fn only(name: &str) -> ProviderSettings {
    ProviderSettings {
        passwords: PasswordSignIn::Only(name.parse().unwrap()),
        ..settings()
    }
}

pub(super) fn change_of(settings: ProviderSettings) -> ProviderChange {
    ProviderChange {
        settings: Some(settings),
        secret: SecretChange::Keep,
    }
}

/// Whoever is signed in by the session of this number sets the provider.
pub(super) fn set(
    directory: &Library,
    session: u8,
    change: ProviderChange,
) -> Result<(), DirectoryError> {
    let set = SetProvider { change, seen: None };
    directory.ask(&signed_in(session), set, NOW).map(drop)
}

/// A library with a provider. The administrator is signed in by 1, with a password, and can be known by their address.
pub(super) fn provided() -> Library {
    let directory = library();
    sign_in(&directory, "admin", 1);
    let change = ProviderChange {
        settings: Some(settings()),
        secret: SecretChange::Set(CLIENT_SECRET.parse().unwrap()),
    };
    set(&directory, 1, change).unwrap();
    ought_to_be_bound(&directory, "admin");
    directory
}

/// Somebody here can be known by their address.
pub(super) fn ought_to_be_bound(directory: &Library, name: &str) {
    let address = format!("{name}@library.example").parse().unwrap();
    email::set(&directory.database, &name.parse().unwrap(), Some(&address)).unwrap();
}

/// Who the provider says somebody is, who has just signed in there.
pub(super) fn identity(name: &str) -> Identity {
    Identity {
        issuer: settings().issuer,
        client_id: settings().client_id,
        subject: format!("subject-of-{name}"),
        email: Some(format!("{name}@library.example").parse().unwrap()),
        claim: None,
        signed_in: Some(NOW),
    }
}

/// Somebody comes in by the provider, to a session of this number.
pub(super) fn come_in(
    directory: &Library,
    identity: &Identity,
    session: u8,
) -> Result<Session, DirectoryError> {
    let open = OpenProviderSession {
        identity: identity.clone(),
        token: TokenHash::of_bytes([session; 32]),
        device: "Firefox, Linux".to_owned(),
    };
    directory.ask(&nobody(), open, NOW)
}
