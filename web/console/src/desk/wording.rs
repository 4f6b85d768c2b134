//! Which text says what: what queues, chats and colleagues report, in the words an operator reads.

use hushdesk_protocol::frames::{ChatKind, Closer, Offer, Origin, Refusal, Status, Whereabouts};
use hushdesk_protocol::ids::QueueName;
use hushdesk_texts::console as texts;
use hushdesk_web::session::comparison::Verdict;
use hushdesk_web::session::note::Note;
use hushdesk_web::spelling::time_of_day;

use super::announcement::Happening;
use super::list::Urgency;
use super::names::Names;
use super::skins::KeyProspect;
use crate::numbers::count;

/// The page's title: what waits and what has not been read comes first, for it is cut off at the end.
pub(super) fn title(waiting: usize, unread: usize) -> String {
    match (waiting, unread) {
        (0, 0) => texts::frame::name().to_owned(),
        (waiting, 0) => texts::frame::title_waiting(&waiting),
        (0, unread) => texts::frame::title_unread(&unread),
        (waiting, unread) => texts::frame::title_both(&waiting, &unread),
    }
}

/// How an operator is.
pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Available => texts::people::available(),
        Status::Chat => texts::people::gladly(),
        Status::Busy => texts::people::busy(),
        Status::Away => texts::people::away(),
        Status::ExtendedAway => texts::people::away_for_long(),
    }
}

/// Sealed or open.
pub(super) fn kind(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Sealed => texts::waiting::sealed(),
        ChatKind::Open => texts::waiting::open(),
    }
}

/// What that means.
pub(super) fn kind_explained(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Sealed => texts::waiting::sealed_more(),
        ChatKind::Open => texts::waiting::open_more(),
    }
}

/// A row of the list to who does not see it: who waits, how, and whether anything stands in the way.
pub(super) fn offer_row(
    offer: &Offer,
    prospect: KeyProspect,
    urgency: Urgency,
    names: &Names,
) -> String {
    let guest = &offer.guest;
    let kind = kind(offer.kind);
    match (&offer.origin, prospect, urgency) {
        _ if offer.absent_since.is_some() => texts::waiting::row_absent(guest, &kind),
        (_, KeyProspect::Refused, _) => texts::waiting::row_unpinned(guest, &kind),
        (Origin::Transfer { by, .. }, ..) => {
            texts::waiting::row_passed(guest, &kind, &names.of(by))
        }
        (_, _, Urgency::Urgent) => texts::waiting::row_urgent(guest, &kind),
        (Origin::RolledOver { from, .. }, ..) => {
            texts::waiting::row_rolled_over(guest, &kind, &names.queue(from))
        }
        (Origin::New | Origin::Continuation { .. } | Origin::TakenOver { .. }, ..) => {
            texts::waiting::row(guest, &kind)
        }
    }
}

/// From where a chat was passed on that nobody had answered.
pub(super) fn rolled_over(queue: &QueueName, seconds: u32, names: &Names) -> String {
    let queue = names.queue(queue);
    if seconds == 0 {
        texts::transfer::rolled_over_at_once(&queue)
    } else {
        texts::transfer::rolled_over_from(count(seconds), &queue)
    }
}

/// What is wrong when a queue turns a window away for good.
pub(super) fn turned_away(queue: &str, refusal: Refusal) -> String {
    match refusal {
        Refusal::Version { .. } => texts::lines::updated(&queue),
        Refusal::QueueFull => texts::lines::queue_full(&queue),
        Refusal::Malformed
        | Refusal::OutOfOrder
        | Refusal::UnknownChat
        | Refusal::Closed
        | Refusal::Answered
        | Refusal::LeaseLapsed
        | Refusal::WrongKind
        | Refusal::EpochOver
        | Refusal::Gap { .. }
        | Refusal::TooMany
        | Refusal::TooFast { .. }
        | Refusal::ChatFull
        | Refusal::Transferring
        | Refusal::Unavailable
        | Refusal::NotOffered => texts::lines::not_accepted(&queue),
    }
}

/// Why a chat that this window held is not its own any more, and where it is now.
pub(super) fn lapsed(now: Option<&Whereabouts>, names: &Names) -> String {
    let sentence = match now {
        None => texts::lapsed::unknown(),
        Some(Whereabouts::Held { by }) if names.is_own(by) => texts::lapsed::in_other_window(),
        Some(Whereabouts::Held { by }) => return texts::lapsed::held(&names.of(by)),
        Some(Whereabouts::KeyRefused) => texts::lapsed::key_refused(),
        Some(Whereabouts::Waiting) => texts::lapsed::waiting(),
        Some(Whereabouts::Moved { .. }) => texts::lapsed::moved(),
        Some(Whereabouts::Closed { by }) => match by {
            Closer::Operator => texts::lapsed::closed(),
            Closer::Guest => texts::lapsed::guest(),
            Closer::Unanswered => texts::lapsed::unanswered(),
            Closer::GuestGone => texts::lapsed::guest_gone(),
        },
        Some(Whereabouts::Forgotten) => texts::lapsed::over(),
    };
    sentence.to_owned()
}

/// Who has ended a chat.
pub(super) fn ended(by: Closer) -> &'static str {
    match by {
        Closer::Guest => texts::ended::guest(),
        Closer::Operator => texts::ended::operator(),
        Closer::Unanswered => texts::ended::unanswered(),
        Closer::GuestGone => texts::ended::guest_gone(),
    }
}

/// What the service, or this window, says between the messages.
pub(super) fn note(note: &Note, names: &Names) -> String {
    let sentence = match note {
        Note::Answered { by, .. } => return texts::note::answered(by),
        Note::EarlierSent { texts: 0 } => texts::note::earlier_none(),
        Note::EarlierSent { texts } => {
            return texts::note::earlier_sent(*texts);
        }
        Note::EarlierDeclined => texts::note::earlier_declined(),
        Note::EarlierBroken => texts::note::earlier_broken(),
        Note::EarlierAsked => texts::earlier::earlier_asked(),
        Note::EarlierAskedEnough => texts::earlier::earlier_declined(),
        Note::Interrupted { of } => return texts::note::interrupted(of),
        Note::Passing { by } => return texts::note::passing(by),
        Note::Stays { with } => return texts::note::stays(with),
        Note::Elsewhere => texts::note::elsewhere(),
        Note::Service { text } => text,
        Note::Encrypted { .. } => texts::note::encrypted(),
        Note::KeyRefused => texts::note::key_refused(),
        Note::GuestKeyChanged { .. } => texts::note::guest_key_changed(),
        Note::EarlierMessages => texts::note::earlier_messages(),
        Note::Compared { ours, verdict } => compared(*ours, *verdict),
        Note::Unreadable => texts::note::unreadable(),
        Note::Readable => texts::note::readable(),
        Note::TransferredBy { by, words: None } => {
            return texts::note::transferred_by(&names.of(by));
        }
        Note::TransferredBy {
            by,
            words: Some(words),
        } => return texts::note::transferred_by_saying(&names.of(by), words),
        Note::ContinuationOf { of } => return texts::note::continuation_of(&names.of(of)),
        Note::RolledOverFrom { queue, seconds } => return rolled_over(queue, *seconds, names),
        Note::TakenOverFrom { from } => return texts::note::taken_over_from(&names.of(from)),
        Note::HandedOn { to } => return texts::note::handed_on(&names.of(to)),
        Note::TransferDeclined { by } => return texts::note::transfer_declined(&names.of(by)),
        Note::TransferTimedOut => texts::note::transfer_timed_out(),
        Note::TransferCancelled => texts::note::transfer_cancelled(),
        Note::TransferUnavailable => texts::note::transfer_unavailable(),
        Note::Lapsed { now } => return lapsed(now.as_ref(), names),
        Note::Blocked { until: Some(until) } => return texts::block::done(&time_of_day(*until)),
        Note::Blocked { until: None } => texts::block::not_done(),
        Note::Closed { by } => ended(*by),
        Note::Verified { .. } => texts::note::verified(),
        Note::Unverified { .. } => texts::note::unverified(),
        Note::WrongKey { .. } => texts::note::wrong_key(),
        Note::LookingForAnother { .. } => texts::note::looking_for_another(),
    };
    sentence.to_owned()
}

/// What has come of comparing a secret.
fn compared(ours: bool, verdict: Verdict) -> &'static str {
    match (verdict, ours) {
        (Verdict::Same, true) => texts::note::compared_same(),
        (Verdict::Same, false) => texts::note::answered_right(),
        (Verdict::Different, true) => texts::note::compared_different(),
        (Verdict::Different, false) => texts::note::answered_wrong(),
        (Verdict::Aborted, _) => texts::note::comparison_given_up(),
    }
}

/// What is read out.
pub(super) fn happening(happening: &Happening, names: &Names) -> String {
    match happening {
        Happening::Offered { guest, queue } => texts::announced::offered(guest, queue),
        Happening::Answered { guest, by } if names.is_own(by) => {
            texts::announced::answered_by_yourself(guest)
        }
        Happening::Answered { guest, by } => texts::announced::answered(guest, &names.of(by)),
        Happening::Asked { guest } => texts::compare::asked(guest),
        Happening::GuestAbsent { guest } => texts::announced::guest_absent(guest),
        Happening::GuestLeft { guest } => texts::announced::guest_left(guest),
        Happening::Withdrawn { guest } => texts::announced::withdrawn(guest),
        Happening::Claimed { guest } => texts::announced::claimed(guest),
        Happening::Ended { guest } => texts::announced::ended(guest),
        Happening::WithSomebody { guest, by } if names.is_own(by) => {
            texts::announced::in_other_window(guest)
        }
        Happening::WithSomebody { guest, by } => {
            texts::announced::with_somebody(guest, &names.of(by))
        }
        Happening::Told { by } => texts::backroom::told(&names.of(by)),
        Happening::ToldAll { by, queue } => texts::backroom::told_all(&names.of(by), queue),
        Happening::NotHere { guest } => texts::announced::not_here(guest),
    }
}
