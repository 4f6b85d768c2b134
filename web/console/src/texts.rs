//! Every sentence the console says.

use hushdesk_protocol::frames::{ChatKind, Closer, GuestLabel, Refusal, Status, Whereabouts};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::note::Note;

use crate::account::Trouble;
use crate::desk::{Happening, Names};

// The frame

pub(crate) const NAME: &str = "Hushdesk";
pub(crate) const LOADING: &str = "Looking for your sign-in…";
pub(crate) const SKIP: &str = "Skip to the waiting chats";
pub(crate) const SIGN_OUT: &str = "Sign out";
pub(crate) const KEYS: &str = "Keys";
pub(crate) const HELP: &str = "Help";
pub(crate) const CLOSE: &str = "Close";
pub(crate) const TRY_AGAIN: &str = "Try again";
pub(crate) const RELOAD: &str = "Reload the page";
pub(crate) const NOT_FOUND: &str = "There is no such page";
pub(crate) const TO_THE_DESK: &str = "Go to the desk";

pub(crate) fn signed_in_as(display: &DisplayName, name: &OperatorName) -> String {
    if display.as_str().eq_ignore_ascii_case(name.as_str()) {
        format!("Signed in as {name}")
    } else {
        format!("Signed in as {display} ({name})")
    }
}

/// The page's title: what waits and what has not been read comes first, for it is cut off at the end.
pub(crate) fn title(waiting: usize, unread: usize) -> String {
    match (waiting, unread) {
        (0, 0) => NAME.to_owned(),
        (waiting, 0) => format!("({waiting} waiting) {NAME}"),
        (0, unread) => format!("({unread} unread) {NAME}"),
        (waiting, unread) => format!("({waiting} waiting, {unread} unread) {NAME}"),
    }
}

// Signing in

pub(crate) const SIGN_IN: &str = "Sign in";
pub(crate) const SIGNING_IN: &str = "Signing in…";
pub(crate) const USER_NAME: &str = "User name";
pub(crate) const PASSWORD: &str = "Password";
pub(crate) const NO_NAME: &str = "Enter your user name.";
pub(crate) const NO_PASSWORD: &str = "Enter your password.";
pub(crate) const WRONG_CREDENTIALS: &str =
    "This user name and password do not match. Check both; capital letters matter in the password.";
pub(crate) const TOO_MANY_TRIES: &str = "Too many tries. Wait a few minutes, then sign in again.";
pub(crate) const UNREACHABLE: &str =
    "The service cannot be reached. Check your connection and try again.";
pub(crate) const FAILED: &str =
    "Something went wrong on our side. Try again; if it goes on, tell your administrator.";
pub(crate) const SIGN_IN_ENDED: &str = "Your sign-in has ended. Sign in to go on with your chats.";

pub(crate) const fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoName => NO_NAME,
        Trouble::NoPassword => NO_PASSWORD,
        Trouble::WrongCredentials => WRONG_CREDENTIALS,
        Trouble::TooMany => TOO_MANY_TRIES,
        Trouble::Unreachable => UNREACHABLE,
        Trouble::Failed => FAILED,
    }
}

pub(crate) const SIGN_OUT_TITLE: &str = "Sign out with open chats?";
pub(crate) const SIGN_OUT_TEXT: &str = "Your guests stay in their chats and wait for you. Sign in again in this \
     window within a minute (or what your queue is set to) and the chats are yours again; after that they are \
     offered to your colleagues. What has been written until now, and what you have not sent, is deleted from this \
     window.";
pub(crate) const SIGN_OUT_ENDED_TITLE: &str = "Sign out with conversations here?";
pub(crate) const SIGN_OUT_ENDED_TEXT: &str = "These chats are over, and what was said in them is nowhere else but in \
     this window. It is deleted when you sign out.";
pub(crate) const SIGN_OUT_ELSEWHERE_TITLE: &str = "Sign out with open chats in another window?";
pub(crate) const SIGN_OUT_ELSEWHERE_TEXT: &str = "You have open chats in another window of this browser. Their guests \
     wait for you: sign in again in that window within a minute (or what your queue is set to), or they are offered to \
     your colleagues.";
pub(crate) const SIGN_OUT_EVERYWHERE: &str = "You are signed out in all windows of this browser.";
pub(crate) const STAY: &str = "Stay";

// The beginning of a shift

pub(crate) const BEGIN_TITLE: &str = "Which desks do you staff now?";
pub(crate) const NO_QUEUE_TICKED: &str =
    "Tick at least one queue: without one nobody is offered to you.";
pub(crate) const START: &str = "Start";

pub(crate) fn begin_text(display: &DisplayName) -> String {
    format!("You are signed in as {display}. Guests are offered to you as soon as you start.")
}

// The lines to the queues

pub(crate) const SHOW_KEY: &str = "Show the key";

pub(crate) const CONNECTING: &str = "Connecting to the queues…";
pub(crate) const REPLACED: &str = "This desk has been opened in another window, and your chats went with it. This one is not connected any more.";
pub(crate) const USE_HERE: &str = "Use it here";

pub(crate) fn offline(queues: &str) -> String {
    format!(
        "No connection to {queues}. It comes back by itself; what you write until then is kept and sent."
    )
}

pub(crate) const BACK: &str = "Connected again.";
pub(crate) const NOT_CONNECTED: &str = "not connected";
pub(crate) const NO_LINE: &str =
    "There is no connection at the moment. You can do this when it is back.";

/// What is wrong when a queue turns a window away for good.
pub(crate) fn turned_away(queue: &str, refusal: Refusal) -> String {
    match refusal {
        Refusal::Version { .. } => {
            format!("{queue} has been updated. Reload the page to go on; your chats come back.")
        }
        Refusal::QueueFull => format!(
            "{queue} has as many windows open as it can have. Close the console where nobody uses it, then reload \
             this page."
        ),
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
        | Refusal::NotOffered => format!(
            "{queue} did not accept the connection of this window. Reload the page; if that does not help, tell your \
             administrator."
        ),
    }
}

pub(crate) const NOTICES: &str = "Notices";
pub(crate) const NO_QUEUES: &str =
    "You are not assigned to any queue. Ask your administrator to assign you to one.";

// Waiting chats

pub(crate) const WAITING: &str = "Waiting";
pub(crate) const NOBODY_WAITS: &str = "Nobody is waiting.";
pub(crate) const NOBODY_WAITS_MORE: &str = "A new chat appears here by itself.";
pub(crate) const CLAIM: &str = "Claim";
pub(crate) const CLAIMING: &str = "Claiming…";
pub(crate) const HIDE: &str = "Close";
pub(crate) const QUEUE: &str = "Queue";
pub(crate) const PAGE: &str = "Page";
pub(crate) const WAITING_TIME: &str = "waiting for";

/// Offers that the operator has closed; how long the first of them has been waiting follows.
pub(crate) fn closed(count: usize) -> String {
    match count {
        1 => "1 offer that you closed, waiting for".to_owned(),
        count => format!("{count} offers that you closed, the longest waiting for"),
    }
}

pub(crate) const RECONSIDER: &str = "Take back";

pub(crate) fn reconsider(guest: &GuestLabel) -> String {
    format!("Take back the offer of {guest}, to have it among the others")
}

/// Guests who wait and are not offered to this operator; how long the first of them has been waiting follows.
pub(crate) fn others_wait(count: usize) -> String {
    match count {
        1 => "1 guest is waiting, for".to_owned(),
        count => format!("{count} guests are waiting, the longest for"),
    }
}

pub(crate) const OTHERS_WAIT_MORE: &str = "Not offered to you now: your colleagues are asked first, or you have as many chats as one is to have.";

/// The same beside those who are offered to this operator.
pub(crate) fn more_wait(count: usize) -> String {
    match count {
        1 => "1 more guest is waiting and is not offered to you now.".to_owned(),
        count => format!("{count} more guests are waiting and are not offered to you now."),
    }
}

pub(crate) fn not_offered_because(status: Status) -> String {
    format!(
        "Your status is \u{201c}{}\u{201d}, so they are not offered to you.",
        self::status(status)
    )
}

pub(crate) const OFFERED_ELSEWHERE: &str = "What waits is offered in your other window.";
pub(crate) const OFF_DUTY_WAITING: &str = "You staff no queue, so nobody is offered to you.";

pub(crate) const GUEST_LEFT: &str = "The guest has left";
pub(crate) const GUEST_ABSENT: &str = "Guest not connected for";
pub(crate) const GUEST_ABSENT_OFFER: &str =
    "Perhaps the guest has gone. Those who are there come first.";

pub(crate) const ANSWERED_BY_YOURSELF: &str = "You have claimed it in another window of yours";

pub(crate) fn answered_by(by: &str) -> String {
    format!("Answered by {by}")
}

pub(crate) fn ended_by(by: &str) -> String {
    format!("{by} has ended the chat")
}

pub(crate) fn claim(guest: &GuestLabel) -> String {
    format!("Claim the chat of {guest}")
}

pub(crate) fn hide(guest: &GuestLabel) -> String {
    format!("Close the offer of {guest}; your colleagues keep it, and you can take it back")
}

pub(crate) const fn kind(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Sealed => "Sealed",
        ChatKind::Open => "Open",
    }
}

pub(crate) const fn kind_explained(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Sealed => {
            "End-to-end encrypted: nobody reads it but the guest and whoever claims it"
        }
        ChatKind::Open => "Not end-to-end encrypted: the service can read it",
    }
}

// My chats

pub(crate) const MINE: &str = "My chats";
pub(crate) const NO_CHATS: &str = "You have no chats.";
pub(crate) const NO_CHATS_MORE: &str = "Claim one that waits.";
pub(crate) const GUEST_HERE: &str = "Guest is connected";
pub(crate) const GUEST_AWAY: &str = "Guest is not connected";
pub(crate) const ENDED: &str = "Ended";
pub(crate) const ELSEWHERE: &str = "Not yours any more";
pub(crate) const IN_OTHER_WINDOW: &str = "In your other window";
pub(crate) const WAITS_AGAIN: &str = "Offered again";
pub(crate) const IS_TYPING: &str = "is typing";
pub(crate) const DRAFT: &str = "Draft";

pub(crate) fn unread(count: usize) -> String {
    match count {
        1 => "1 unread message".to_owned(),
        count => format!("{count} unread messages"),
    }
}

pub(crate) const EXCHANGING_SHORT: &str = "Exchanging keys";
pub(crate) const ENDING_SHORT: &str = "Ending";
pub(crate) const KEY_REFUSED_SHORT: &str = "Key not accepted";

// The conversation

pub(crate) const CHAT: &str = "Chat";
pub(crate) const SEALED_NOW: &str = "Encrypted end to end";
pub(crate) const SEALED_UNHEARD: &str = "Encrypted, your key is being looked at";
pub(crate) const OPEN_NOW: &str = "Open: the service can read it";
pub(crate) const GUEST_AWAY_MORE: &str =
    "What you write is kept and delivered if the guest comes back.";
pub(crate) const GUEST_GONE_MORE: &str = "The guest may not come back. You can wait, write what is delivered if they \
     do, or end the chat.";
pub(crate) const GUEST_AWAY_FOR: &str = "The guest has not been connected for";

pub(crate) const CONVERSATION: &str = "Conversation";
pub(crate) const NOTHING_OPEN: &str = "No conversation is open.";
pub(crate) const NOTHING_OPEN_MORE: &str = "Claim a waiting chat, or choose one of yours.";
pub(crate) const SHORTCUTS_HINT: &str = "F6 goes from region to region.";
pub(crate) const YOU: &str = "You";
pub(crate) const SEND: &str = "Send";
pub(crate) const COMPOSER_HINT: &str = "Enter sends, Shift+Enter begins a new line.";
pub(crate) const COMPOSER_WAITS: &str =
    "You cannot send this at the moment. It stays here, and you can copy it.";
pub(crate) const COMPOSER_LOCKED: &str = "You can copy this. It will not be sent.";
pub(crate) const TOO_LONG: &str =
    "This is more than the 10,000 characters of one message. Send it in parts.";
pub(crate) const END: &str = "End chat";
pub(crate) const PUT_AWAY: &str = "Remove from my chats";
pub(crate) const END_TITLE: &str = "End this chat?";
pub(crate) const GO_ON: &str = "Go on chatting";
pub(crate) const KEY_OF_GUEST: &str = "Guest's key";
pub(crate) const SINCE: &str = "Since";

pub(crate) fn end_text(guest: &GuestLabel) -> String {
    format!("{guest} is told that the chat has ended. It cannot be opened again.")
}

pub(crate) fn back(waiting: usize) -> String {
    match waiting {
        0 => "All chats".to_owned(),
        waiting => format!("All chats ({waiting} waiting)"),
    }
}

pub(crate) fn log_of(guest: &GuestLabel) -> String {
    format!("Conversation with {guest}")
}

pub(crate) fn message_to(guest: &GuestLabel) -> String {
    format!("Message to {guest}")
}

pub(crate) fn typing(guest: &GuestLabel) -> String {
    format!("{guest} is typing…")
}

pub(crate) const EXCHANGING: &str = "Exchanging keys with the guest's browser. What you write now is sent, encrypted, as soon as that is done.";
pub(crate) const EXCHANGING_AWAY: &str =
    "Keys are exchanged when the guest is back; what you write waits until then.";
pub(crate) const KEY_WILL_BE_REFUSED: &str = "Your key is not among those this chat's skin pins, so the guest's browser \
     will not accept it and sends you nothing.";
pub(crate) const KEY_WILL_BE_REFUSED_OFFER: &str =
    "Leave this chat to a colleague whose key the library vouches for.";
pub(crate) const KEY_WILL_BE_ASKED_ABOUT: &str = "Your key is not among those this chat's skin pins: the guest is told \
     that you are not verified, and decides.";
pub(crate) const KEY_REFUSED: &str = "The guest's browser does not accept your key: it is not among those this chat's \
     skin pins. Nothing was sent to you, and you cannot write.";
/// What the operator does then, known before or learnt from the guest's browser. The guest waits for it, or ends the chat.
pub(crate) const KEY_REFUSED_ADVICE: &str =
    "Transfer the chat to a colleague whose key the library vouches for, or end it.";
pub(crate) const CHAT_OFFLINE: &str = "There is no connection at the moment. What you write is kept and sent when it \
     is back; the chat can be transferred then, too.";
pub(crate) const MUCH_WAITS: &str = "Much of what you wrote waits for the guest already. The rest is kept in this \
     window and sent as soon as there is room.";
pub(crate) const FULL_CHAT: &str = "This chat is full: nothing more can be sent in it. What is marked \
     \u{201c}not delivered\u{201d} was not sent. End the chat; the guest can then start a new one.";
pub(crate) const ENDING: &str = "The chat is being ended…";
/// Why a chat that this window held is not its own any more, and where it is now.
pub(crate) fn lapsed(now: Option<&Whereabouts>, names: &Names) -> String {
    let why = match now {
        None => "This chat is not yours any more.".to_owned(),
        Some(Whereabouts::Held { by }) if names.is_own(by) => {
            "You have this chat in another window of yours now.".to_owned()
        }
        Some(Whereabouts::Held { by }) => {
            let name = names.of(by);
            format!("{name} has this chat now: your window was away too long.")
        }
        Some(Whereabouts::Waiting) => {
            "Your window was away too long: this chat waits again for whoever claims it.".to_owned()
        }
        Some(Whereabouts::Moved { .. }) => "This chat has gone to another queue.".to_owned(),
        Some(Whereabouts::Closed {
            by: Closer::Operator,
        }) => "The chat was ended while your window was away.".to_owned(),
        Some(Whereabouts::Closed { by }) => ended(*by).to_owned(),
        Some(Whereabouts::Forgotten) => "This chat is over.".to_owned(),
    };
    format!("{why} What was not delivered stays unsent.")
}

pub(crate) const fn ended(by: Closer) -> &'static str {
    match by {
        Closer::Guest => "The guest has ended the chat.",
        Closer::Operator => "You have ended the chat.",
        Closer::Unanswered => "Nobody answered the guest in time; the chat has ended.",
        Closer::GuestGone => "The guest did not come back; the chat has ended.",
    }
}

// Handing a chat on

pub(crate) const TRANSFER: &str = "Transfer…";
pub(crate) const TRANSFER_TITLE: &str = "Transfer this chat";
pub(crate) const TRANSFER_TEXT: &str =
    "It stays yours until somebody takes it; you do not write in it meanwhile.";
pub(crate) const TO_COLLEAGUES: &str = "To a colleague";
pub(crate) const TO_QUEUES: &str = "To whoever answers first at";
pub(crate) const NOBODY_TAKES: &str =
    "Nobody else can take a chat now: colleagues are busy, away, or not signed in.";
pub(crate) const TRANSFER_NOTE: &str = "Note to the next operator";
pub(crate) const TRANSFER_NO_NOTE: &str = "No note goes with a sealed chat: the service could read it. The next \
     operator can ask the guest for the earlier messages.";
pub(crate) const TRANSFER_NOW: &str = "Transfer";
pub(crate) const KEEP: &str = "Keep it";
pub(crate) const PASSING_SHORT: &str = "Being transferred";
pub(crate) const PASSING_SOON: &str = "The chat is being transferred.";
pub(crate) fn handed_on(to: &str) -> String {
    format!("{to} has taken this chat.")
}

/// Who has a chat now that was this window's.
pub(crate) fn with_somebody(name: &str) -> String {
    format!("With {name} now")
}

/// While a chat is handed on, and why nothing can be written in it.
pub(crate) fn passing(to: &str) -> String {
    format!(
        "Waiting for {to} to take this chat. What the guest writes meanwhile waits for whoever has it then. To write \
         in it, keep it."
    )
}

/// Whoever answers first at a queue.
pub(crate) fn somebody_at(queue: &str) -> String {
    format!("somebody at {queue}")
}

pub(crate) fn transferred_by(by: &str) -> String {
    format!("Transferred by {by}")
}

pub(crate) fn continuation_of(of: &str) -> String {
    format!("{of} was cut off; the guest waits to go on")
}

pub(crate) const UNANSWERED: &str = "Nobody came in time; the chat has ended";
pub(crate) const WITHDRAWN: &str = "Not offered any more";
pub(crate) const DECLINE: &str = "Decline";

// Who is there

pub(crate) const COLLEAGUES: &str = "Colleagues";
pub(crate) const NO_COLLEAGUES: &str = "Nobody else staffs your queues.";
pub(crate) const COLLEAGUES_OFF_DUTY: &str =
    "You see your colleagues here while you staff a queue.";
pub(crate) const COLLEAGUES_UNHEARD: &str =
    "You see your colleagues here when there is a connection.";
pub(crate) const STATUS: &str = "Status";
pub(crate) const STATUS_TITLE: &str = "Your status and your queues";
pub(crate) const STATUS_TEXT: &str = "In your own words (colleagues see it)";
pub(crate) const STAFFED: &str = "Queues you staff";
pub(crate) const STAFFED_MORE: &str =
    "A queue in which you still have chats is left when the last of them has ended.";
pub(crate) const SHIFT_END: &str = "Shift ends by itself";
pub(crate) const SHIFT_END_MORE: &str = "A queue may be set to end it earlier.";
pub(crate) const SHIFT_NEVER: &str = "Never";
pub(crate) const SHIFT_AT_A_TIME: &str = "At a time of day";
pub(crate) const SHIFT_TIME: &str = "Ends at";

pub(crate) fn shift_hours(hours: u64) -> String {
    match hours {
        1 => "In 1 hour".to_owned(),
        hours => format!("In {hours} hours"),
    }
}

pub(crate) const SAVE: &str = "Save";
pub(crate) const SHIFT_OVER: &str =
    "Your shift is over: no more chats come to you. To go on, choose your queues.";
pub(crate) const SHIFT_OVER_SOMEWHERE: &str =
    "Your shift at one of your queues is over: no more chats come to you from there.";
pub(crate) const NOT_STAFFING: &str = "You staff no queue, so no chats come to you.";
pub(crate) const CHOOSE_QUEUES: &str = "Choose queues";
pub(crate) const OFF_DUTY: &str = "Off duty";

pub(crate) const fn status(status: Status) -> &'static str {
    match status {
        Status::Available => "Available",
        Status::Chat => "Available, gladly",
        Status::Busy => "Busy",
        Status::Away => "Away",
        Status::ExtendedAway => "Away for long",
    }
}

/// Available, but with as many chats as the queue wants one to have.
pub(crate) const FULL: &str = "Has enough chats";

pub(crate) fn open_chats(count: u32) -> String {
    match count {
        1 => "1 chat".to_owned(),
        count => format!("{count} chats"),
    }
}

// Earlier messages

pub(crate) const EARLIER: &str = "Earlier messages";
pub(crate) const SENT_BY_GUEST: &str = "Earlier messages, sent by the guest";
pub(crate) const ASK_FOR_EARLIER: &str = "Ask for the earlier messages";
pub(crate) const ASK_AGAIN: &str = "Ask once more";
pub(crate) const EARLIER_ASKABLE: &str =
    "You do not have what was written before. The guest does, and decides whether you may read it.";
pub(crate) const EARLIER_AGAIN: &str = "You do not have the earlier messages.";
pub(crate) const EARLIER_ASKED: &str =
    "The guest is being asked for the earlier messages. You can go on meanwhile.";
pub(crate) const EARLIER_DECLINED: &str =
    "The guest keeps the earlier messages, and is not asked again.";

pub(crate) fn earlier_receiving(arrived: u32, of: u32) -> String {
    format!("The guest sends the earlier messages: {arrived} of {of} parts.")
}

pub(crate) fn said_before_by(operator: Option<&DisplayName>) -> String {
    match operator {
        Some(operator) => operator.to_string(),
        None => "Operator".to_owned(),
    }
}

// How far a message has got; nothing is said once it is delivered.

pub(crate) const SENT: &str = "sent, not delivered yet";
/// For a chat of which this window hears no more.
pub(crate) const SENT_ON: &str = "sent";
pub(crate) const SENDING: &str = "sending…";
pub(crate) const WAITS: &str = "waits to be sent";
pub(crate) const UNSENT: &str = "not delivered";

/// What the service, or this window, says between the messages.
pub(crate) fn note(note: &Note, names: &Names) -> String {
    match note {
        Note::Answered { by, .. } => format!("Answered by {by}."),
        Note::EarlierSent { texts: 0 } => "There are no earlier messages.".to_owned(),
        Note::EarlierSent { texts: 1 } => "The guest has sent 1 earlier message.".to_owned(),
        Note::EarlierSent { texts } => format!("The guest has sent {texts} earlier messages."),
        Note::EarlierDeclined => "The guest keeps the earlier messages.".to_owned(),
        Note::EarlierBroken => {
            "What the guest's browser sent of the earlier messages does not fit together."
                .to_owned()
        }
        Note::Interrupted { of } => format!("{of} was cut off."),
        Note::Passing { by } => format!("{by} transfers the chat."),
        Note::Stays { with } => format!("The chat stays with {with}."),
        Note::Elsewhere => "This chat went on in another window for a while. What was written there is missing here."
            .to_owned(),
        Note::Service { text } => text.clone(),
        Note::Encrypted { .. } => {
            "Encrypted end to end. The guest's browser looks at your key before it sends anything."
                .to_owned()
        }
        Note::KeyRefused => "The guest's browser does not accept your key.".to_owned(),
        Note::GuestKeyChanged { .. } => {
            "The guest came back with another key. What was not delivered is not sent to it."
                .to_owned()
        }
        Note::EarlierMessages => {
            "Earlier messages are with the guest, who can be asked for them.".to_owned()
        }
        Note::Unreadable => "A message came that could not be decrypted.".to_owned(),
        Note::Readable => "This chat can be read by the service.".to_owned(),
        Note::TransferredBy { by, words: None } => format!("Transferred by {}.", names.of(by)),
        Note::TransferredBy {
            by,
            words: Some(words),
        } => format!("Transferred by {}: {words}", names.of(by)),
        Note::ContinuationOf { of } => format!(
            "{} was cut off; the guest goes on with you.",
            names.of(of)
        ),
        Note::HandedOn { to } => format!("{} has taken the chat.", names.of(to)),
        Note::TransferDeclined { by } => format!(
            "{} has declined: the chat stays with you. You can write again.",
            names.of(by)
        ),
        Note::TransferTimedOut => {
            "Nobody took the chat in time: it stays with you. You can write again.".to_owned()
        }
        Note::TransferCancelled => "You keep the chat. You can write again.".to_owned(),
        Note::TransferUnavailable => {
            "Nobody there can take the chat now: it stays with you.".to_owned()
        }
        Note::Lapsed { now } => lapsed(now.as_ref(), names),
        Note::Closed { by } => ended(*by).to_owned(),
        Note::Verified { .. } => "Verified.".to_owned(),
        Note::Unverified { .. } => "Encrypted, operator not verified.".to_owned(),
        Note::WrongKey { .. } => "Wrong key.".to_owned(),
    }
}

// Keys

pub(crate) const KEYS_TITLE: &str = "Your key";
pub(crate) const YOUR_FINGERPRINT: &str = "Fingerprint of your key";
pub(crate) const FINGERPRINT_MORE: &str = "By this fingerprint guests' browsers recognise you. Guests see \
     \u{201c}Verified\u{201d} when your administrator has pinned it in the skin.";
pub(crate) const DEMONSTRATION_KEY: &str =
    "Demonstration key: it is handed to whoever signs in. Good for trying, and only for that.";
pub(crate) const DEMONSTRATION_KEY_MORE: &str = "This is a demonstration key. The demonstration's skin pins it, and \
     it is handed to whoever signs in: good for trying, and only for that.";
pub(crate) const WINDOW_KEY: &str = "This window's key is not pinned anywhere: guests of a sealed queue may be told that you are not verified.";
pub(crate) const WINDOW_KEY_MORE: &str = "This window has made a key of its own, which is gone when you sign out. It is \
     not pinned anywhere: guests' browsers tell their guests that you are not verified, or send you nothing.";
pub(crate) const MAKING_KEY: &str = "Preparing your key…";

// The keyboard

pub(crate) const HELP_TITLE: &str = "Keyboard";
pub(crate) const HELP_MORE: &str = "Everything else is reached with Tab, and pressed with Enter or the space bar. Escape closes a dialog.";
pub(crate) const KEY_NEXT_REGION: &str =
    "To the next region: waiting chats, my chats, conversation";
pub(crate) const KEY_PREVIOUS_REGION: &str = "To the previous region";
pub(crate) const KEY_NEXT_CHAT: &str = "To the next of my chats";
pub(crate) const KEY_PREVIOUS_CHAT: &str = "To the previous of my chats";
pub(crate) const KEY_SEND: &str = "Sends the message; with Shift it begins a new line";
pub(crate) const KEY_HELP: &str = "Shows this list";

// What is read out

pub(crate) fn happening(happening: &Happening, names: &Names) -> String {
    match happening {
        Happening::Offered { guest, queue } => format!("{guest} waits at {queue}."),
        Happening::Answered { guest, by } if names.is_own(by) => {
            format!("{guest}: claimed in another window of yours.")
        }
        Happening::Answered { guest, by } => format!("{guest}: answered by {}.", names.of(by)),
        Happening::GuestAbsent { guest } => format!("{guest} is not connected."),
        Happening::GuestLeft { guest } => format!("{guest} has left."),
        Happening::Withdrawn { guest } => format!("The chat of {guest} is not offered any more."),
        Happening::Claimed { guest } => format!("The chat of {guest} is yours."),
        Happening::Ended { guest } => format!("The chat with {guest} has ended."),
        Happening::WithSomebody { guest, by } if names.is_own(by) => {
            format!("The chat with {guest} is in another window of yours now.")
        }
        Happening::WithSomebody { guest, by } => {
            format!("The chat with {guest} is with {} now.", names.of(by))
        }
        Happening::NotHere { guest } => {
            format!("The chat with {guest} is not in this window any more.")
        }
    }
}
