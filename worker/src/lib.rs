//! Hushdesk's Worker: every request to a deployment that is not for a file.
//!
//! It finds out whose site a request came to, who makes it and whether that is allowed, and hands it on: to the
//! organisation's [directory](DirectoryObject), which knows who may sign in and which queues there are, to its
//! [archive](ArchiveObject), which remembers that there were chats, or to a [queue](QueueObject), to which a socket
//! belongs from its opening on.
//!
//! Not its business: what is said in a chat. Frames never pass through here, and nothing here could open a
//! sealed one. The addresses and bodies stand in `docs/protocol.md`, the deployment in `docs/operations.md`.

mod alert_mails;
mod application_password;
mod archive_client;
mod archive_object;
mod browser_token;
mod call;
mod clock;
mod cookie;
mod csv;
mod device;
mod directory_client;
mod directory_object;
mod email_code;
mod filing;
mod guard;
mod identity_provider;
mod kept_mails;
mod kept_messages;
mod link_token;
mod mailer;
mod opening_hours;
mod password;
mod patience;
mod people_table;
mod picture;
mod presence_format;
mod problem;
mod queue_client;
mod recovery_code;
mod reply;
mod routes;
mod same_origin;
mod security_headers;
mod session_token;
mod setup_code;
mod site;
mod time_zone;
mod webhook_call;
mod xmpp_client;
mod xmpp_object;

pub use archive_object::ArchiveObject;
pub use directory_object::DirectoryObject;
pub use hushdesk_queue_object::QueueObject;
pub use xmpp_object::XmppObject;

use hushdesk_edge::panics;
use worker::{Context, Env, Request, Response, Result, event};

use call::Call;

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    panics::log_places_only();
    match Call::new(request, env, context) {
        Ok(call) => routes::answer(call).await,
        Err(problem) => problem.into_response(),
    }
}
