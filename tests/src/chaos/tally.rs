//! What has happened in a round.

use std::fmt;
use std::ops::AddAssign;

/// How often what has happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Chats that were opened.
    pub chats: u64,
    /// Of these such as were sealed.
    pub sealed: u64,
    /// Texts that were written.
    pub texts: u64,
    /// Lines that were cut.
    pub cuts: u64,
    /// Pages that were loaded anew.
    pub reloads: u64,
    /// How often the server was killed.
    pub kills: u64,
    /// How often it was deployed.
    pub deploys: u64,
    /// How often its clock jumped.
    pub jumps: u64,
    /// Frames that came twice or after the next one, polls that came twice or whose line broke.
    pub mishaps: u64,
    /// Frames and requests of strangers.
    pub hostile: u64,
    /// Claims that were won.
    pub claims: u64,
    /// Chats that were handed on, whether somebody took them or not.
    pub handed_on: u64,
    /// Operators who have vanished while they held a chat.
    pub vanished: u64,
    /// Milliseconds it all took.
    pub millis: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.chats += other.chats;
        self.sealed += other.sealed;
        self.texts += other.texts;
        self.cuts += other.cuts;
        self.reloads += other.reloads;
        self.kills += other.kills;
        self.deploys += other.deploys;
        self.jumps += other.jumps;
        self.mishaps += other.mishaps;
        self.hostile += other.hostile;
        self.claims += other.claims;
        self.handed_on += other.handed_on;
        self.vanished += other.vanished;
        self.millis += other.millis;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} chats ({} sealed), {} texts, {} claims, {} handed on, {} operators vanished, {} lines cut, {} pages loaded \
             anew, {} mishaps of frames and polls, {} hostile acts, {} kills, {} deploys, {} jumps of the clock; {} s",
            self.chats,
            self.sealed,
            self.texts,
            self.claims,
            self.handed_on,
            self.vanished,
            self.cuts,
            self.reloads,
            self.mishaps,
            self.hostile,
            self.kills,
            self.deploys,
            self.jumps,
            self.millis / 1_000,
        )
    }
}
