//! Mails that guests ask for, of what was said in their chats: whether a queue has them, and what stands on one.

use hushdesk_edge::Database;
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{QueueName, SkinName};
use serde::{Deserialize, Serialize};

use super::letterhead::{Letterhead, letterhead};
use crate::caller::Anybody;
use crate::question::{Answered, Asked, Question};
use crate::queues::settings;
use crate::refused::{DirectoryError, Refused};
use crate::sessions::tries;

/// Whether a queue has its guests' chats mailed to them. Counts as a mail from there.
#[derive(Serialize, Deserialize)]
pub struct AdmitGuestMail {
    /// The queue.
    pub queue: QueueName,
}

impl Question for AdmitGuestMail {
    const PATH: &'static str = "/admit-guest-mail";
    type By = Anybody;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<()>, DirectoryError> {
        let mut mails = asked.counts.guest_mails.borrow_mut();
        mails.count(asked.address, asked.now)?;
        if settings::find(asked.database, &self.queue)?.settings.mailed {
            Ok(Answered::with(()))
        } else {
            Err(Refused::NoGuestMails.into())
        }
    }
}

/// What stands on a mail to a guest, whose chat the queue knows and who saw this skin. Counts as a mail to there.
#[derive(Serialize, Deserialize)]
pub struct AddressGuestMail {
    /// The queue.
    pub queue: QueueName,
    /// The skin.
    pub skin: SkinName,
    /// Where to.
    pub to: EmailAddress,
}

impl Question for AddressGuestMail {
    const PATH: &'static str = "/address-guest-mail";
    type By = Anybody;
    type Answer = Letterhead;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Letterhead>, DirectoryError> {
        let database = asked.database;
        let letterhead = letterhead(database, &self.queue, &self.skin)?;
        tries::count_mail(database, &self.to, asked.now)?;
        Ok(Answered::with(letterhead))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_protocol::rest::QueueSettings;

    use super::*;
    use crate::SetQueue;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};

    /// Whose reference desk has chats mailed.
    fn mailing() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let settings = QueueSettings {
            mailed: true,
            ..QueueSettings::default()
        };
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings,
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        directory
    }

    fn admit(directory: &Library, queue: &str) -> Result<(), DirectoryError> {
        let queue = queue.parse().unwrap();
        directory.ask(&nobody(), AdmitGuestMail { queue }, NOW)
    }

    #[test]
    fn chats_are_mailed_to_guests_where_the_queue_has_that_and_not_without_end() {
        let directory = mailing();
        assert_eq!(
            admit(&directory, "circulation"),
            Err(Refused::NoGuestMails.into())
        );
        assert_eq!(admit(&directory, "nothing"), Err(Refused::NoQueue.into()));
        let admitted = (0..100).take_while(|_| admit(&directory, "reference").is_ok());
        assert_eq!(admitted.count(), 18);
    }

    #[test]
    fn five_mails_a_day_go_to_one_address_however_it_is_written() {
        let directory = mailing();
        let address = |to: &str, now: Timestamp| {
            let address = AddressGuestMail {
                queue: "reference".parse().unwrap(),
                skin: "open".parse().unwrap(),
                to: to.parse().unwrap(),
            };
            directory.ask(&nobody(), address, now).is_ok()
        };
        for to in ["guest@mail.example", "Guest@Mail.example"]
            .iter()
            .cycle()
            .take(5)
        {
            assert!(address(to, NOW), "{to}");
        }
        assert!(!address("guest@mail.example", NOW));
        assert!(address("somebody@mail.example", NOW));
        assert!(address(
            "guest@mail.example",
            NOW.plus(24 * 60 * 60 * 1_000)
        ));
    }
}
