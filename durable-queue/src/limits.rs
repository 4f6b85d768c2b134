//! Every bound of the queue, each with its sum; and how long it waits for what.

/// Chats that have neither ended nor gone to another queue, at once; one that is on its way counts with both.
/// Twenty operators with ten chats each, and one and a half times as many
/// guests who wait: 20 * 10 * 2.5 = 500. One more is refused with `queue_full`.
pub const CHATS_MAX: usize = if cfg!(feature = "many-chats") {
    20_000
} else {
    500
};

/// Chats that are remembered after they have ended or gone to another queue. A head and its last entry take about
/// 1.2 KB: 2,000 of them 2.4 MB. One more, and one is forgotten early: the one that was over first, and rather one
/// that never went from queue to queue.
pub const REMEMBERED_CHATS_MAX: usize = 2_000;

/// Windows that staff a queue at once: fifty operators, each with the console open in ten windows.
pub const SEATS_MAX: usize = 500;

/// Undelivered messages of one end of a chat. Somebody who writes every two seconds fills it in over six
/// minutes, by when the other end is given up. One more is refused with `too_many`.
pub const UNDELIVERED_MAX: usize = 200;

/// Bytes of the undelivered messages of one end of a chat: five of the longest sealed texts, 5 * 131,072.
pub const UNDELIVERED_BYTES_MAX: usize = 655_360;

/// Bytes of what a guest has sent into a chat that nobody holds. A first question of 10,000 of the longest characters has
/// 40,000 in an open chat, and 9,152 are left to add something; in a sealed one it stays with the guest until somebody
/// claims, and only the D-H Commit waits, 1,024 at most. 500 chats that wait have 500 * 49,152 =
/// 24,576,000, which is less than [`GUESTS_BYTES_MAX`].
pub const UNCLAIMED_BYTES_MAX: usize = 49_152;

/// Bytes of the texts that come with the offer of an open chat: a page or two, so that an operator sees what it is
/// about. An offer goes to every window: at most 500 * 16,384 = 8 MB.
pub const OFFERED_BYTES_MAX: usize = 16_384;

/// Bytes of what has been said in an open chat and is kept for whoever holds it next: some thirty pages. Should all
/// chats of a queue be open and that long, they are 500 * 65,536 = 33 MB, a quarter of what an isolate has. What was
/// said first is given up first.
pub const TRANSCRIPT_BYTES_MAX: usize = 65_536;

/// Bytes of a transcript that is kept after the end of its chat: all of [`TRANSCRIPT_BYTES_MAX`], and what was undelivered,
/// up to the longest texts of one end, 6 * 32,768. Written as JSON, with room for escapes and for what stands beside each
/// text, it is less than the 2 MB of a row. What was said first is given up first.
pub const KEPT_TRANSCRIPT_BYTES_MAX: usize = 262_144;

/// Bytes that a kept text counts for besides itself, so that a thousand single words are as much as they may be.
pub const SAID_OVERHEAD_BYTES: usize = 64;

/// Bytes of all undelivered messages of the chats that run, come or leave. An isolate has 128 MB, and its objects share
/// it: a quarter.
pub const KEPT_BYTES_MAX: usize = 33_554_432;

/// Bytes of those that guests sent. A quarter of [`KEPT_BYTES_MAX`] is left for what operators answer: 500 chats of a
/// text of 16 KB each, 500 * 16,384 = 8,192,000.
pub const GUESTS_BYTES_MAX: usize = 25_165_824;

/// Bytes of what was undelivered when its chat ended, and may still be fetched by who held it: of 20 operators whose
/// network is gone, each the bound of one chat, 20 * 655,360 = 13,107,200, rounded down. What is beyond is given up, of
/// the chat that ended first.
pub const LEFT_OVER_BYTES_MAX: usize = 8_388_608;

/// Visits of a guest's browser to its chat of which it is known what had been sent by then. Somebody whose network is lost
/// every minute goes on for a quarter of an hour before a page that was left is forgotten; what it had sent last it sends
/// again then.
pub const VISITS_MAX: usize = 16;

/// Operators of whom is remembered that they have held a chat. Who holds it after so many others is not.
pub const HOLDERS_REMEMBERED_MAX: usize = 100;

/// Messages one end may send over a chat: ten hours at a message every four seconds. One more is refused with
/// `chat_full`.
pub const CHAT_MESSAGES_MAX: u64 = 10_000;

/// Bytes of the messages one end may send over a chat: 256 of the longest sealed texts, 256 * 131,072.
pub const CHAT_BYTES_MAX: u64 = 33_554_432;

/// How long a guest has to be silent for each message, in the long run: 2 messages a second.
pub const MESSAGE_PACE_MILLIS: u64 = 500;

/// Messages a guest may send at once: all that were undelivered, sealed again for a new operator, and 40 more.
/// One more is refused with `too_fast`.
pub const MESSAGE_BURST: u64 = 240;

/// Operators whom a guest refuses, at most. More than any desk has there at a time, and a chat that so many may not answer
/// is one that nobody can: with the last one it ends.
pub const REFUSED_MAX: usize = 16;

/// After how long a queue says something again to another queue that has not answered; then after as long as it has
/// been trying already.
pub const AGAIN_MILLIS: u64 = 5_000;

/// After how long it does so at most. Trying for twelve hours makes about 80 letters: 7 while the pauses double from 5
/// seconds to 10 minutes, then 6 an hour.
pub const AGAIN_MILLIS_MAX: u64 = 10 * 60_000;

/// How long a queue tries to bring a chat to another one. After that its guest is sent there all the same. It is half
/// of what the other queue remembers the chat for, so a last letter on its way is not taken for a new chat.
pub const DEPARTED_MILLIS: u64 = 12 * 60 * 60_000;

/// How long a queue waits for another one to say whether anybody is there, before it asks the one after that: it has asked
/// three times by then, and a guest waits.
pub const ASKED_MILLIS: u64 = 3 * AGAIN_MILLIS;

/// After how long other queues are asked again at none of which anybody was: a minute is long to a guest, and four letters in
/// half of one are nothing to a queue.
pub const ROLLOVER_AGAIN_MILLIS: u64 = 30_000;

/// How long a queue waits for a chat that was claimed here and is with another queue. Should it come later, it is
/// offered anew.
pub const INBOUND_MILLIS: u64 = 5 * 60_000;

/// How long a queue remembers a chat that went from queue to queue, after it has gone or ended: as long as a guest may
/// come back to the address they know, and twice as long as the other queue may bring it again.
pub const MOVED_CHAT_KEPT_MILLIS: u64 = 24 * 60 * 60_000;

/// Chats that other queues offer at once. One more is not offered.
pub const INBOUND_MAX: usize = 200;

/// A day.
pub const DAY_MILLIS: u64 = 24 * 60 * 60_000;

/// How long no new chat comes from where a guest was blocked: a day.
pub const BLOCK_MILLIS: u64 = DAY_MILLIS;

/// Addresses that are blocked at once. A row has about 100 bytes: 1,000 of them 100 KB. One more, and the one that would be
/// free first is free early.
pub const BLOCKS_MAX: usize = 1_000;

/// How long an operator's window may be without a socket before the chats it holds go to another window of the same
/// operator. A cut network brings all windows back within seconds, and only the one that held a sealed chat has its
/// keys; a closed window does not come back, and its guests wait.
pub const TAKE_ALONG_MILLIS: u64 = 10_000;

/// How long a guest who waits may be away before the chat is ended: a reload, a change of page, a tunnel.
pub const WAITING_GUEST_GRACE_MILLIS: u64 = 2 * 60_000;

/// How long a guest whose chat is held may be away before the chat is ended.
pub const HELD_GUEST_GRACE_MILLIS: u64 = 10 * 60_000;

/// How long an ended chat is remembered, for an end that was away and has yet to hear of it.
pub const ENDED_CHAT_KEPT_MILLIS: u64 = 60 * 60_000;
