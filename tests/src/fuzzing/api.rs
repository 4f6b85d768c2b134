//! What is asked of the API: addresses, and bodies of all kinds.

use hushdesk_protocol::rest::{self, Endpoint, Route};

use super::said_again;

/// Reads a body and holds what was read against itself.
type Reads = fn(&str);

macro_rules! bodies {
    ($($name:ident,)+) => {
        /// Each endpoint that takes something.
        const BODIES: &[(&str, Reads)] = &[$((stringify!($name), |text| {
            said_again::<<rest::$name as Endpoint>::Body>(text);
        }),)+];
    };
}

bodies! {
    PostCanned,
    PutCanned,
    PutChatCategories,
    PostBulkAct,
    PostFollowUp,
    PostChatMail,
    PostKey,
    PutKey,
    PostKeyAcceptance,
    PostLinkReading,
    PostForgottenPassword,
    PostLinkUse,
    PostMessage,
    PostSealedNote,
    PostSetup,
    PutOrganisation,
    PostTestMail,
    PostPerson,
    PutPerson,
    PostPeopleImportPreview,
    PostPeopleImport,
    PostAssignments,
    PutProfile,
    PutPassword,
    PostSecondFactor,
    PutSecondFactor,
    PostSecondFactorRemoval,
    PostRecoveryCodes,
    PostOwnEmail,
    PutOwnEmail,
    PostApplication,
    PostOwnKey,
    PutNoteKey,
    PostQueue,
    PutQueue,
    PutQueueSettings,
    PutQueueProfile,
    PutRating,
    PostGuestMail,
    PostSession,
    PutProof,
    PostPasskey,
    PutPasskey,
    PostPasskeySession,
    PutPasskeyProof,
    PutProvider,
    PostProviderSignIn,
    PostProviderReturn,
    PostSkin,
    PutSkin,
    PutSkinPicture,
    PostSkinCopy,
    PostSnippet,
    PutSnippetSettings,
    PostWebhook,
}

/// The first line is a method and an address, the others a body of every endpoint.
pub(super) fn asked(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (line, body) = text.split_once('\n').unwrap_or((&text, ""));
    let (method, address) = line.split_once(' ').unwrap_or(("GET", line));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let query: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    // Whether it is one the compiler does not know; that it is found without harm is all.
    drop(Route::find(method, path, &query));
    for (_, read) in BODIES {
        read(body);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use hushdesk_protocol::rest::{Body, ENDPOINTS};

    use super::*;

    #[test]
    fn all_endpoints_that_take_something_are_tried() {
        let taking = ENDPOINTS.iter().filter(|it| it.body != Body::Nothing);
        let taking: BTreeSet<_> = taking.map(|it| it.name).collect();
        let tried: BTreeSet<_> = BODIES.iter().map(|(name, _)| *name).collect();
        assert_eq!(taking, tried);
    }
}
