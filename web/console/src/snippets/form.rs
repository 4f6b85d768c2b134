//! How a snippet is set, as it is typed.

use std::collections::BTreeSet;

use hushdesk_protocol::ids::{QueueName, SkinName, SnippetName};
use hushdesk_protocol::limits::SITES_PER_SNIPPET_MAX;
use hushdesk_protocol::page_origin::PageOrigin;
use hushdesk_protocol::rest::{
    GetQueues, GetSkins, GetSnippetSettings, PutSnippetSettings, QueueListing, SkinListing,
    SnippetSettings,
};
use hushdesk_web::api::{self, Trouble, Version, Versioned};
use yew::prelude::AttrValue;

use super::invitation::InvitationForm;
use super::levels::Level;
use crate::draft::Form;

/// What a snippet can lead to, and what it can wear.
pub(super) type Choices = (Vec<QueueListing>, Vec<SkinListing>);

/// Asks for all of it.
pub(super) async fn choices() -> Result<Choices, Trouble> {
    let queues = api::all(|after| GetQueues { after }).await?;
    let skins = api::all(|after| GetSkins { after }).await?;
    Ok((queues, skins))
}

/// The queues, to be chosen from.
pub(super) fn queues((queues, _): &Choices) -> Vec<(AttrValue, AttrValue)> {
    let choice = |it: &QueueListing| (it.name.to_string().into(), it.title.clone().into());
    queues.iter().map(choice).collect()
}

/// The skins, to be chosen from. Titles may be alike, so their names stand with them.
pub(super) fn skins((_, skins): &Choices) -> Vec<(AttrValue, AttrValue)> {
    let choice = |it: &SkinListing| {
        let shown = format!("{} ({})", it.title, it.name);
        (it.name.to_string().into(), shown.into())
    };
    skins.iter().map(choice).collect()
}

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct SnippetForm {
    pub(super) queue: QueueName,
    pub(super) skin: SkinName,
    pub(super) sites: BTreeSet<PageOrigin>,
    /// Where a chat goes that nobody answers.
    pub(super) levels: Vec<Level>,
    /// When whoever is on a page is invited.
    pub(super) invitation: InvitationForm,
}

impl SnippetForm {
    /// Another queue is where chats come in: none goes on to it.
    pub(super) fn lead_to(&mut self, queue: QueueName) {
        self.levels.retain(|level| level.queue != queue);
        self.queue = queue;
    }

    /// Whether no chat comes to a queue so far.
    pub(super) fn is_free(&self, queue: &QueueName) -> bool {
        self.queue != *queue && !self.levels.iter().any(|level| level.queue == *queue)
    }
}

impl Form for SnippetForm {
    type Name = SnippetName;

    async fn read(snippet: SnippetName) -> Result<Versioned<Self>, Trouble> {
        let read = api::ask_over(&GetSnippetSettings { snippet }, &(), None).await?;
        Ok(Versioned {
            answer: Self {
                queue: read.answer.queue,
                skin: read.answer.skin,
                sites: read.answer.sites.into_iter().collect(),
                levels: read.answer.rollover.into_iter().map(Level::from).collect(),
                invitation: InvitationForm::of(read.answer.invitation.as_ref()),
            },
            version: read.version,
        })
    }

    async fn save(
        self,
        snippet: SnippetName,
        over: Option<Version>,
    ) -> Result<Option<Version>, Trouble> {
        let settings = SnippetSettings {
            queue: self.queue,
            skin: self.skin,
            sites: self.sites.into_iter().collect(),
            rollover: self.levels.into_iter().map(Into::into).collect(),
            invitation: self.invitation.invitation(),
        };
        let at = PutSnippetSettings { snippet };
        let saved = api::ask_over(&at, &settings, over.as_ref()).await?;
        Ok(saved.version)
    }

    fn changes(&self, before: &Self) -> usize {
        let others = self.sites.symmetric_difference(&before.sites).count();
        usize::from(self.queue != before.queue)
            .saturating_add(usize::from(self.skin != before.skin))
            .saturating_add(usize::from(self.levels != before.levels))
            .saturating_add(usize::from(self.invitation != before.invitation))
            .saturating_add(others)
    }

    fn is_right(&self) -> bool {
        self.sites.len() <= SITES_PER_SNIPPET_MAX
            && self.levels.iter().all(Level::is_right)
            && self.invitation.is_right()
    }
}

/// The site that somebody means: its origin, an address of one of its pages, or its host alone, which is taken to be
/// encrypted.
pub(super) fn site(typed: &str) -> Option<PageOrigin> {
    let typed = typed.trim().to_lowercase();
    let (scheme, rest) = match typed.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => ("https", typed.as_str()),
    };
    let host = rest.split(['/', '?', '#']).next()?;
    // Without a dot it is a word, but for the development server's own machine.
    let is_host = host.contains('.') || host.split(':').next() == Some("localhost");
    let origin = format!("{scheme}://{host}");
    is_host.then(|| origin.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::RolloverLevel;

    use super::*;

    #[test]
    fn a_site_is_understood_however_it_is_pasted() {
        for (typed, meant) in [
            ("www.library.example", Some("https://www.library.example")),
            (" WWW.Library.example ", Some("https://www.library.example")),
            (
                "https://library.example/catalogue?q=1",
                Some("https://library.example"),
            ),
            ("*.library.example", Some("https://*.library.example")),
            ("http://localhost:8080/", Some("http://localhost:8080")),
            ("library", None),
            ("ftp://library.example", None),
            ("our website", None),
            ("", None),
        ] {
            let found = site(typed).map(|site| site.as_str().to_owned());
            assert_eq!(found.as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn each_site_counts_as_a_change() {
        let before = SnippetForm {
            queue: "reference".parse().unwrap(),
            skin: "blue".parse().unwrap(),
            sites: [site("a.example"), site("b.example")]
                .into_iter()
                .flatten()
                .collect(),
            levels: vec![],
            invitation: InvitationForm::of(None),
        };
        let mut form = before.clone();
        form.sites.extend(site("c.example"));
        form.sites.remove(&site("a.example").unwrap());
        form.skin = "green".parse().unwrap();
        assert_eq!(form.changes(&before), 3);
        assert!(form.is_right());
    }

    #[test]
    fn a_chat_comes_to_each_queue_once_and_after_a_time_that_is_one() {
        let level = |queue: &str, seconds| {
            Level::from(RolloverLevel {
                queue: queue.parse().unwrap(),
                seconds,
            })
        };
        let mut form = SnippetForm {
            queue: "reference".parse().unwrap(),
            skin: "blue".parse().unwrap(),
            sites: BTreeSet::new(),
            levels: vec![level("maps", 60), level("law", 30)],
            invitation: InvitationForm::of(None),
        };
        assert!(form.is_right());
        let free = ["reference", "maps", "loans"].map(|it| form.is_free(&it.parse().unwrap()));
        assert_eq!(free, [false, false, true]);
        form.lead_to("maps".parse().unwrap());
        assert_eq!(form.levels, [level("law", 30)]);
        form.levels.push(level("loans", 9));
        assert!(!form.is_right());
    }
}
