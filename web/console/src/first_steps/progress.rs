//! How far a library is.

use hushdesk_protocol::ids::{SkinName, SnippetName};
use hushdesk_protocol::rest::{
    Answered, GetHistory, GetKeys, GetPeople, GetSkin, GetSkins, GetSnippets, Key, KeyState, Look,
    Person, PersonState, SkinListing, SnippetListing,
};
use hushdesk_web::api::{self, Trouble};

/// What has been done.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Progress {
    /// Somebody else can answer chats.
    pub(super) has_colleagues: bool,
    /// A key is vouched for.
    pub(super) has_keys: bool,
    /// The chat says something of the library's own.
    pub(super) has_words: bool,
    /// It is said whose pages may have the chat.
    pub(super) has_sites: bool,
    /// A chat was answered.
    pub(super) has_answered: bool,
    /// The skin that a first look goes to.
    pub(super) skin: Option<SkinName>,
    /// The snippet by which one can try it.
    pub(super) snippet: Option<SnippetName>,
}

/// How far it is now.
///
/// # Errors
///
/// The edge was not reached, or says no.
pub(super) async fn progress() -> Result<Progress, Trouble> {
    let people: Vec<Person> = api::all(|after| GetPeople {
        after,
        search: None,
    })
    .await?;
    let keys: Vec<Key> = api::all(|after| GetKeys { after }).await?;
    let skins: Vec<SkinListing> = api::all(|after| GetSkins { after }).await?;
    let snippets: Vec<SnippetListing> = api::all(|after| GetSnippets { after }).await?;
    let skin = skins.first().map(|skin| skin.name.clone());
    let look = match &skin {
        Some(skin) => {
            let skin = skin.clone();
            Some(api::ask(&GetSkin { skin }, &()).await?.settings.look)
        }
        None => None,
    };
    Ok(Progress {
        has_colleagues: people.iter().filter(|it| is_here(it)).count() > 1,
        has_keys: keys.iter().any(|key| key.state == KeyState::Pinned),
        has_words: look.is_some_and(|look| look != Look::default()),
        has_sites: snippets.iter().any(|it| !it.settings.sites.is_empty()),
        has_answered: has_answered().await?,
        skin,
        snippet: snippets.into_iter().next().map(|snippet| snippet.name),
    })
}

/// Whether somebody can sign in, or will once they have used their link.
fn is_here(person: &Person) -> bool {
    match person.state {
        PersonState::Active | PersonState::Invited { .. } => true,
        PersonState::Disabled => false,
    }
}

async fn has_answered() -> Result<bool, Trouble> {
    let answered = GetHistory {
        after: None,
        from: None,
        until: None,
        zone: None,
        queue: None,
        operator: None,
        guest: None,
        category: None,
        kind: None,
        answered: Some(Answered::Yes),
        rating: None,
        transcript: None,
        words: None,
        chats: None,
    };
    Ok(!api::ask(&answered, &()).await?.items.is_empty())
}
