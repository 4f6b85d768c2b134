//! What an organisation begins with, once.

use hushdesk_directory::{FindSender, Found, FoundingOperator, IsFounded, check_plan};
use hushdesk_edge::random;
use hushdesk_protocol::rest::{GetSetup, NewOperator, PostSetup, Setup, SetupState};
use hushdesk_protocol::text::DisplayName;

use super::Serve;
use crate::call::Call;
use crate::password;
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetSetup {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<SetupState>, Problem> {
        let directory = call.directory()?;
        let done = directory.ask(&IsFounded).await?;
        let mails = done && directory.ask(&FindSender).await?.address.is_some();
        Ok(Reply::of(SetupState { done, mails }))
    }
}

/// Everything is checked before anything is written, and whether it has been done before is asked before passwords are
/// hashed.
impl Serve for PostSetup {
    async fn serve(self, call: &Call, setup: Setup) -> Result<Reply<()>, Problem> {
        check_plan(&setup).map_err(|error| Problem::Malformed(format!("in its body, {error}")))?;
        let directory = call.directory()?;
        if directory.ask(&IsFounded).await? {
            return Err(Problem::Conflict(
                "this organisation has been set up: sign in instead",
            ));
        }
        directory.ask(&hashed(setup)?).await?;
        Ok(Reply::of(()))
    }
}

/// The checked set-up, with hashes in the place of passwords.
fn hashed(setup: Setup) -> Result<Found, Problem> {
    let operators = setup.operators.into_iter().map(hashed_operator);
    Ok(Found {
        demonstration: setup.demonstration,
        organisation: setup.organisation,
        operators: operators.collect::<Result<_, _>>()?,
        queues: setup.queues,
        skins: setup.skins,
        snippets: setup.snippets,
    })
}

fn hashed_operator(new: NewOperator) -> Result<FoundingOperator, Problem> {
    let hash = password::hash(&new.password, random::bytes()?)
        .map_err(|error| Problem::Failed(error.to_string()))?;
    Ok(FoundingOperator {
        display: new.display.unwrap_or_else(|| DisplayName::of(&new.name)),
        name: new.name,
        role: new.role,
        password: hash,
    })
}
