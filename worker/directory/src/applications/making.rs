//! Making an application password takes two questions: under which salt, and then that it is made. It needs the password of
//! whoever makes one, or that they have just shown otherwise who they are, since it lets somebody in from then on.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::ApplicationId;
use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::SecondFactor;
use hushdesk_protocol::text::Title;
use serde::{Deserialize, Serialize};

use super::{PER_PERSON_MAX, SALT_BYTES, salt};
use crate::audit::Act;
use crate::caller::Holder;
use crate::people::PasswordHash;
use crate::profile::must_be_proved;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::second_factor::{Checked, Shown};
use crate::sessions::proof;
use crate::tables;

/// The salt of whoever asks.
#[derive(Serialize, Deserialize)]
pub struct FindOwnSalt;

impl Question for FindOwnSalt {
    const PATH: &'static str = "/find-own-salt";
    type By = Holder;
    type Answer = [u8; SALT_BYTES];

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Self::Answer>, DirectoryError> {
        Ok(Answered::with(salt(asked.database, asked.by.operator())?))
    }
}

/// Makes an application password of whoever asks.
#[derive(Serialize, Deserialize)]
pub struct AddApplication {
    /// The hash that matched their own password; none of who has no password, and has shown otherwise who they are.
    pub verified: Option<PasswordHash>,
    /// What they show of their second factor, if anything.
    pub shown: Option<Shown>,
    /// By what it is known.
    pub id: ApplicationId,
    /// What it is called.
    pub label: Title,
    /// What can be held against it.
    pub keys: String,
    /// In which language the contacts speak that its program shows.
    pub language: Option<Language>,
}

impl Question for AddApplication {
    const PATH: &'static str = "/add-application";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        if asked.by.second_factor(database)? == SecondFactor::Missing {
            return Err(Refused::SecondFactorMissing.into());
        }
        let checked = match self.verified {
            Some(verified) => must_be_proved(&asked, verified, self.shown.as_ref())?,
            None => {
                proof::must_be_recent(database, asked.by.token(), asked.now)?;
                Checked::Passed(())
            }
        };
        checked.then(|()| {
            tables::must_count_less(
                database,
                "SELECT count(*) FROM application_passwords WHERE operator = ?",
                vec![name.as_str().into()],
                PER_PERSON_MAX,
            )?;
            database.query(
                "INSERT INTO application_passwords (id, operator, label, keys, made, language) VALUES (?, ?, ?, ?, ?, ?)",
                vec![
                    self.id.as_str().into(),
                    name.as_str().into(),
                    self.label.as_str().into(),
                    self.keys.as_str().into(),
                    asked.now.into(),
                    self.language.as_ref().map(Language::as_str).into(),
                ],
            )?;
            let label = self.label.as_str();
            let act = Act::made("make_application_password", name.as_str(), &label)?;
            Ok(Answered::done(act))
        })
    }
}
