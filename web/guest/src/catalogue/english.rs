//! English.

use hushdesk_protocol::frames::Closer;
use hushdesk_web::session::note::Note;

use super::Catalogue;

pub(super) static ENGLISH: Catalogue = Catalogue {
    looking: "Connecting to the library…",
    no_snippet: "This chat is not set up: the page does not say which chat to open. Please tell the library.",
    unknown_snippet: |name| {
        format!(
            "This chat is not set up: there is no chat called “{name}”. Please tell the library."
        )
    },
    unreachable: "The chat cannot be reached at the moment. Check your connection; we keep trying.",
    failed: "Something went wrong on our side. We keep trying; if it goes on, please tell the library.",
    try_again: "Try again now",
    close: "Close the chat window",

    sealed_promise: "This chat is encrypted from end to end. Nothing of what you write leaves this browser before \
         whoever answers has shown one of the library's keys; then only you and they can read it.",
    asked_promise: "This chat is encrypted from end to end. If whoever answers does not have one of the library's \
         keys, you are asked before anything of what you write is sent to them.",
    always_asked_promise: "This chat is encrypted from end to end, but the library has named no keys, so your browser \
         cannot tell whether it is the library that answers. You are asked before anything of what you write is sent.",
    nobody_promise: "This chat is not set up: the library has named no key that your browser may send anything to. \
         Please tell the library, or ask it in another way.",
    open_promise: "This chat is not encrypted from end to end: the library's chat service can read it. Please do \
         not write passwords or card numbers.",
    nobody_there: "Nobody is at the desk at the moment. You can write and wait here, or come back later.",
    keeps_nothing: "Your browser keeps nothing for this chat: it ends when you reload this page or go to another. Leave \
         the page open until you have your answer.",
    begin: "Start the chat",
    first_message: "Your question",

    sealed: "Encrypted",
    verified: "Verified",
    unverified: "Encrypted, operator not verified",
    readable: "Readable by the service",
    verified_more: |name| {
        format!(
            "Only you and {name} can read this chat. The library vouches for the key of {name}."
        )
    },
    verified_unnamed: "Only you and whoever answers can read this chat. The library vouches for the key: it is one of \
         its own.",
    unverified_more: "Only you and whoever answers can read this chat, but the library does not vouch for the key: it \
         may be somebody else who answers. Be careful with what you write.",
    readable_more: "This chat is not encrypted from end to end: the library's chat service can read it.",
    key: "The key of whoever answers:",
    doubtful: |operator| {
        format!(
            "Somebody answers as {operator}, with a key that the library does not vouch for: it may be somebody else. \
             Nothing has been sent to them."
        )
    },
    doubt_title: |operator| format!("Send what you write to {operator} all the same?"),
    doubt_yes: "Send it to them",
    doubt_no: "Find somebody else",

    connecting: "Connecting…",
    waiting: "Waiting for somebody to answer.",
    waiting_sealed: "What you write stays in this window until then.",
    waiting_open: "What you write is kept at the desk until then.",
    waiting_unstaffed: "Nobody was at the desk when you came. Leave this window open to wait for an answer, or come \
         back later.",
    interrupted: |operator| {
        format!(
            "{operator} has been cut off, and the chat waits for whoever goes on with you. What you write until then \
             is kept and delivered to them."
        )
    },
    looking_for_another: |refused| {
        format!("Nothing was sent to {refused}. We are looking for somebody else.")
    },
    nobody_but_them: |refused| {
        format!(
            "Nothing was sent to {refused}. Nobody else is at the desk at the moment: leave this window open to wait for \
             somebody, or ask the library in another way."
        )
    },
    exchanging: |operator| {
        format!(
            "{operator} answers. Exchanging keys; what you write is sent as soon as that is done."
        )
    },
    talking: |operator| format!("You talk with {operator}."),
    passing: |operator| {
        format!(
            "{operator} passes the chat on. What you write now is kept for whoever goes on with you."
        )
    },
    operator_away: |operator| {
        format!("{operator} has lost the connection. What you write is kept and delivered later.")
    },
    ending: "Ending the chat…",
    ending_offline: "You ended the chat. The desk is told as soon as there is a connection.",
    over: "This chat has ended.",
    gone: "This chat is over: the library's desk does not have it any more. Messages that were not delivered \
         have not been sent.",
    queue_full: "The desk cannot take more chats at the moment, so nothing was sent. Please try again in a few \
         minutes.",
    elsewhere: "This chat goes on in another window.",
    take_back: "Go on here",
    start_anew: "Start a new chat",

    much_waits: "Much of what you wrote waits to be delivered already. The rest stays in this browser and is sent as \
         soon as there is room.",
    too_fast: "You write faster than the desk takes it. Nothing is lost: the rest is sent by itself in a moment.",
    full: "This chat is full: nothing more can be sent in it. You can still read what the library writes. To go on, \
         end this chat and start a new one; what is marked “was not sent” stands in the field there.",

    offline: "There is no connection to the desk. What you write is kept and sent when it is back.",
    unreached_unsent: "The desk cannot be reached from here, and nothing was sent. Something between you and the desk \
         may hold up chats, in a company's network, say. We keep trying; if it goes on, ask the library in another way, \
         by telephone or e-mail.",
    unreached: "The desk cannot be reached from here at the moment. What is marked has not been sent. We keep trying; \
         if it goes on, ask the library in another way, by telephone or e-mail.",
    back: "You are connected again.",
    outdated: "The chat has been updated. Reload to go on; nothing is lost.",
    refused: "The desk did not accept the connection. Reload to try again; nothing is lost.",
    reload: "Reload",

    conversation: "Conversation",
    you: "You",
    operator: "Library",
    typing: |operator| format!("{operator} is typing…"),
    not_sent_yet: "not sent yet",
    sending: "sending…",
    sent: "sent",
    not_sent: "was not sent",
    note,

    message: "Your message",
    send: "Send",
    hint: "Enter sends, Shift+Enter begins a new line.",
    left: |left| match left {
        1 => "1 character left.".to_owned(),
        left => format!("{left} characters left."),
    },
    too_long: |over| match over {
        1 => "1 character too many. Please shorten your message, or send it in parts.".to_owned(),
        over => {
            format!("{over} characters too many. Please shorten your message, or send it in parts.")
        }
    },
    few_left: |step| format!("Fewer than {step} characters left."),
    too_long_in_all: "Your message is too long. Please shorten it, or send it in parts.",

    earlier_title: |operator| format!("May {operator} read the earlier messages?"),
    earlier_text: "They were written before this person took the chat, and only this browser has them. You decide; \
         the chat goes on either way.",
    earlier_all: "Send all",
    earlier_ticked: "Send the ticked ones",
    earlier_none: "Send none",
    earlier_later: "Decide later",
    earlier_sending: |percent| format!("Sending the earlier messages, {percent} %"),

    end: "End chat",
    end_title: "End this chat?",
    end_text: "The library's side is told that you have left. You can read what was written until you start a new \
         chat or close this page.",
    end_yes: "End the chat",
    end_no: "Go on chatting",
};

fn note(note: &Note) -> String {
    match note {
        Note::Answered {
            by,
            after: Some(former),
        } if by != former => format!("{by} takes over from {former}."),
        Note::Answered {
            by, after: Some(_), ..
        } => format!("{by} is back."),
        Note::Answered { by, after: None } => format!("{by} answers."),
        Note::Interrupted { of } => {
            format!("{of} has been cut off. Please wait here for whoever goes on with you.")
        }
        Note::Service { text } => text.clone(),
        Note::EarlierSent { texts: 1 } => "You let them read 1 earlier message.".to_owned(),
        Note::EarlierSent { texts } => format!("You let them read {texts} earlier messages."),
        Note::EarlierDeclined => "You kept the earlier messages to yourself.".to_owned(),
        Note::Passing { by } => format!("{by} passes the chat on to somebody else."),
        Note::Stays { with } => format!("{with} goes on with you."),
        Note::Elsewhere => "This chat went on in another window for a while. What was written there is not to be seen \
             here."
            .to_owned(),
        Note::Verified { .. } => "Encrypted and verified. Your messages are sent now.".to_owned(),
        Note::Unverified { .. } => {
            "Encrypted, operator not verified. Your messages are sent now.".to_owned()
        }
        Note::WrongKey { .. } => {
            "Somebody answered with a key that the library does not vouch for. Nothing was sent to them."
                .to_owned()
        }
        Note::LookingForAnother { refused } => {
            format!("We are looking for somebody else than {refused}.")
        }
        Note::Unreadable => "A message came that could not be decrypted.".to_owned(),
        Note::Readable => "This chat can be read by the library's chat service.".to_owned(),
        Note::Closed { by } => closed(*by).to_owned(),
        Note::Encrypted { .. }
        | Note::KeyRefused
        | Note::GuestKeyChanged { .. }
        | Note::EarlierMessages
        | Note::EarlierBroken
        | Note::TransferredBy { .. }
        | Note::ContinuationOf { .. }
        | Note::HandedOn { .. }
        | Note::TransferDeclined { .. }
        | Note::TransferTimedOut
        | Note::TransferCancelled
        | Note::TransferUnavailable
        | Note::Lapsed { .. } => String::new(),
    }
}

const fn closed(by: Closer) -> &'static str {
    match by {
        Closer::Guest => "You ended the chat.",
        Closer::Operator => "The library ended the chat.",
        Closer::Unanswered => "Nobody could answer at the moment. The chat has ended.",
        Closer::GuestGone => "The chat was ended because you were away for long.",
    }
}
