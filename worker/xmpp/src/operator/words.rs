//! What the contacts say to operators, in the language of one of them. Guests read none of it.

use hushdesk_protocol::frames::{ChatKind, Closer, Offer, Origin, Status, Waiting, Whereabouts};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_session::desk::{DeskView, OfferStanding, OfferView};
use hushdesk_session::note::Note;
use hushdesk_session::operator_session::ChatView;
use hushdesk_texts::contacts::{
    Words, chat, command, list, news, offer, origin, queue, status, unsent,
};

use super::otr::Stays;
use crate::session::Filed;
use crate::stanza::Show;

/// Says it in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speech(Words);

/// A group of the list of contacts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Group {
    Queues,
    Guests,
    Colleagues,
}

/// What is said of itself, without a guest.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Saying {
    NoQueues,
    ShiftOver,
    SecondFactorMissing,
    Help,
    UnknownCommand,
    PutAside,
    AskOpen,
    Withdrawn,
    Nobody,
    TooLongForColleagues,
    ChatIsOver,
    OwnWindow,
}

/// Why something that was written to a guest, or is to be done with them, was not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum NotDone {
    Stays(Stays),
    Readable,
    OpenIsNotSealed,
    TooLong,
    NotNow,
    NotAsked,
    CannotSeal,
    /// What was sealed last has not come, and will not.
    SealedNotDelivered,
    NeedsOtr,
}

impl Speech {
    /// In the language of this tag, or else in English.
    pub(super) fn of(tag: Option<&str>) -> Self {
        Self(Words::of(tag.unwrap_or_default()))
    }

    pub(super) fn group(self, group: Group) -> String {
        match group {
            Group::Queues => list::queues(self.0),
            Group::Guests => list::guests(self.0),
            Group::Colleagues => list::colleagues(self.0),
        }
    }

    pub(super) fn saying(self, saying: Saying) -> String {
        match saying {
            Saying::NoQueues => queue::none(self.0),
            Saying::ShiftOver => queue::shift_over(self.0),
            Saying::SecondFactorMissing => queue::second_factor(self.0),
            Saying::Help => command::help(self.0),
            Saying::UnknownCommand => command::unknown(self.0),
            Saying::PutAside => command::put_aside(self.0),
            Saying::AskOpen => command::ask_open(self.0),
            Saying::Withdrawn => offer::one_withdrawn(self.0),
            Saying::Nobody => unsent::nobody(self.0),
            Saying::TooLongForColleagues => unsent::long_for_colleagues(self.0),
            Saying::ChatIsOver => chat::over(self.0),
            Saying::OwnWindow => offer::own_window(self.0),
        }
    }

    pub(super) fn not_done(self, label: &str, why: NotDone) -> String {
        let say = match why {
            NotDone::Stays(Stays::TooLong) => unsent::too_long_sealed,
            NotDone::Stays(Stays::Piece) => unsent::piece,
            NotDone::Stays(Stays::OtherVersion) => unsent::other_version,
            NotDone::Readable => unsent::readable,
            NotDone::OpenIsNotSealed => unsent::open_not_sealed,
            NotDone::TooLong => unsent::too_long,
            NotDone::NotNow => unsent::not_now,
            NotDone::NotAsked => unsent::not_asked,
            NotDone::CannotSeal => unsent::cannot_seal,
            NotDone::SealedNotDelivered => unsent::sealed,
            NotDone::NeedsOtr => unsent::needs_otr,
        };
        say(self.0, &label)
    }

    /// An open text has not come, and will not.
    pub(super) fn not_delivered(self, label: &str, text: &str) -> String {
        unsent::open(self.0, &label, &text)
    }

    /// How many wait, or that nothing is known.
    pub(super) fn queue_presence(self, waiting: Option<Waiting>) -> (Show, String) {
        let (status, text) = match waiting {
            None => (Status::ExtendedAway, queue::not_connected(self.0)),
            Some(Waiting { chats: 0, .. }) => (Status::Available, queue::nobody_waits(self.0)),
            Some(Waiting { chats, .. }) => (Status::Chat, queue::waiting(self.0, &chats)),
        };
        (Show::There(status), text)
    }

    fn kind(self, kind: ChatKind) -> String {
        match kind {
            ChatKind::Sealed => chat::sealed(self.0),
            ChatKind::Open => chat::open(self.0),
        }
    }

    /// A chat is offered that has waited for so long.
    pub(super) fn offer(self, offered: &Offer, seconds: u64) -> String {
        let origin = self.origin(&offered.origin);
        let origin = origin.map(|it| format!(" ({it})")).unwrap_or_default();
        let say = match offered.kind {
            ChatKind::Sealed => offer::sealed,
            ChatKind::Open => offer::open,
        };
        let said = say(self.0, &offered.guest, &origin, &seconds);
        let page = offered.page.as_ref();
        let page = page.map(|page| format!("\n{}", page.as_str()));
        format!("{said}{}", page.unwrap_or_default())
    }

    fn origin(self, from: &Origin) -> Option<String> {
        match from {
            Origin::New => None,
            Origin::Continuation { of } => Some(origin::goes_on(self.0, of)),
            Origin::Transfer { by, note } => {
                let note = note.as_ref().map(|it| it.as_str());
                Some(self.handed_on(by.as_str(), note))
            }
            Origin::RolledOver { from, seconds } => {
                Some(origin::rolled_over(self.0, from, seconds))
            }
            Origin::TakenOver { from } => Some(origin::taken_over(self.0, from)),
        }
    }

    fn handed_on(self, by: &str, note: Option<&str>) -> String {
        let said = origin::handed_on(self.0, &by);
        note.map_or_else(|| said.clone(), |note| format!("{said}: {note}"))
    }

    pub(super) fn offer_ended(
        self,
        ended: &OfferView,
        called: impl Fn(&OperatorName) -> String,
    ) -> String {
        let guest = &ended.offer.guest;
        match &ended.standing {
            OfferStanding::Answered { by } => offer::answered(self.0, guest, &called(by)),
            OfferStanding::GuestLeft => offer::guest_left(self.0, guest),
            OfferStanding::Unanswered => offer::unanswered(self.0, guest),
            OfferStanding::PassedOn { to } => offer::passed_on(self.0, guest, to),
            OfferStanding::Ended { by } => offer::ended(self.0, guest, &called(by)),
            OfferStanding::Waiting | OfferStanding::Claiming | OfferStanding::Withdrawn => {
                offer::withdrawn(self.0, guest)
            }
        }
    }

    pub(super) fn taken(self, view: &ChatView) -> String {
        match view.kind {
            ChatKind::Open => chat::taken_open(self.0, &view.guest),
            ChatKind::Sealed => chat::taken_sealed(self.0, &view.guest),
        }
    }

    pub(super) fn guest_status(self, view: &ChatView) -> String {
        let kind = self.kind(view.kind);
        match &view.page {
            Some(page) => chat::on_page(self.0, &kind, &page.as_str()),
            None => kind,
        }
    }

    pub(super) fn guest_presence(self, view: &ChatView) -> (Show, String) {
        if view.absent_since.is_some() {
            (Show::There(Status::Away), chat::connection_lost(self.0))
        } else {
            (Show::There(Status::Available), self.guest_status(view))
        }
    }

    pub(super) fn no_such(self, name: &str) -> String {
        command::no_such(self.0, &name)
    }

    pub(super) fn no_offer(self, guest: Option<&str>) -> String {
        match guest {
            Some(guest) => command::no_offer_of(self.0, &guest),
            None => command::no_offer(self.0),
        }
    }

    pub(super) fn no_chat(self, guest: Option<&str>) -> String {
        match guest {
            Some(guest) => command::no_chat_with(self.0, &guest),
            None => command::no_chat(self.0),
        }
    }

    pub(super) fn filed(self, label: &str, filed: &Filed) -> String {
        match filed {
            Filed::Done => chat::filed(self.0, &label),
            Filed::NoSuch(known) if known.is_empty() => chat::no_categories(self.0, &label),
            Filed::NoSuch(known) => chat::categories(self.0, &label, &known.join(", ")),
            Filed::Failed => chat::not_filed(self.0, &label),
        }
    }

    /// Who waits, and which chats are the operator's.
    pub(super) fn status(self, view: &DeskView, now: Timestamp) -> String {
        let mut lines = vec![status::waiting(self.0, &view.waiting.chats)];
        for offer in view.offers.iter().filter(|offer| offer.is_open()) {
            let waits = now.since(view.clock.here(offer.offer.since));
            let waits = waits.div_euclid(1_000);
            let kind = self.kind(offer.offer.kind);
            let say = if offer.is_dismissed() {
                status::waits_aside
            } else {
                status::waits
            };
            lines.push(say(self.0, &offer.offer.guest, &kind, &waits));
        }
        let running = view.chats.iter().filter(|chat| !chat.standing.is_over());
        lines.extend(running.map(|it| status::yours(self.0, &it.guest, &self.kind(it.kind))));
        lines.join("\n")
    }

    fn closed(self, by: Closer) -> String {
        match by {
            Closer::Guest => news::guest_ended(self.0),
            Closer::Operator => news::you_ended(self.0),
            Closer::GuestGone => news::guest_gone(self.0),
            Closer::Unanswered => news::unanswered(self.0),
        }
    }

    fn whereabouts(self, now: &Whereabouts) -> String {
        match now {
            Whereabouts::Held { by } => news::held(self.0, by),
            Whereabouts::KeyRefused => news::key_refused(self.0),
            Whereabouts::Waiting => news::waits_again(self.0),
            Whereabouts::Moved { queue } => news::moved(self.0, queue),
            Whereabouts::Closed { by } => self.closed(*by),
            Whereabouts::Forgotten => news::over(self.0),
        }
    }

    /// What is worth a line of what happens in a chat; of the rest the program tells by itself, or not at all.
    pub(super) fn note(self, label: &str, note: &Note) -> Option<String> {
        let words = match note {
            Note::TransferredBy { by, words } => {
                let words = words.as_ref().map(|it| it.as_str());
                self.handed_on(by.as_str(), words)
            }
            Note::ContinuationOf { of } => origin::goes_on(self.0, of),
            Note::RolledOverFrom { queue, seconds } => origin::rolled_over(self.0, queue, seconds),
            Note::TakenOverFrom { from } => origin::taken_over(self.0, from),
            Note::HandedOn { to } => news::has_it(self.0, to),
            Note::TransferDeclined { by } => news::declined(self.0, by),
            Note::TransferTimedOut => news::not_taken(self.0),
            Note::TransferCancelled => news::stays(self.0),
            Note::TransferUnavailable => news::nobody_there(self.0),
            Note::Lapsed { now: Some(now) } => self.whereabouts(now),
            Note::Lapsed { now: None } => news::not_yours(self.0),
            Note::Closed { by } => self.closed(*by),
            Note::Readable => news::readable(self.0),
            Note::Elsewhere => news::elsewhere(self.0),
            Note::EarlierAsked => news::asked(self.0),
            Note::EarlierAskedEnough => news::asked_enough(self.0),
            Note::Answered { .. }
            | Note::Interrupted { .. }
            | Note::Passing { .. }
            | Note::Stays { .. }
            | Note::Service { .. }
            | Note::Verified { .. }
            | Note::Unverified { .. }
            | Note::WrongKey { .. }
            | Note::LookingForAnother { .. }
            | Note::Encrypted { .. }
            | Note::KeyRefused
            | Note::GuestKeyChanged { .. }
            | Note::EarlierMessages
            | Note::EarlierSent { .. }
            | Note::EarlierDeclined
            | Note::EarlierBroken
            | Note::Compared { .. }
            | Note::Unreadable
            | Note::Blocked { .. } => return None,
        };
        Some(format!("{label}: {words}"))
    }
}

/// What a guest says, where it could be another's.
pub(super) fn guest_says(label: &str, text: &str) -> String {
    format!("{label}: {text}")
}

/// What somebody else says than the contact in whose window it stands.
pub(super) fn said_by(by: &str, text: &str) -> String {
    format!("[{by}] {text}")
}
