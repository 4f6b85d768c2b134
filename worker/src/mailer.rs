//! Handing letters over to be delivered, through the Workers' binding for e-mail. It is given the parts of a letter and writes
//! headers and encodings itself.

use hushdesk_directory::{FindSender, Sender};
use hushdesk_mail::{Letter, Words};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::MailTo;
use serde::{Deserialize, Serialize};
use worker::js_sys::Error;
use worker::{EmailAddress as Named, Env, SendEmailBuilder};

use crate::call::Call;
use crate::problem::Problem;

/// The words of the language in which somebody is written to.
pub(crate) fn words_of(address: &MailTo) -> Words {
    words(address.language.as_ref())
}

/// The words of a language, or English ones.
pub(crate) fn words(language: Option<&Language>) -> Words {
    Words::of(language.map_or("", Language::as_str))
}

/// The name of the binding in `wrangler.toml`.
const BINDING: &str = "EMAIL";

/// A letter with who writes it and who gets it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Mail {
    from: EmailAddress,
    name: String,
    to: EmailAddress,
    reply_to: Option<EmailAddress>,
    subject: String,
    text: String,
    html: String,
}

/// Whoever delivers mail did not take it: why, as they say, without the addresses that they may repeat.
#[derive(Debug)]
pub(crate) struct NotTaken(pub(crate) String);

impl NotTaken {
    fn said(why: &str) -> Self {
        let words = why.split_whitespace();
        let shown = words.map(|word| if word.contains('@') { "\u{2026}" } else { word });
        Self(shown.collect::<Vec<_>>().join(" "))
    }
}

/// Who writes.
pub(crate) struct Mailer {
    from: EmailAddress,
    organisation: String,
}

impl Mailer {
    /// The organisation the call is for.
    ///
    /// # Errors
    ///
    /// [`Problem::NoSender`] if it has no address to mail from.
    pub(crate) async fn of(call: &Call) -> Result<Self, Problem> {
        Self::by(call.directory()?.ask(&FindSender).await?)
    }

    /// This one.
    ///
    /// # Errors
    ///
    /// [`Problem::NoSender`] if it has no address to mail from.
    pub(crate) fn by(sender: Sender) -> Result<Self, Problem> {
        Ok(Self {
            from: sender.address.ok_or(Problem::NoSender)?,
            organisation: sender.organisation,
        })
    }

    /// What it is called.
    pub(crate) fn organisation(&self) -> &str {
        &self.organisation
    }

    /// A letter to somebody, whose answer goes to the second address, if there is one.
    pub(crate) fn write(
        &self,
        (to, reply_to): (EmailAddress, Option<EmailAddress>),
        letter: Letter,
    ) -> Mail {
        let Letter {
            subject,
            text,
            html,
        } = letter;
        Mail {
            from: self.from.clone(),
            name: self.organisation.clone(),
            to,
            reply_to,
            subject,
            text,
            html,
        }
    }
}

impl Mail {
    /// Hands it over.
    ///
    /// # Errors
    ///
    /// It was not taken.
    pub(crate) async fn send(&self, env: &Env) -> Result<(), NotTaken> {
        let binding = env
            .send_email(BINDING)
            .map_err(|_| NotTaken::said("the deployment cannot mail"))?;
        let from = Named::new(&self.name, self.from.as_str());
        let mut builder = SendEmailBuilder::builder_with_email_address_and_str(
            &from,
            self.to.as_str(),
            &self.subject,
        )
        .text(&self.text)
        .html(&self.html);
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.as_str());
        }
        let sent = binding.send_with_builder(&builder.build()).await;
        let why = |error: Error| NotTaken::said(&String::from(error.message()));
        sent.map(drop).map_err(why)
    }
}

impl From<NotTaken> for Problem {
    fn from(NotTaken(why): NotTaken) -> Self {
        Self::NotMailed(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_mail_was_not_taken_is_told_without_whose_it_is() {
        let NotTaken(why) = NotTaken::said("email to guest@example.org not allowed");
        assert_eq!(why, "email to \u{2026} not allowed");
    }
}
