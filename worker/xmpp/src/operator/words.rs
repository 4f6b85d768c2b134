//! What the queues' contacts say to operators, in one place. Guests read none of it.

use hushdesk_protocol::frames::{ChatKind, Closer, Offer, Origin, Status, Waiting, Whereabouts};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_session::desk::{DeskView, OfferStanding, OfferView};
use hushdesk_session::note::Note;
use hushdesk_session::operator_session::ChatView;

use super::otr::Stays;
use crate::session::Filed;
use crate::stanza::Show;

pub(super) const OWN_WINDOW: &str = "you, in another window";

pub(super) const HELP: &str = "\
claim [GUEST] - take a chat: this guest's, or the one that waits for longest
later [GUEST] - put it aside
transfer GUEST NAME - hand a chat on, to a colleague or a queue; keep GUEST - keep it after all
ask GUEST - ask for what was written before in a sealed chat that you took over; the guest decides
end GUEST - end a chat
tag GUEST CATEGORY - say what a chat is about
status - who waits, and which chats are yours
Here a slash before the word makes no difference. In the window of a guest whose chat is open, begin with it: /end, /transfer \
NAME, /tag CATEGORY. A sealed chat is handled from here: in the guest's window your program seals whatever you type.";

pub(super) const UNKNOWN_COMMAND: &str =
    "There is no such command. \"help\" lists them. Nothing was sent to anybody.";
pub(super) const NO_QUEUES: &str = "You staff no queue: ask an administrator to assign you to one.";
pub(super) const NOBODY: &str = "[Not delivered: the chat is over, or this contact is not there.]";
pub(super) const ENDED: &str = "The chat is over";
pub(super) const WITHDRAWN: &str = "A chat is not offered to you any more.";
pub(super) const SHIFT_OVER: &str =
    "Your shift is over. Nothing is offered to you here until you sign in again.";
pub(super) const SECOND_FACTOR_MISSING: &str = "Your organisation requires a second factor, and you have none: set it up in the console, under \"Signing in\", and sign in \
     again here. Until then nothing is offered to you.";
pub(super) const PUT_ASIDE: &str = "Put aside. Others are still asked.";
pub(super) const TOO_LONG_FOR_COLLEAGUES: &str =
    "[Not delivered: that is longer than a message to a colleague may be.]";
pub(super) const ASK_OPEN: &str =
    "Nobody was asked: what was said before in an open chat you have in its window.";

/// How many wait, or that nothing is known.
pub(super) fn queue_presence(waiting: Option<Waiting>) -> (Show, String) {
    match waiting {
        None => (
            Show::There(Status::ExtendedAway),
            "Not connected".to_owned(),
        ),
        Some(Waiting { chats: 0, .. }) => {
            (Show::There(Status::Available), "Nobody waits".to_owned())
        }
        Some(Waiting { chats, .. }) => (Show::There(Status::Chat), format!("{chats} waiting")),
    }
}

const fn kind(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Sealed => "sealed",
        ChatKind::Open => "open",
    }
}

pub(super) fn offer(offer: &Offer, seconds: u64) -> String {
    let what = match &offer.origin {
        Origin::New => String::new(),
        Origin::Continuation { of } => format!(" (goes on after {of})"),
        Origin::Transfer { by, note: None } => format!(" (handed on by {by})"),
        Origin::Transfer {
            by,
            note: Some(note),
        } => format!(" (handed on by {by}: {})", note.as_str()),
        Origin::RolledOver { from, seconds } => {
            format!(" (passed on from {from} after {seconds} s)")
        }
        Origin::TakenOver { from } => format!(" (taken over from {from})"),
    };
    let page = offer.page.as_ref();
    let page = page.map(|page| format!("\n{}", page.as_str()));
    let chat = match offer.kind {
        ChatKind::Sealed => "A sealed chat",
        ChatKind::Open => "An open chat",
    };
    format!(
        "{chat} from guest {}{what}, waiting {seconds} s: answer claim, or later.{}",
        offer.guest,
        page.unwrap_or_default()
    )
}

pub(super) fn guest_says(label: &str, text: &str) -> String {
    format!("{label}: {text}")
}

pub(super) fn said_by(by: &str, text: &str) -> String {
    format!("[{by}] {text}")
}

pub(super) fn offer_ended(offer: &OfferView, called: impl Fn(&OperatorName) -> String) -> String {
    let label = &offer.offer.guest;
    match &offer.standing {
        OfferStanding::Answered { by } => format!("{label}: answered by {}.", called(by)),
        OfferStanding::GuestLeft => format!("{label} has left."),
        OfferStanding::Unanswered => format!("{label}: nobody answered in time."),
        OfferStanding::PassedOn { to } => {
            format!("{label}: nobody here answered in time; passed on to {to}.")
        }
        OfferStanding::Ended { by } => format!("{label}: ended by {}.", called(by)),
        OfferStanding::Waiting | OfferStanding::Claiming | OfferStanding::Withdrawn => {
            format!("{label} is not offered to you any more.")
        }
    }
}

pub(super) fn taken(view: &ChatView) -> String {
    let label = &view.guest;
    match view.kind {
        ChatKind::Open => format!("{label} is yours. Write in the window of {label}."),
        ChatKind::Sealed => format!(
            "{label} is yours, sealed: your program and the guest's browser exchange keys now. Write in the window of {label} \
             once it says that the conversation is private."
        ),
    }
}

pub(super) fn guest_status(view: &ChatView) -> String {
    let page = view.page.as_ref();
    let page = page.map(|page| format!(", on {}", page.as_str()));
    format!("{}{}", kind(view.kind), page.unwrap_or_default())
}

pub(super) fn guest_presence(view: &ChatView) -> (Show, String) {
    if view.absent_since.is_some() {
        (Show::There(Status::Away), "Connection lost".to_owned())
    } else {
        (Show::There(Status::Available), guest_status(view))
    }
}

pub(super) fn not_delivered(label: &str, text: &str) -> String {
    format!("{label}: not delivered: {text}")
}

pub(super) fn sealed_not_delivered(label: &str) -> String {
    format!(
        "{label}: the last you wrote was not delivered; new keys are exchanged. Write it again."
    )
}

pub(super) fn needs_otr(label: &str) -> String {
    format!(
        "{label}: your program has not answered the key exchange. Sealed chats need a program with OTR, such as Pidgin with the \
         plugin Off-the-Record Messaging. The chat goes to the others, as soon as there are any; you are offered no more of them until \
         you sign in again."
    )
}

pub(super) fn readable_stays(label: &str) -> String {
    format!(
        "{label}: NOT SENT. The chat is sealed and your program did not seal that. Wait until the window says that the \
         conversation is private, then write it again."
    )
}

pub(super) fn sealed_stays(label: &str, why: Stays) -> String {
    let why = match why {
        Stays::TooLong => "sealed, it is longer than a message may be. Say it in several.",
        Stays::Piece => {
            "your program has sent a piece of a sealed message. Have it send messages whole (no \"maximum message size\")."
        }
        Stays::OtherVersion => {
            "your program speaks another version of OTR. Sealed chats need version 3."
        }
    };
    format!("{label}: NOT SENT: {why}")
}

pub(super) fn cannot_seal(label: &str) -> String {
    format!(
        "{label}: not taken. The chat is sealed, and your program has not answered the last key exchange. It takes one with OTR, such \
         as Pidgin with the plugin Off-the-Record Messaging; then sign in again."
    )
}

pub(super) fn open_is_not_sealed(label: &str) -> String {
    format!("{label}: not sent. The chat is open: its guest's page does no OTR.")
}

pub(super) fn too_long(label: &str) -> String {
    format!("{label}: not sent. That is longer than a message may be.")
}

pub(super) fn not_now(label: &str) -> String {
    format!("{label}: not sent. Nobody can write in this chat at the moment.")
}

pub(super) fn not_asked(label: &str) -> String {
    format!("{label}: not asked. Nobody can write in this chat at the moment.")
}

pub(super) fn no_such(name: &str) -> String {
    format!("There is no colleague here and no queue called {name}.")
}

pub(super) fn no_offer(guest: Option<&str>) -> String {
    match guest {
        Some(guest) => format!("No chat of {guest} is offered to you."),
        None => "No chat is offered to you.".to_owned(),
    }
}

pub(super) fn no_chat(guest: Option<&str>) -> String {
    match guest {
        Some(guest) => format!("You have no chat with {guest}."),
        None => "Say which guest: you have no chat, or several.".to_owned(),
    }
}

pub(super) fn filed(label: &str, filed: &Filed) -> String {
    match filed {
        Filed::Done => format!("{label}: noted."),
        Filed::NoSuch(known) if known.is_empty() => {
            format!("{label}: this queue has no categories.")
        }
        Filed::NoSuch(known) => {
            format!("{label}: the categories are {}.", known.join(", "))
        }
        Filed::Failed => format!("{label}: that was not noted. Try again later."),
    }
}

pub(super) fn status(view: &DeskView, now: Timestamp) -> String {
    let mut lines = vec![format!("{} waiting.", view.waiting.chats)];
    for offer in view.offers.iter().filter(|offer| offer.is_open()) {
        let waits = now
            .since(view.clock.here(offer.offer.since))
            .div_euclid(1_000);
        let aside = if offer.is_dismissed() {
            ", put aside"
        } else {
            ""
        };
        let (label, kind) = (&offer.offer.guest, kind(offer.offer.kind));
        lines.push(format!("{label}: {kind}, waits {waits} s{aside}"));
    }
    for chat in view.chats.iter().filter(|chat| !chat.standing.is_over()) {
        lines.push(format!("{}: {}, yours", chat.guest, kind(chat.kind)));
    }
    lines.join("\n")
}

fn closed(by: Closer) -> &'static str {
    match by {
        Closer::Guest => "the guest has ended the chat.",
        Closer::Operator => "you have ended the chat.",
        Closer::GuestGone => "the guest is gone; the chat is over.",
        Closer::Unanswered => "the chat is over: nobody answered.",
    }
}

fn whereabouts(now: &Whereabouts) -> String {
    match now {
        Whereabouts::Held { by } => format!("is held by {by} now."),
        Whereabouts::KeyRefused => {
            "has refused your key: it is none that the library vouches for. The chat is offered to others."
                .to_owned()
        }
        Whereabouts::Waiting => "waits again.".to_owned(),
        Whereabouts::Moved { queue } => format!("is at the queue {queue} now."),
        Whereabouts::Closed { by } => closed(*by).to_owned(),
        Whereabouts::Forgotten => "is over.".to_owned(),
    }
}

/// What is worth a line of what happens in a chat; of the rest the program tells by itself, or not at all.
pub(super) fn note(label: &str, note: &Note) -> Option<String> {
    let words = match note {
        Note::TransferredBy { by, words: None } => format!("handed on by {by}."),
        Note::TransferredBy {
            by,
            words: Some(words),
        } => format!("handed on by {by}: {words}"),
        Note::ContinuationOf { of } => format!("goes on after {of}."),
        Note::RolledOverFrom { queue, seconds } => {
            format!("passed on from {queue} after {seconds} s.")
        }
        Note::TakenOverFrom { from } => format!("taken over from {from}."),
        Note::HandedOn { to } => format!("{to} has it now."),
        Note::TransferDeclined { by } => format!("{by} does not take it; it stays with you."),
        Note::TransferTimedOut => "nobody took it in time; it stays with you.".to_owned(),
        Note::TransferCancelled => "stays with you.".to_owned(),
        Note::TransferUnavailable => "nobody is there to take it; it stays with you.".to_owned(),
        Note::Lapsed { now: Some(now) } => whereabouts(now),
        Note::Lapsed { now: None } => "is not yours any more.".to_owned(),
        Note::Closed { by } => closed(*by).to_owned(),
        Note::Readable => "open: the service can read what is written.".to_owned(),
        Note::Elsewhere => "went on in another window of yours for a while.".to_owned(),
        Note::EarlierAsked => {
            "the guest is asked whether you may read what was written before. What they show you comes in their window."
                .to_owned()
        }
        Note::EarlierAskedEnough => {
            "not asked. The guest has been asked as often as they may be.".to_owned()
        }
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
