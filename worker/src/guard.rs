//! What is looked at before an endpoint is asked, by what its description says. Who somebody is, only the directory knows:
//! here it is refused what can be refused without asking it, but for tries of the setup code, which it counts.

use hushdesk_protocol::rest::{Answer, Body, Description, Origins, Who};

use crate::call::Call;
use crate::problem::Problem;
use crate::setup_code;
use crate::site::Way;

/// Lets a request through to this endpoint, or says why not.
pub(crate) async fn admit(call: &Call, endpoint: &Description) -> Result<(), Problem> {
    if endpoint.answer == Answer::Socket {
        call.must_be_upgrade()?;
    }
    match endpoint.from {
        Origins::Ours => call.must_be_ours()?,
        // The directory knows who may embed a snippet.
        Origins::All | Origins::Unread | Origins::Embedders => {}
    }
    match endpoint.who {
        Who::Anybody => {}
        Who::Holder | Who::SignedIn | Who::Assigned | Who::Manager | Who::Administrator => {
            call.token()?;
        }
        Who::SetupCode => setup_code::check(call).await?,
    }
    match endpoint.body {
        Body::JsonOfVersion(_) => call.seen_version().map(drop),
        Body::Nothing | Body::Json(_) => Ok(()),
    }
}

/// The API takes nothing in the clear: a password or a cookie would have been read by then.
pub(crate) fn must_be_encrypted(call: &Call) -> Result<(), Problem> {
    if call.site.way == Way::Plain {
        return Err(Problem::Forbidden("over plain HTTP; use https"));
    }
    Ok(())
}
