//! Snippets: for the pages that they stand in, and for administrators.

use super::declare::endpoints;
use crate::ids::SnippetName;
use crate::language::Language;
use crate::rest::{
    ButtonPresence, Cursor, NewSnippet, Page, SNIPPET_BYTES_MAX, Snippet, SnippetListing,
    SnippetNoteKeys, SnippetQuestions, SnippetSettings,
};

endpoints! {
    /// Where the chats of a snippet go and how they look, with what the skin says in this language.
    GetSnippet { snippet: SnippetName } ? { language: Language }
        Get "snippets/{snippet}",
        who: Anybody, from: All,
        body: () = Nothing,
        answer: Snippet = Json,
        problems: [];

    /// Whether a guest who writes now finds somebody, and what the skin has the button say in this language. Asked by the
    /// button on every page; may be kept for half a minute.
    GetPresence { snippet: SnippetName } ? { language: Language }
        Get "snippets/{snippet}/presence",
        who: Anybody, from: All,
        body: () = Nothing,
        answer: ButtonPresence = Json,
        problems: [];

    /// What a guest is asked by the queue to which a snippet leads. Asked where the snippet says that there is something.
    GetSnippetQuestions { snippet: SnippetName } ? {}
        Get "snippets/{snippet}/questions",
        who: Anybody, from: All,
        body: () = Nothing,
        answer: SnippetQuestions = Json,
        problems: [];

    /// The keys that notes are sealed to where a snippet leads. Whose they are the service cannot verify: that is for whoever seals.
    GetSnippetNoteKeys { snippet: SnippetName } ? {}
        Get "snippets/{snippet}/note-keys",
        who: Anybody, from: All,
        body: () = Nothing,
        answer: SnippetNoteKeys = Json,
        problems: [];

    /// All snippets, by name.
    GetSnippets {} ? { after: Cursor }
        Get "snippets",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<SnippetListing> = Json,
        problems: [];

    /// Makes a snippet.
    PostSnippet {} ? {}
        Post "snippets",
        who: Administrator, from: Ours,
        body: NewSnippet = Json(SNIPPET_BYTES_MAX),
        answer: () = Created,
        problems: [Conflict, Full];

    /// How a snippet is set.
    GetSnippetSettings { snippet: SnippetName } ? {}
        Get "snippets/{snippet}/settings",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: SnippetSettings = JsonOfVersion,
        problems: [];

    /// Sets a snippet: where it leads, how it looks, and which sites may embed it. The pages it stands in need no change.
    PutSnippetSettings { snippet: SnippetName } ? {}
        Put "snippets/{snippet}/settings",
        who: Administrator, from: Ours,
        body: SnippetSettings = JsonOfVersion(SNIPPET_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [ProofNeeded];

    /// Removes a snippet. Pages that still have it show nothing; chats that run go on.
    DeleteSnippet { snippet: SnippetName } ? {}
        Delete "snippets/{snippet}",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [ProofNeeded];
}
