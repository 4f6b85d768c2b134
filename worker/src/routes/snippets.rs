//! Snippets: what a widget needs to know before it opens a chat, which is public, and how they are set.

use hushdesk_directory::{
    AddSnippet, FindQuestions, FindSnippet, ListSnippets, RemoveSnippet, SetSnippet, ShowSnippet,
    SnippetRecord,
};
use hushdesk_edge::now;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::limits::SITES_PER_SNIPPET_MAX;
use hushdesk_protocol::rest::{
    ButtonPresence, DeleteSnippet, GetPresence, GetSnippet, GetSnippetQuestions,
    GetSnippetSettings, GetSnippets, NewSnippet, PRESENCE_SECONDS, Page, PostSnippet,
    PutSnippetSettings, RolloverLevel, Snippet, SnippetListing, SnippetQuestions, SnippetSettings,
    check_levels,
};

use super::Serve;
use crate::call::Call;
use crate::opening_hours;
use crate::problem::Problem;
use crate::queue_client;
use crate::reply::Reply;

impl Serve for GetSnippet {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Snippet>, Problem> {
        let snippet = self.snippet;
        let SnippetRecord {
            queue,
            queue_title,
            skin,
            title,
            sealing,
            look,
            picture,
            messages,
            rated,
            sites: _,
            rollover,
            hours,
            asked,
            surveyed,
            mailed,
            mailed_after,
            invitation: _,
        } = call.directory()?.ask(&FindSnippet { snippet }).await?;
        let staffed = queue_client::is_any_staffed(call, &queue, &rollover).await?;
        let words = look.words_in(self.language.as_ref());
        Ok(Reply::of(Snippet {
            queue,
            queue_title,
            skin,
            title,
            sealing,
            greeting: words.and_then(|words| words.greeting.clone()),
            starters: words
                .map(|words| words.starters.clone())
                .unwrap_or_default(),
            colour: look.colour,
            style: hushdesk_style::sheet(&look.style, picture.as_ref()),
            answers: look.answers,
            messages,
            rated,
            sounds: look.sounds,
            staffed,
            hours: hours.and_then(|hours| opening_hours::for_guests(&hours, now())),
            asked,
            surveyed,
            mailed,
            mailed_after,
        }))
    }
}

impl Serve for GetPresence {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<ButtonPresence>, Problem> {
        let snippet = self.snippet;
        let SnippetRecord {
            queue,
            look,
            rollover,
            invitation,
            ..
        } = call.directory()?.ask(&FindSnippet { snippet }).await?;
        let staffed = queue_client::is_any_staffed(call, &queue, &rollover).await?;
        let words = look.words_in(self.language.as_ref());
        let button = words.and_then(|words| words.button.clone());
        let presence = ButtonPresence {
            staffed,
            button,
            colour: look.colour,
            corner: look.corner,
            invite: invitation.filter(|_| staffed),
        };
        Ok(Reply::of(presence).kept_for(PRESENCE_SECONDS))
    }
}

impl Serve for GetSnippetQuestions {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<SnippetQuestions>, Problem> {
        let snippet = self.snippet;
        Ok(Reply::of(
            call.directory()?.ask(&FindQuestions { snippet }).await?,
        ))
    }
}

impl Serve for GetSnippets {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<SnippetListing>>, Problem> {
        let list = ListSnippets { after: self.after };
        Ok(Reply::of(call.directory()?.ask(&list).await?))
    }
}

impl Serve for PostSnippet {
    async fn serve(self, call: &Call, snippet: NewSnippet) -> Result<Reply<()>, Problem> {
        check(snippet.sites.len(), &snippet.queue, &snippet.rollover)?;
        Ok(Reply::of(
            call.directory()?.ask(&AddSnippet { snippet }).await?,
        ))
    }
}

impl Serve for GetSnippetSettings {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<SnippetSettings>, Problem> {
        let snippet = self.snippet;
        let shown = call.directory()?.ask(&ShowSnippet { snippet }).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutSnippetSettings {
    async fn serve(self, call: &Call, settings: SnippetSettings) -> Result<Reply<()>, Problem> {
        check(settings.sites.len(), &settings.queue, &settings.rollover)?;
        if let Some(invitation) = &settings.invitation {
            let checked = invitation.check();
            checked.map_err(|wrong| Problem::Malformed(wrong.to_string()))?;
        }
        let set = SetSnippet {
            snippet: self.snippet,
            settings,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&set).await?;
        Ok(Reply::of_version((), version))
    }
}

impl Serve for DeleteSnippet {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let snippet = self.snippet;
        let remove = RemoveSnippet { snippet };
        Ok(Reply::of(call.directory()?.ask(&remove).await?))
    }
}

fn check(sites: usize, first: &QueueName, levels: &[RolloverLevel]) -> Result<(), Problem> {
    if sites > SITES_PER_SNIPPET_MAX {
        return Err(Problem::Malformed(format!(
            "there are {sites} sites, at most {SITES_PER_SNIPPET_MAX} are allowed"
        )));
    }
    check_levels(first, levels).map_err(|wrong| Problem::Malformed(wrong.to_string()))
}
