//! What a snippet stands for, as the service told it.

use std::ops::Deref;
use std::rc::Rc;

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::{GetSnippet, Snippet};
use hushdesk_texts::guest;
use hushdesk_web::api::{self, Trouble};
use hushdesk_web::json;

/// What a snippet stands for, with the words of the answer that said it. They are what is kept for a chat over a reload: what reads
/// them is here in any case, and what would write them again is two kilobytes that no guest's browser has to load.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ToldSnippet(Rc<(Snippet, String)>);

impl ToldSnippet {
    /// Asks the service, in the guest's language.
    pub(crate) async fn ask(snippet: SnippetName) -> Result<Self, Trouble> {
        let language = guest::language().parse().ok();
        let (status, answer) = api::ask_text(&GetSnippet { snippet, language }).await?;
        Self::read(answer).ok_or(Trouble::Unreadable { status })
    }

    /// From the JSON of an answer; nothing if it cannot be read.
    pub(crate) fn read(answer: String) -> Option<Self> {
        let snippet = json::read(&answer)?;
        Some(Self(Rc::new((snippet, answer))))
    }

    /// The JSON.
    pub(crate) fn as_told(&self) -> &str {
        &self.0.1
    }
}

impl Deref for ToldSnippet {
    type Target = Snippet;

    fn deref(&self) -> &Snippet {
        &self.0.0
    }
}

#[cfg(test)]
impl From<Snippet> for ToldSnippet {
    fn from(snippet: Snippet) -> Self {
        let told = serde_json::to_string(&snippet).unwrap();
        Self(Rc::new((snippet, told)))
    }
}
