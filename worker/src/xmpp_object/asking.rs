//! What the session needs to know of the organisation.

use std::rc::Rc;

use hushdesk_directory::{
    ApplicationSession, CloseSession, FindApplications, OpenApplicationSession,
};
use hushdesk_edge::random;
use hushdesk_protocol::ids::{ChatId, OperatorName};
use hushdesk_protocol::text::Category;
use hushdesk_xmpp::sasl::{Credential, Credentials};
use hushdesk_xmpp::{Account, Event, Filed};
use worker::console_error;

use super::connection::Connection;
use crate::archive_client::ArchiveClient;
use crate::filing;
use crate::problem::Problem;
use crate::session_token::SessionToken;

impl Connection {
    /// What somebody may sign in with.
    pub(super) async fn find_credentials(self: &Rc<Self>, name: OperatorName) {
        let found = self.credentials(name).await;
        if let Err(problem) = &found {
            console_error!("xmpp: credentials were not found: {problem:?}");
        }
        self.drive(Event::Credentials(found.ok()));
    }

    async fn credentials(&self, name: OperatorName) -> Result<Credentials, Problem> {
        let find = FindApplications { name };
        let found = self.directory()?.ask(&find).await?;
        let passwords = found.passwords.into_iter().filter_map(|(id, keys)| {
            Some(Credential {
                id: id.into(),
                keys: serde_json::from_str(&keys).ok()?,
            })
        });
        Ok(Credentials {
            salt: found.salt,
            passwords: passwords.collect(),
        })
    }

    /// Somebody has shown one of their passwords.
    pub(super) async fn sign_in(self: &Rc<Self>, name: OperatorName, password: &str) {
        let signed_in = self.signed_in(name, password).await;
        if let Err(problem) = &signed_in {
            console_error!("xmpp: nobody was signed in: {problem:?}");
        }
        if self.is_over.get() {
            // Nobody has waited for it.
            return self.sign_out().await;
        }
        self.drive(Event::SignedIn(signed_in.ok()));
    }

    async fn signed_in(&self, name: OperatorName, password: &str) -> Result<Account, Problem> {
        let application = password
            .parse()
            .map_err(|_| Problem::failed("reading the id of an application password"))?;
        let token = SessionToken::from_bytes(random::bytes()?);
        let open = OpenApplicationSession {
            name,
            application,
            token: token.hash(),
        };
        let ApplicationSession { session, language } = self.directory()?.ask(&open).await?;
        self.token.replace(Some(token));
        Ok(Account {
            name: session.name,
            queues: session.queues,
            language,
        })
    }

    /// Nobody is signed in by this any more.
    pub(super) async fn sign_out(&self) {
        if self.token.borrow().is_none() {
            return;
        }
        // One that has ended already is none; one that cannot be ended now ends by itself.
        if let Ok(directory) = self.directory() {
            directory.ask(&CloseSession).await.ok();
        }
        self.token.replace(None);
    }

    /// Notes what a chat is about.
    pub(super) async fn file(self: &Rc<Self>, chat: ChatId, category: &str) {
        let filed = self.filed(&chat, category).await;
        let filed = filed.unwrap_or_else(|problem| {
            console_error!("xmpp: a chat was not filed: {problem:?}");
            Filed::Failed
        });
        self.drive(Event::Filed(chat, filed));
    }

    async fn filed(&self, chat: &ChatId, category: &str) -> Result<Filed, Problem> {
        let directory = self.directory()?;
        let archive = ArchiveClient::asked_by(&self.env, &self.organisation, &directory).await?;
        let (row, known) = filing::known(&archive, &directory, chat).await?;
        let wanted = category.trim().to_lowercase();
        let is_it = |it: &&Category| it.as_str().to_lowercase() == wanted;
        let Some(category) = known.iter().find(is_it) else {
            let names = known.iter().map(|it| it.as_str().to_owned());
            return Ok(Filed::NoSuch(names.collect()));
        };
        let categories = row.categories.into_iter();
        let categories = categories.chain([category.clone()]).collect();
        filing::file(&archive, chat, categories).await?;
        Ok(Filed::Done)
    }
}
