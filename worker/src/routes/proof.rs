//! What somebody who is signed in shows to prove that it is them.

use hushdesk_directory::{FindOwnCredential, PasswordHash, ProveSession, Shown};
use hushdesk_protocol::rest::{PasswordProof, PutProof};

use super::Serve;
use crate::call::Call;
use crate::password;
use crate::problem::{Problem, passed};
use crate::recovery_code;
use crate::reply::Reply;

impl Serve for PutProof {
    async fn serve(self, call: &Call, proof: PasswordProof) -> Result<Reply<()>, Problem> {
        let prove = ProveSession {
            verified: verified(call, &proof).await?,
            shown: shown(&proof),
        };
        Ok(Reply::of(passed(call.directory()?.ask(&prove).await?)?))
    }
}

/// The hash that matches the password of whoever calls.
pub(super) async fn verified(call: &Call, proof: &PasswordProof) -> Result<PasswordHash, Problem> {
    let hash = call.directory()?.ask(&FindOwnCredential).await?;
    password::verified(Some(hash), &proof.password).ok_or(Problem::WrongCredentials)
}

/// What whoever calls shows as their second factor.
pub(super) fn shown(proof: &PasswordProof) -> Option<Shown> {
    proof.code.as_deref().map(recovery_code::shown)
}
