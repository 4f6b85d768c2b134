//! Every bound of the wire, each with its sum.

/// Bytes of one text message before sealing. 10,000 characters of the longest UTF-8 kind are 40,000.
pub const TEXT_BYTES_MAX: usize = 40_000;

/// Bytes of one sealed text. A data message is the text, its records and up to 250 revealed MAC keys in
/// base64: (40,000 + 20,000 + 20 * 250) * 4 / 3 = 86,667, rounded up to a whole power.
pub const SEALED_TEXT_BYTES_MAX: usize = 131_072;

/// Bytes of a D-H Commit. In OTR version 3 it has 11 of a header, 4 + 196 of an encrypted key and 4 + 32 of a hash, in
/// base64 332, with `?OTR:` and a dot 338; twice that, and room to spare.
pub const COMMIT_BYTES_MAX: usize = 1_024;

/// Bytes of a sealed note in base64: 64 KB of a note, 100 bytes for each of 100 readers, 26 of marks, all times 4 / 3, are 100,752.
pub const SEALED_NOTE_TEXT_BYTES_MAX: usize = 102_400;

/// Bytes of a note key in base64: an OTR key of 422, 81 of mark, key and signature, all times 4 / 3, are 672.
pub const NOTE_KEY_TEXT_BYTES_MAX: usize = 700;

/// Bytes of one frame from a client: a sealed text and its JSON.
pub const FRAME_BYTES_MAX: usize = SEALED_TEXT_BYTES_MAX + 4_096;

/// Bytes of the address of the page a guest writes from; a longer one is cut by the widget.
pub const PAGE_ADDRESS_BYTES_MAX: usize = 2_048;

/// Bytes of what an operator says of their status.
pub const STATUS_BYTES_MAX: usize = 400;

/// Bytes of the note that goes with an open chat to the next operator.
pub const NOTE_BYTES_MAX: usize = 4_000;

/// Bytes of what operators of a queue say to each other at once. It goes to every window: at most 500 * 4,000 = 2 MB.
pub const COLLEAGUE_TEXT_BYTES_MAX: usize = 4_000;

/// Bytes of what a queue says to a guest whom nobody has answered.
pub const NOTICE_BYTES_MAX: usize = 4_000;

/// Bytes of a queue's profile: some four printed pages, of which a librarian finds what they need while a guest waits.
pub const PROFILE_TEXT_BYTES_MAX: usize = 16_384;

/// Places in the line of those who wait that are told exactly. Each time somebody is answered those behind move up: so many
/// are told, however many wait.
pub const PLACES_TOLD_MAX: u32 = 10;

/// Seconds a queue may be set to wait for something, at least.
pub const WAIT_SECONDS_MIN: u32 = 5;

/// Seconds a queue may be set to wait for something, at most: an hour.
pub const WAIT_SECONDS_MAX: u32 = 3_600;

/// Seconds for which nobody is there until that is told, at most: four hours.
pub const UNSTAFFED_SECONDS_MAX: u32 = 14_400;

/// Seconds after which a chat that nobody has answered is passed on to another queue, at least: less, and nobody could have
/// read it.
pub const ROLLOVER_SECONDS_MIN: u32 = 10;

/// Queues to which a chat of one snippet is passed on, one after the other: with that to which it comes first five, and no
/// guest waits for a sixth.
pub const ROLLOVER_LEVELS_MAX: usize = 4;

/// Days a queue may keep what was said in an open chat, at most: ten years.
pub const RETAIN_DAYS_MAX: u32 = 3_650;

/// Bytes of the JSON of a guest's log that is sent to an operator on request: a hundred of the longest texts.
pub const EARLIER_BYTES_MAX: usize = 4_194_304;

/// Texts of that log: more than anybody writes or reads in one chat, and few enough to be drawn.
pub const EARLIER_TEXTS_MAX: usize = 2_000;

/// Bytes of that log in one part. Sealed, a part is about 32 KB.
pub const EARLIER_PART_BYTES_MAX: usize = 24_000;

/// Bytes of that log where it is said in one ordinary message, to a program that reads nothing else: five pages. Should all
/// of it be characters that are escaped, 5 * 16,384 = 81,920 bytes are sealed, which has room in
/// [`SEALED_TEXT_BYTES_MAX`].
pub const EARLIER_SAID_BYTES_MAX: usize = 16_384;

/// Characters of the name of a queue, operator, skin, snippet or organisation.
pub const NAME_CHARS_MAX: usize = 63;

/// People of one organisation: more than any library system has, and what a directory holds without effort.
pub const PEOPLE_MAX: u32 = 5_000;

/// Queues of one organisation.
pub const QUEUES_MAX: u32 = 100;

/// Skins of one organisation.
pub const SKINS_MAX: u32 = 100;

/// Snippets of one organisation.
pub const SNIPPETS_MAX: u32 = 500;

/// Characters of what people read: a title, a label, a display name.
pub const LABEL_CHARS_MAX: usize = 100;

/// Characters of a question that a queue asks its guests: two lines of a widget.
pub const QUESTION_CHARS_MAX: usize = 200;

/// Characters of what invites whoever is on a library's page to chat: three lines over its button.
pub const INVITATION_CHARS_MAX: usize = 160;

/// Characters of a pattern of a library's pages: longer paths are matched by their beginning.
pub const PAGE_PATTERN_CHARS_MAX: usize = 200;

/// Bytes of what is looked for in a list: those of a whole label.
pub const SEARCH_BYTES_MAX: usize = 4 * LABEL_CHARS_MAX;

/// Characters a password must have.
pub const PASSWORD_CHARS_MIN: usize = 10;

/// Bytes of a password. Argon2id takes more; nobody types more.
pub const PASSWORD_BYTES_MAX: usize = 1_024;

/// Fingerprints one skin may pin: thirty operators, each with an old and a new key, and room to spare.
pub const PINNED_FINGERPRINTS_MAX: usize = 100;

/// Origins of pages that may embed one snippet: a library's catalogue, its branches, its university.
pub const SITES_PER_SNIPPET_MAX: usize = 50;

/// Seconds between two heartbeats of a client.
pub const HEARTBEAT_SECONDS: u64 = 10;

/// Seconds without an answer to a heartbeat after which a client takes its socket for dead: with the
/// interval between two of them, a half-open connection is noticed within 10 + 10 seconds.
pub const HEARTBEAT_ANSWER_SECONDS: u64 = 10;

/// What a client sends as its heartbeat. The edge answers it without waking the queue.
pub const HEARTBEAT: &str = "ping";

/// The answer to a heartbeat.
pub const HEARTBEAT_ANSWER: &str = "pong";
