//! Every bound, each with its sum.

/// The longest text, in bytes. 256 KiB of text become a line of about 350 KB, which passes any
/// WebSocket, and stay below what a chat could show.
pub const TEXT_MAX: usize = 256 * 1024;

/// The longest line taken, and the longest message put together from fragments: a data message with
/// [`TEXT_MAX`] of text, 64 KiB of records, padding of 64 KiB and 1 KiB of everything else, in base64
/// (4/3): (256 + 64 + 64 + 1) KiB * 4/3 = 514 KiB; rounded up.
pub const LINE_MAX: usize = 640 * 1024;

/// The most bytes of records in one data message: one record of the greatest length there is, 65,535,
/// and its head of 4, rounded to 64 KiB and 8.
pub const TLVS_MAX: usize = 64 * 1024 + 8;

/// The longest question and the longest answer in a comparison of secrets: a record holds 65,535
/// bytes, the numbers of message 1 take 6 * 196 + 4 = 1,180 of them.
pub const QUESTION_MAX: usize = 32 * 1024;

/// How many texts may wait for the key exchange when the policy requires encryption: 32 of
/// [`TEXT_MAX`] are 8 MiB.
pub const HELD_TEXTS_MAX: usize = 32;

/// How many MAC keys wait to be revealed: each rotation frees those of at most 2 pairs of keys, and
/// each data message sent reveals them all. Whoever only receives does not rotate its own keys, so
/// more than 4 never wait between two messages; 64 leave room, and older ones are dropped.
pub const REVEALED_MACS_MAX: usize = 64;

/// How many instances of a peer may have private conversations of their own, or such as the other side has
/// ended: 16, of about 10 KB. One more, once it has proved itself, takes the place of one that ended, or of the
/// one not heard from longest.
pub const INSTANCES_MAX: usize = 16;

/// How many more may be in the midst of a first key exchange; the oldest gives way, since they may be anybody.
/// With pieces of a line of at most [`LINE_MAX`] for each client, two such lines of the peer as a whole and one of
/// clients not met before, a peer fills (16 + 8 + 2 + 1) * 640 KiB = 17 MiB at most. Texts that are held come on
/// top, but from our own side.
pub const NEWCOMERS_MAX: usize = 8;

/// The shortest line a carrier may be said to take: a fragment's head has up to 36 bytes, and with 28
/// for each piece a line of [`LINE_MAX`] becomes 23,406 fragments, of the 65,535 that can be counted.
pub const LONGEST_LINE_MIN: usize = 64;

/// The longest context of an extra key: a record holds 65,535 bytes, the key's use takes 4 of them.
pub const CONTEXT_MAX: usize = 65_531;
