//! Where people can be reached: their own addresses, and whether what is mailed arrives.

use hushdesk_directory::{
    AdmitTestMail, BeginEmail, ConfirmEmail, Confirmed, ForgetEmail, ShowOwnEmail,
};
use hushdesk_mail::account;
use hushdesk_protocol::rest::{
    DeleteOwnEmail, EmailCode, GetOwnEmail, MailTo, OwnEmail, PostOwnEmail, PostTestMail,
    PutOwnEmail,
};

use super::Serve;
use crate::call::Call;
use crate::email_code;
use crate::mailer::{Mailer, words_of};
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetOwnEmail {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<OwnEmail>, Problem> {
        Ok(Reply::of(call.directory()?.ask(&ShowOwnEmail).await?))
    }
}

/// The code is known to the directory before it is mailed: whoever has it can show it.
impl Serve for PostOwnEmail {
    async fn serve(self, call: &Call, address: MailTo) -> Result<Reply<()>, Problem> {
        let mailer = Mailer::of(call).await?;
        let code = email_code::make()?;
        let begin = BeginEmail {
            email: address.to.clone(),
            code: email_code::hash(&code),
        };
        call.directory()?.ask(&begin).await?;
        let shown = email_code::shown(&code);
        let letter = account::code(words_of(&address), mailer.organisation(), &shown);
        mailer
            .write((address.to, None), letter)
            .send(&call.env)
            .await?;
        Ok(Reply::of(()))
    }
}

impl Serve for PutOwnEmail {
    async fn serve(self, call: &Call, shown: EmailCode) -> Result<Reply<()>, Problem> {
        let code = email_code::hash(&shown.code);
        match call.directory()?.ask(&ConfirmEmail { code }).await? {
            Confirmed::Yes => Ok(Reply::of(())),
            Confirmed::No => Err(Problem::WrongCredentials),
        }
    }
}

impl Serve for DeleteOwnEmail {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        Ok(Reply::of(call.directory()?.ask(&ForgetEmail).await?))
    }
}

impl Serve for PostTestMail {
    async fn serve(self, call: &Call, address: MailTo) -> Result<Reply<()>, Problem> {
        let mailer = Mailer::by(call.directory()?.ask(&AdmitTestMail).await?)?;
        let letter = account::test(words_of(&address), mailer.organisation());
        mailer
            .write((address.to, None), letter)
            .send(&call.env)
            .await?;
        Ok(Reply::of(()))
    }
}
