//! The keys of the organisation.

use hushdesk_directory::{
    AcceptKey, ChangeKey, FindNoteKey, FindNoteKeys, ListKeys, PinKey, ProposeKey, PublishNoteKey,
    RemoveKey, RevokeKey, ShowKey,
};
use hushdesk_protocol::rest::{
    DeleteKey, DeleteNoteKey, GetKey, GetKeys, GetNoteKey, GetSnippetNoteKeys, Key, KeyAcceptance,
    KeySettings, NewKey, NoteKeyState, Page, PostKey, PostKeyAcceptance, PostKeyRevocation,
    PostOwnKey, ProposedKey, PublishedNoteKey, PutKey, PutNoteKey, SnippetNoteKeys,
};

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetKeys {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<Key>>, Problem> {
        let after = self.after;
        Ok(Reply::of(call.directory()?.ask(&ListKeys { after }).await?))
    }
}

impl Serve for PostKey {
    async fn serve(self, call: &Call, new: NewKey) -> Result<Reply<()>, Problem> {
        let pin = PinKey {
            fingerprint: new.fingerprint,
            settings: new.settings,
        };
        Ok(Reply::of(call.directory()?.ask(&pin).await?))
    }
}

impl Serve for GetKey {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Key>, Problem> {
        let fingerprint = self.fingerprint;
        let shown = call.directory()?.ask(&ShowKey { fingerprint }).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutKey {
    async fn serve(self, call: &Call, settings: KeySettings) -> Result<Reply<()>, Problem> {
        let change = ChangeKey {
            fingerprint: self.fingerprint,
            settings,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&change).await?;
        Ok(Reply::of_version((), version))
    }
}

impl Serve for PostKeyAcceptance {
    async fn serve(self, call: &Call, acceptance: KeyAcceptance) -> Result<Reply<()>, Problem> {
        let accept = AcceptKey {
            fingerprint: self.fingerprint,
            name: acceptance.name,
            expires: acceptance.expires,
        };
        Ok(Reply::of(call.directory()?.ask(&accept).await?))
    }
}

impl Serve for PostKeyRevocation {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let fingerprint = self.fingerprint;
        let revoke = RevokeKey { fingerprint };
        Ok(Reply::of(call.directory()?.ask(&revoke).await?))
    }
}

impl Serve for DeleteKey {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let fingerprint = self.fingerprint;
        let remove = RemoveKey { fingerprint };
        Ok(Reply::of(call.directory()?.ask(&remove).await?))
    }
}

impl Serve for PostOwnKey {
    async fn serve(self, call: &Call, proposed: ProposedKey) -> Result<Reply<()>, Problem> {
        let propose = ProposeKey {
            fingerprint: proposed.fingerprint,
            label: proposed.label,
        };
        Ok(Reply::of(call.directory()?.ask(&propose).await?))
    }
}

impl Serve for GetNoteKey {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<NoteKeyState>, Problem> {
        let fingerprint = self.fingerprint;
        let find = FindNoteKey { fingerprint };
        Ok(Reply::of(call.directory()?.ask(&find).await?))
    }
}

impl Serve for PutNoteKey {
    async fn serve(self, call: &Call, published: PublishedNoteKey) -> Result<Reply<()>, Problem> {
        let publish = PublishNoteKey {
            fingerprint: self.fingerprint,
            key: Some(published.key),
        };
        Ok(Reply::of(call.directory()?.ask(&publish).await?))
    }
}

impl Serve for DeleteNoteKey {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let withdraw = PublishNoteKey {
            fingerprint: self.fingerprint,
            key: None,
        };
        Ok(Reply::of(call.directory()?.ask(&withdraw).await?))
    }
}

impl Serve for GetSnippetNoteKeys {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<SnippetNoteKeys>, Problem> {
        let snippet = self.snippet;
        let find = FindNoteKeys { snippet };
        Ok(Reply::of(call.directory()?.ask(&find).await?))
    }
}
