//! On which pages there is a chat.

mod code;
mod form;
mod invitation;
mod levels;
mod new;
mod page;
mod snippet_page;

pub(crate) use page::SnippetsPage;
pub(crate) use snippet_page::SnippetPage;
