//! The people of an organisation, as administrators see, invite, change and remove them.

use hushdesk_directory::{
    Assign, ChangePerson, DisablePerson, EndSessions, Invite, ListPeople, ListSessions, MakeLink,
    NewPerson, RemovePerson, ShowPerson,
};
use hushdesk_edge::now;
use hushdesk_mail::{Words, account};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{
    ASSIGNED_AT_ONCE_MAX, Assignments, DeletePerson, DeletePersonSessions, GetPeople, GetPerson,
    GetPersonSessions, INVITATION_DAYS, INVITATION_DAYS_MAX, Invitation, Link, MailTo, Page,
    Person, PersonChange, PostAssignments, PostPerson, PostPersonDisabling, PostPersonEnabling,
    PostPersonLink, PutPerson, SessionListing,
};
use hushdesk_protocol::text::DisplayName;

use super::Serve;
use crate::call::Call;
use crate::clock::Clock;
use crate::link_token;
use crate::mailer::{Mailer, words_of};
use crate::problem::Problem;
use crate::reply::Reply;

const DAY: u64 = 24 * 60 * 60 * 1_000;

impl Serve for GetPeople {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<Person>>, Problem> {
        let list = ListPeople {
            after: self.after,
            search: self.search,
        };
        Ok(Reply::of(call.directory()?.ask(&list).await?))
    }
}

impl Serve for PostPerson {
    async fn serve(self, call: &Call, invitation: Invitation) -> Result<Reply<Link>, Problem> {
        let days = invitation.days.unwrap_or(INVITATION_DAYS);
        if !(1..=INVITATION_DAYS_MAX).contains(&days) {
            return Err(Problem::Malformed(format!(
                "days are 1 to {INVITATION_DAYS_MAX}"
            )));
        }
        // Whoever is to be mailed is invited only if that can be done.
        let letter = match &invitation.mail {
            Some(address) => Some(InvitationLetter::to(call, address).await?),
            None => None,
        };
        let token = link_token::make()?;
        let until = now().plus(u64::from(days) * DAY);
        let Invitation {
            name,
            display,
            role,
            queues,
            days: _,
            mail,
        } = invitation;
        let invite = Invite {
            link: link_token::hash(&token),
            until,
            email: mail.as_ref().map(|mail| mail.to.clone()),
            person: NewPerson {
                display: display.unwrap_or_else(|| DisplayName::of(&name)),
                name: name.clone(),
                role,
                queues,
            },
        };
        call.directory()?.ask(&invite).await?;
        let Some(letter) = letter else {
            let token = Some(token);
            return Ok(Reply::of(Link { token, until }));
        };
        let link = link_token::address(&call.site, &token);
        if letter.send(call, &name, (&link, until)).await? {
            let token = None;
            return Ok(Reply::of(Link { token, until }));
        }
        // Whoever comes in by a link that was handed on has not shown where they read.
        let token = link_token::make()?;
        let make = MakeLink {
            person: name,
            link: link_token::hash(&token),
        };
        let until = call.directory()?.ask(&make).await?;
        let token = Some(token);
        Ok(Reply::of(Link { token, until }))
    }
}

/// A letter with the link of an invitation, before there is one.
struct InvitationLetter {
    mailer: Mailer,
    words: Words,
    clock: Clock,
    to: EmailAddress,
}

impl InvitationLetter {
    async fn to(call: &Call, address: &MailTo) -> Result<Self, Problem> {
        let words = words_of(address);
        let shown = [("dateStyle", "long"), ("timeStyle", "short")];
        Ok(Self {
            mailer: Mailer::of(call).await?,
            words,
            clock: Clock::of(words.language().tag(), address.zone.as_ref(), &shown)?,
            to: address.to.clone(),
        })
    }

    /// Hands it over. Gives whether it was taken.
    async fn send(
        self,
        call: &Call,
        name: &OperatorName,
        (link, until): (&str, Timestamp),
    ) -> Result<bool, Problem> {
        let until = self.clock.shows(until)?;
        let (name, organisation) = (name.as_str(), self.mailer.organisation());
        let letter = account::invitation(self.words, organisation, name, (link, &until));
        let mail = self.mailer.write((self.to, None), letter);
        Ok(mail.send(&call.env).await.is_ok())
    }
}

impl Serve for GetPerson {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Person>, Problem> {
        let person = self.person;
        let shown = call.directory()?.ask(&ShowPerson { person }).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutPerson {
    async fn serve(self, call: &Call, change: PersonChange) -> Result<Reply<()>, Problem> {
        let change = ChangePerson {
            person: self.person,
            change,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&change).await?;
        Ok(Reply::of_version((), version))
    }
}

impl Serve for DeletePerson {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let person = self.person;
        call.directory()?.ask(&RemovePerson { person }).await?;
        Ok(Reply::of(()))
    }
}

impl Serve for PostPersonDisabling {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let disable = DisablePerson {
            person: self.person,
            disabled: true,
        };
        Ok(Reply::of(call.directory()?.ask(&disable).await?))
    }
}

impl Serve for PostPersonEnabling {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let enable = DisablePerson {
            person: self.person,
            disabled: false,
        };
        Ok(Reply::of(call.directory()?.ask(&enable).await?))
    }
}

impl Serve for PostPersonLink {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Link>, Problem> {
        let token = link_token::make()?;
        let make = MakeLink {
            person: self.person,
            link: link_token::hash(&token),
        };
        let until = call.directory()?.ask(&make).await?;
        let token = Some(token);
        Ok(Reply::of(Link { token, until }))
    }
}

impl Serve for GetPersonSessions {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<SessionListing>>, Problem> {
        let person = self.person;
        let sessions = call.directory()?.ask(&ListSessions { person }).await?;
        Ok(Reply::of(sessions))
    }
}

impl Serve for DeletePersonSessions {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let person = self.person;
        Ok(Reply::of(
            call.directory()?.ask(&EndSessions { person }).await?,
        ))
    }
}

impl Serve for PostAssignments {
    async fn serve(self, call: &Call, assignments: Assignments) -> Result<Reply<()>, Problem> {
        let people = assignments.people.len();
        if people > ASSIGNED_AT_ONCE_MAX {
            return Err(Problem::Malformed(format!(
                "there are {people} people, at most {ASSIGNED_AT_ONCE_MAX} are allowed"
            )));
        }
        Ok(Reply::of(
            call.directory()?.ask(&Assign { assignments }).await?,
        ))
    }
}
