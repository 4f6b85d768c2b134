//! The application passwords of whoever is signed in.

use hushdesk_directory::{AddApplication, FindOwnSalt, ListApplications, RevokeApplication};
use hushdesk_edge::random;
use hushdesk_protocol::ids::ApplicationId;
use hushdesk_protocol::rest::{
    ApplicationListing, ApplicationPassword, DeleteApplication, GetApplications, NewApplication,
    Page, PasswordProof, PostApplication,
};
use hushdesk_xmpp::sasl::PasswordKeys;

use super::Serve;
use super::proof::{shown, verified};
use crate::application_password;
use crate::call::Call;
use crate::problem::{Problem, passed};
use crate::reply::Reply;

impl Serve for GetApplications {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<ApplicationListing>>, Problem> {
        Ok(Reply::of(call.directory()?.ask(&ListApplications).await?))
    }
}

impl Serve for PostApplication {
    async fn serve(
        self,
        call: &Call,
        new: NewApplication,
    ) -> Result<Reply<ApplicationPassword>, Problem> {
        let NewApplication {
            label,
            language,
            password,
            code,
        } = new;
        let (verified, shown) = match password {
            None => (None, None),
            Some(password) => {
                let proof = PasswordProof { password, code };
                (Some(verified(call, &proof).await?), shown(&proof))
            }
        };
        let directory = call.directory()?;
        let salt = directory.ask(&FindOwnSalt).await?;
        let password = application_password::make()?;
        let keys = PasswordKeys::of(&password, &salt);
        let id = ApplicationId::from_bytes(random::bytes()?);
        let add = AddApplication {
            verified,
            shown,
            id: id.clone(),
            label,
            keys: serde_json::to_string(&keys)
                .map_err(|_| Problem::failed("writing an application password"))?,
            language,
        };
        passed(directory.ask(&add).await?)?;
        Ok(Reply::of(ApplicationPassword { id, password }))
    }
}

impl Serve for DeleteApplication {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let application = self.application;
        let revoke = RevokeApplication { application };
        Ok(Reply::of(call.directory()?.ask(&revoke).await?))
    }
}
