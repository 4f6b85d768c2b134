//! The second factor of whoever is signed in.

use hushdesk_directory::{
    BeginSecondFactor, ConfirmSecondFactor, RemoveSecondFactor, RenewRecovery, ResetSecondFactor,
};
use hushdesk_edge::random;
use hushdesk_protocol::rest::{
    DeletePersonSecondFactor, PasswordProof, PostRecoveryCodes, PostSecondFactor,
    PostSecondFactorRemoval, PutSecondFactor, RecoveryCodes, SecondFactorCode, SecondFactorSecret,
};

use super::Serve;
use super::proof::{shown, verified};
use crate::call::Call;
use crate::problem::{Problem, passed};
use crate::recovery_code;
use crate::reply::Reply;

impl Serve for PostSecondFactor {
    async fn serve(
        self,
        call: &Call,
        proof: PasswordProof,
    ) -> Result<Reply<SecondFactorSecret>, Problem> {
        let begin = BeginSecondFactor {
            verified: verified(call, &proof).await?,
            shown: shown(&proof),
            secret: random::bytes()?,
        };
        let address = passed(call.directory()?.ask(&begin).await?)?;
        let query = address.split_once('?').map(|(_, query)| query);
        let secret = query
            .unwrap_or_default()
            .split('&')
            .find_map(|pair| pair.strip_prefix("secret="));
        Ok(Reply::of(SecondFactorSecret {
            secret: secret.unwrap_or_default().to_owned(),
            address,
        }))
    }
}

impl Serve for PutSecondFactor {
    async fn serve(
        self,
        call: &Call,
        shown: SecondFactorCode,
    ) -> Result<Reply<RecoveryCodes>, Problem> {
        let codes = recovery_code::make_all()?;
        let confirm = ConfirmSecondFactor {
            code: recovery_code::plain(&shown.code),
            recovery: codes.iter().map(|code| recovery_code::hash(code)).collect(),
        };
        passed(call.directory()?.ask(&confirm).await?)?;
        Ok(Reply::of(RecoveryCodes { codes }))
    }
}

impl Serve for PostRecoveryCodes {
    async fn serve(
        self,
        call: &Call,
        proof: PasswordProof,
    ) -> Result<Reply<RecoveryCodes>, Problem> {
        let verified = verified(call, &proof).await?;
        let codes = recovery_code::make_all()?;
        let renew = RenewRecovery {
            verified,
            shown: shown(&proof),
            recovery: codes.iter().map(|code| recovery_code::hash(code)).collect(),
        };
        passed(call.directory()?.ask(&renew).await?)?;
        Ok(Reply::of(RecoveryCodes { codes }))
    }
}

impl Serve for PostSecondFactorRemoval {
    async fn serve(self, call: &Call, proof: PasswordProof) -> Result<Reply<()>, Problem> {
        let verified = verified(call, &proof).await?;
        let shown = shown(&proof);
        let remove = RemoveSecondFactor { verified, shown };
        Ok(Reply::of(passed(call.directory()?.ask(&remove).await?)?))
    }
}

impl Serve for DeletePersonSecondFactor {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let person = self.person;
        let reset = ResetSecondFactor { person };
        Ok(Reply::of(call.directory()?.ask(&reset).await?))
    }
}
