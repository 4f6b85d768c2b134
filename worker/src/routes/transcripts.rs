//! What was said in open chats: read while they run and as long as it is kept, and deleted.

use hushdesk_archive::{DeleteText, FindText, FoundText, TextState};
use hushdesk_directory::NoteTranscriptDeleted;
use hushdesk_edge::now;
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::{DeleteTranscript, GetTranscript, Transcript};
use hushdesk_queue_object::kept_transcripts::KeptTranscripts;

use super::{Serve, chat_mails};
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::reply::Reply;

impl Serve for GetTranscript {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Transcript>, Problem> {
        let chat = self.chat;
        let find = FindText { chat: chat.clone() };
        let found = ArchiveClient::of(call).await?.ask(&find).await?;
        Ok(Reply::of(read(call, &chat, &found).await?))
    }
}

/// What was said in an open chat, of which the archive says that it is there, and what its guest has said of it afterwards.
pub(super) async fn read(
    call: &Call,
    chat: &ChatId,
    found: &FoundText,
) -> Result<Transcript, Problem> {
    let mut transcript = said_in(call, chat, found).await?;
    transcript.entries.extend(found.survey.clone());
    Ok(transcript)
}

async fn said_in(call: &Call, chat: &ChatId, found: &FoundText) -> Result<Transcript, Problem> {
    let until = readable_until(found.state, now())?;
    // The queue has it before it is kept: whoever looks there first misses nothing in between.
    let queue = QueueClient::of(call, &found.queue)?;
    if let Some(transcript) = queue.transcript(chat).await? {
        return Ok(transcript);
    }
    match (kept(call)?.find(chat).await?, until) {
        (Some(kept), until) => Ok(Transcript {
            runs: false,
            until,
            cut: kept.cut,
            entries: kept.entries,
        }),
        // The archive hears of the end of a chat a moment later.
        (None, None) => Err(Problem::NotRetained),
        (None, Some(_)) => Err(Problem::Expired),
    }
}

impl Serve for DeleteTranscript {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let archive = ArchiveClient::of(call).await?;
        archive.must_administer()?;
        let chat = self.chat;
        let find = FindText { chat: chat.clone() };
        let FoundText { queue, state, .. } = archive.ask(&find).await?;
        if readable_until(state, now())?.is_none() {
            return Err(Problem::InUse("the chat runs".to_owned()));
        }
        let note = NoteTranscriptDeleted { chat: chat.clone() };
        call.directory()?.ask(&note).await?;
        QueueClient::of(call, &queue)?
            .forget_transcript(&chat)
            .await?;
        let now = now();
        let mails = chat_mails::kept(call)?;
        for mail in archive.ask(&DeleteText { chat, now }).await? {
            mails.delete(&mail).await?;
        }
        Ok(Reply::of(()))
    }
}

/// Until when what was said can be read; nothing of a chat that runs.
fn readable_until(state: TextState, now: Timestamp) -> Result<Option<Timestamp>, Problem> {
    match state {
        TextState::Sealed => Err(Problem::Sealed),
        TextState::NotRetained => Err(Problem::NotRetained),
        TextState::Deleted => Err(Problem::Deleted),
        TextState::Expired => Err(Problem::Expired),
        TextState::Kept { until } if until <= now => Err(Problem::Expired),
        TextState::Kept { until } => Ok(Some(until)),
        TextState::Runs => Ok(None),
    }
}

fn kept(call: &Call) -> Result<KeptTranscripts, Problem> {
    let organisation = call.site.organisation.clone();
    Ok(KeptTranscripts::of(&call.env, organisation)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_says_why() {
        let now = Timestamp(100);
        let told = |state| readable_until(state, now).map_err(|problem| problem.detail());
        let until = |until| TextState::Kept {
            until: Timestamp(until),
        };
        assert_eq!(told(until(101)), Ok(Some(Timestamp(101))));
        assert_eq!(told(TextState::Runs), Ok(None));
        assert_eq!(told(until(100)), told(TextState::Expired));
        let mut reasons = vec![
            told(TextState::Sealed),
            told(TextState::NotRetained),
            told(TextState::Expired),
            told(TextState::Deleted),
        ];
        reasons.dedup();
        assert_eq!(reasons.len(), 4);
        assert!(reasons.iter().all(Result::is_err));
    }
}
