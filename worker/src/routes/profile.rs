//! What somebody who is signed in sees and changes of their own.

use hushdesk_directory::{
    ChangeOwnPassword, EndOwnSessions, FindOwnCredential, ListOwnSessions, RenameSelf,
};
use hushdesk_protocol::rest::{
    DeleteOwnSession, DeleteOwnSessions, GetOwnSessions, Page, PasswordChange, Profile,
    PutPassword, PutProfile, SessionListing,
};

use super::Serve;
use crate::call::Call;
use crate::password;
use crate::problem::{Problem, passed};
use crate::recovery_code;
use crate::reply::Reply;

impl Serve for PutProfile {
    async fn serve(self, call: &Call, profile: Profile) -> Result<Reply<()>, Problem> {
        let display = profile.display;
        Ok(Reply::of(
            call.directory()?.ask(&RenameSelf { display }).await?,
        ))
    }
}

impl Serve for PutPassword {
    async fn serve(self, call: &Call, change: PasswordChange) -> Result<Reply<()>, Problem> {
        password::must_be_allowed(&change.new)?;
        let directory = call.directory()?;
        let hash = directory.ask(&FindOwnCredential).await?;
        let verified =
            password::verified(Some(hash), &change.old).ok_or(Problem::WrongCredentials)?;
        let change = ChangeOwnPassword {
            verified,
            shown: change.code.as_deref().map(recovery_code::shown),
            password: password::chosen(&change.new)?,
        };
        Ok(Reply::of(passed(directory.ask(&change).await?)?))
    }
}

impl Serve for GetOwnSessions {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<SessionListing>>, Problem> {
        Ok(Reply::of(call.directory()?.ask(&ListOwnSessions).await?))
    }
}

impl Serve for DeleteOwnSessions {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let end = EndOwnSessions { session: None };
        Ok(Reply::of(call.directory()?.ask(&end).await?))
    }
}

impl Serve for DeleteOwnSession {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let end = EndOwnSessions {
            session: Some(self.session),
        };
        Ok(Reply::of(call.directory()?.ask(&end).await?))
    }
}
