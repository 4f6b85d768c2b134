//! Links for people who have forgotten their passwords.

use hushdesk_directory::{Count, Counted, FORGETFUL_MAX, MakeForgottenLinks};
use hushdesk_mail::{Words, account};
use hushdesk_protocol::ids::LinkToken;
use hushdesk_protocol::rest::{Forgetful, ForgottenPassword, PostForgottenPassword};
use worker::{Env, console_error};

use super::Serve;
use crate::call::Call;
use crate::directory_client::DirectoryClient;
use crate::link_token;
use crate::mailer::{Mailer, NotTaken, words};
use crate::problem::Problem;
use crate::reply::Reply;
use crate::site::Site;

/// Whether there is anybody is asked after the answer: it tells nobody, neither by what it says nor by when it comes.
impl Serve for PostForgottenPassword {
    async fn serve(self, call: &Call, forgotten: ForgottenPassword) -> Result<Reply<()>, Problem> {
        let directory = call.directory()?;
        directory.ask(&Count(Counted::Secret)).await?;
        let writer = Writer {
            mailer: Mailer::of(call).await?,
            words: words(forgotten.language.as_ref()),
            directory,
            site: call.site.clone(),
            env: call.env.clone(),
        };
        call.afterwards(async move {
            if let Err(problem) = writer.mail(forgotten.who).await {
                console_error!("links were not mailed: {}", problem.detail());
            }
        });
        Ok(Reply::of(()))
    }
}

/// What it takes to mail links.
struct Writer {
    mailer: Mailer,
    words: Words,
    directory: DirectoryClient,
    site: Site,
    env: Env,
}

impl Writer {
    /// Mails a link to each of them who can be reached.
    async fn mail(&self, who: Forgetful) -> Result<(), Problem> {
        let tokens = tokens()?;
        let links = tokens.each_ref().map(link_token::hash);
        let make = MakeForgottenLinks { who, links };
        let people = self.directory.ask(&make).await?;
        for (person, token) in people.into_iter().zip(&tokens) {
            let link = link_token::address(&self.site, token);
            let (name, organisation) = (person.name.as_str(), self.mailer.organisation());
            let letter = account::forgotten(self.words, organisation, name, &link);
            let mail = self.mailer.write((person.email, None), letter);
            if let Err(NotTaken(why)) = mail.send(&self.env).await {
                console_error!("a link was not mailed: {why}");
            }
        }
        Ok(())
    }
}

fn tokens() -> Result<[LinkToken; FORGETFUL_MAX], Problem> {
    Ok([
        link_token::make()?,
        link_token::make()?,
        link_token::make()?,
        link_token::make()?,
        link_token::make()?,
    ])
}
