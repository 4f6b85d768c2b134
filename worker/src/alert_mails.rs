//! What is mailed when a queue needs people.

use hushdesk_archive::{Alert, Trouble};
use hushdesk_directory::{Address, Asker, Desk, FindDesk};
use hushdesk_edge::random;
use hushdesk_mail::alert::{self, Matter};
use hushdesk_protocol::ids::{MailId, OrganisationName};
use hushdesk_protocol::rest::ZoneName;
use worker::Env;

use crate::clock::Clock;
use crate::directory_client::DirectoryClient;
use crate::kept_mails::KeptMails;
use crate::mailer::{Mail, Mailer, words};
use crate::problem::Problem;

/// Puts the mail of an alert where it is kept. Gives as what; nothing, if nobody is to be mailed: the organisation mails nobody,
/// or the queue is gone.
///
/// # Errors
///
/// It could not be put there, or not be written.
pub(crate) async fn put(
    env: &Env,
    organisation: &OrganisationName,
    alert: &Alert,
) -> Result<Option<MailId>, Problem> {
    let directory = DirectoryClient::of(env, organisation, Asker::nobody(Address::unknown()))?;
    let find = FindDesk {
        queue: alert.queue.clone(),
    };
    let Desk {
        title,
        zone,
        sender,
    } = directory.ask(&find).await?;
    let (Some(title), Ok(mailer)) = (title, Mailer::by(sender)) else {
        return Ok(None);
    };
    let id = MailId::from_bytes(random::bytes()?);
    let kept = KeptMails::of(env, organisation.clone())?;
    let mail = mail(&mailer, (&title, zone.as_ref()), alert)?;
    kept.put(&id, &mail).await?;
    Ok(Some(id))
}

fn mail(
    mailer: &Mailer,
    (desk, zone): (&str, Option<&ZoneName>),
    alert: &Alert,
) -> Result<Mail, Problem> {
    let words = words(alert.language.as_ref());
    let shown = [("timeStyle", "short"), ("dateStyle", "medium")];
    let clock = Clock::of(words.language().tag(), zone, &shown)?;
    let shown = clock.shows(alert.since)?;
    let since = if zone.is_some() {
        shown
    } else {
        format!("{shown} UTC")
    };
    let matter = match alert.what {
        Trouble::Waiting => Matter::Waiting,
        Trouble::Unstaffed => Matter::Unstaffed,
    };
    let letter = alert::of(words, matter, (desk, &since), mailer.organisation());
    Ok(mailer.write((alert.to.clone(), None), letter))
}
