//! What is done with many chats of the history at once: counted, begun, looked at and called off. The archive's object does it.

use std::collections::BTreeMap;

use hushdesk_archive::{AskBulk, CallOffBulk, CountHistory, FindBulk, ListBulk};
use hushdesk_directory::{FindSession, NoteTranscriptsDownloaded};
use hushdesk_edge::{now, random};
use hushdesk_protocol::ids::BulkId;
use hushdesk_protocol::rest::{
    BulkAct, BulkWish, DeleteBulkAct, Endpoint, GetBulkAct, GetBulkActs, GetHistory,
    GetHistoryCount, HistoryCount, Kept, Page, PostBulkAct, PostTranscriptsDownload,
};

use super::Serve;
use super::history::list;
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetHistoryCount {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<HistoryCount>, Problem> {
        let filter = list(counted(self), 0)?.filter;
        let count = CountHistory { filter, at: now() };
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&count).await?))
    }
}

/// How many they are the archive says, not the page.
impl Serve for PostTranscriptsDownload {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let asked = GetHistory {
            transcript: Some(Kept::Yes),
            ..taken_along(self)
        };
        let narrowed = narrowed(&asked);
        let filter = list(asked, 0)?.filter;
        let count = CountHistory { filter, at: now() };
        let transcripts = ArchiveClient::of(call)
            .await?
            .ask(&count)
            .await?
            .transcripts;
        let note = NoteTranscriptsDownloaded {
            transcripts,
            narrowed,
        };
        call.directory()?.ask(&note).await?;
        Ok(Reply::of(()))
    }
}

impl Serve for PostBulkAct {
    async fn serve(self, call: &Call, wish: BulkWish) -> Result<Reply<BulkAct>, Problem> {
        let archive = ArchiveClient::of(call).await?;
        archive.must_administer()?;
        let asked = begun(self);
        let narrowed = serde_json::to_string(&narrowed(&asked));
        let ask = AskBulk {
            id: BulkId::from_bytes(random::bytes()?),
            act: wish.act,
            filter: list(asked, 0)?.filter,
            narrowed: narrowed.map_err(|_| Problem::failed("writing what is narrowed down"))?,
            at: wish.at,
            by: call.directory()?.ask(&FindSession).await?.name,
            address: call.address().network.as_str().to_owned(),
            now: now(),
        };
        Ok(Reply::of(archive.ask(&ask).await?))
    }
}

impl Serve for GetBulkActs {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<BulkAct>>, Problem> {
        let archive = ArchiveClient::of(call).await?;
        archive.must_administer()?;
        Ok(Reply::of(archive.ask(&ListBulk).await?))
    }
}

impl Serve for GetBulkAct {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<BulkAct>, Problem> {
        let archive = ArchiveClient::of(call).await?;
        archive.must_administer()?;
        Ok(Reply::of(archive.ask(&FindBulk { bulk: self.bulk }).await?))
    }
}

impl Serve for DeleteBulkAct {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let archive = ArchiveClient::of(call).await?;
        archive.must_administer()?;
        let (bulk, now) = (self.bulk, now());
        archive.ask(&CallOffBulk { bulk, now }).await?;
        Ok(Reply::of(()))
    }
}

/// By what chats are narrowed down, as the audit log says it: as it stands in the address, and of chats that were chosen by
/// hand and of words that were looked for how many they were. Such a word may be one that is deleted.
fn narrowed(asked: &GetHistory) -> BTreeMap<String, String> {
    let address = asked.address();
    let Some((_, query)) = address.split_once('?') else {
        return BTreeMap::new();
    };
    let fields = worker::Url::parse(&format!("http://history/?{query}"));
    let fields = fields.map(|url| url.query_pairs().into_owned().collect::<Vec<_>>());
    let by = fields.unwrap_or_default().into_iter();
    by.map(|(name, value)| match name.as_str() {
        "chats" => (name, value.split(',').count().to_string()),
        "words" => (name, value.split_whitespace().count().to_string()),
        _ => (name, value),
    })
    .collect()
}

/// The list whose chats something else is about.
macro_rules! list_of {
    ($name:ident, $endpoint:ident) => {
        fn $name(asked: $endpoint) -> GetHistory {
            GetHistory {
                after: None,
                from: asked.from,
                until: asked.until,
                zone: asked.zone,
                queue: asked.queue,
                operator: asked.operator,
                guest: asked.guest,
                category: asked.category,
                kind: asked.kind,
                answered: asked.answered,
                rating: asked.rating,
                transcript: asked.transcript,
                words: asked.words,
                chats: asked.chats,
            }
        }
    };
}

list_of!(counted, GetHistoryCount);
list_of!(taken_along, PostTranscriptsDownload);
list_of!(begun, PostBulkAct);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_log_says_by_what_chats_are_narrowed_down_and_how_many_were_chosen_by_hand() {
        let asked = GetHistory {
            after: None,
            from: None,
            until: None,
            zone: None,
            queue: Some("maps".parse().unwrap()),
            operator: None,
            guest: None,
            category: Some("Opening hours".parse().unwrap()),
            kind: None,
            answered: None,
            rating: None,
            transcript: None,
            words: Some("two words".to_owned().try_into().unwrap()),
            chats: Some(
                ["ab".repeat(16), "cd".repeat(16)]
                    .join(",")
                    .try_into()
                    .unwrap(),
            ),
        };
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let expected = [
            ("queue", "maps"),
            ("category", "Opening hours"),
            ("chats", "2"),
            ("words", "2"),
        ];
        assert_eq!(narrowed(&asked), expected.map(own).into());
    }
}
