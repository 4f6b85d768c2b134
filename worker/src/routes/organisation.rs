//! How the organisation as a whole is set.

use hushdesk_directory::{SetOrganisation, ShowOrganisation};
use hushdesk_protocol::rest::{
    AUDIT_DAYS_MAX, AUDIT_DAYS_MIN, GetOrganisation, Organisation, PutOrganisation,
};

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetOrganisation {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Organisation>, Problem> {
        let shown = call.directory()?.ask(&ShowOrganisation).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutOrganisation {
    async fn serve(self, call: &Call, settings: Organisation) -> Result<Reply<()>, Problem> {
        if !(AUDIT_DAYS_MIN..=AUDIT_DAYS_MAX).contains(&settings.audit_days) {
            return Err(Problem::Malformed(format!(
                "days are {AUDIT_DAYS_MIN} to {AUDIT_DAYS_MAX}"
            )));
        }
        let set = SetOrganisation {
            settings,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&set).await?;
        Ok(Reply::of_version((), version))
    }
}
