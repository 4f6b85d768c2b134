//! What the service could see of chats and of those who take part in them: what it is, where it lies, and for how long. Each
//! table that an object has stands in it, or the audit fails; and `docs/privacy.md` has it, or a test does.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::{Result, ensure};
use serde::Deserialize;

use crate::objects::Kind::{Archive, Directory, Queue};
use crate::objects::{Kind, Objects};
use crate::server::Server;

/// One kind of data.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// What it is.
    what: &'static str,
    /// In which objects' tables it lies.
    tables: &'static [(Kind, &'static str)],
    /// Where else.
    elsewhere: &'static str,
    /// For how long.
    how_long: &'static str,
}

/// All of it.
const SEEN: [Seen; 25] = [
    Seen {
        what: "Texts of sealed chats, as ciphertext: their sizes, times, and which end has sent them",
        tables: &[(Queue, "entries")],
        elsewhere: "",
        how_long: "until the other end has acknowledged them, or the next exchange of keys",
    },
    Seen {
        what: "Texts of open chats, what guests have answered to what the queue asks among them, before and after",
        tables: &[
            (Queue, "entries"),
            (Queue, "transcripts"),
            (Archive, "surveys"),
        ],
        elsewhere: "Workers KV, if the queue keeps them",
        how_long: "as long as the chat runs; in KV for the days that the queue says",
    },
    Seen {
        what: "A chat that runs: guest's label, page, queue, skin, who holds it, a hash of the secret by which its guest comes back, \
               of the address what the queue is set to keep",
        tables: &[(Queue, "chats"), (Queue, "inbound")],
        elsewhere: "",
        how_long: "an hour after its end; 24 hours if it was to be handed on",
    },
    Seen {
        what: "What a chat was: begin, first claim, end and by whom, queue, skin, page, label, holders, how often handed on, from which \
               queues it was passed on unanswered, kind, categories, rating, of the address what the queue keeps",
        tables: &[(Archive, "chats"), (Archive, "held"), (Archive, "filed")],
        elsewhere: "",
        how_long: "kept, unless the queue's schedule or an administrator deletes it",
    },
    Seen {
        what: "Until when what was said in open chats is kept, and what of it is to be deleted",
        tables: &[(Archive, "retention"), (Archive, "removals")],
        elsewhere: "",
        how_long: "until it is deleted",
    },
    Seen {
        what: "By which words of what was said open chats are found, as keyed hashes, and the key",
        tables: &[
            (Archive, "words"),
            (Archive, "indexed"),
            (Archive, "word_key"),
        ],
        elsewhere: "",
        how_long: "as long as what was said; the key for good",
    },
    Seen {
        what: "What is to be done after open chats: who asks whom, since when, and a note",
        tables: &[(Archive, "follow_ups")],
        elsewhere: "",
        how_long: "30 days after it is done, a year at most",
    },
    Seen {
        what: "Webhooks: address, secret, of what they are told; which event of which chat or message they were told",
        tables: &[(Archive, "webhooks"), (Archive, "webhook_deliveries")],
        elsewhere: "",
        how_long: "until they are deleted; what they were told seven days",
    },
    Seen {
        what: "Who took chats where, from when to when",
        tables: &[(Archive, "shifts")],
        elsewhere: "",
        how_long: "1,100 days",
    },
    Seen {
        what: "When somebody is told that a queue needs people, and who; which chats wait and where nobody is, until that is told",
        tables: &[
            (Archive, "alert_rules"),
            (Archive, "watched"),
            (Archive, "alerts"),
        ],
        elsewhere: "",
        how_long: "the rules as long as the queue; all else until it is told, eight hours at most",
    },
    Seen {
        what: "What was done with many chats at once: what, by whom, when, from which network, by what they were narrowed down; the \
               ids of chats that were deleted",
        tables: &[(Archive, "bulk"), (Archive, "deleted")],
        elsewhere: "",
        how_long: "30 days",
    },
    Seen {
        what: "Mails: about which chat or message, to whom (not where a guest has a chat mailed to themselves), asked for by whom, and \
               what has become of them",
        tables: &[(Archive, "mails")],
        elsewhere: "",
        how_long: "30 days",
    },
    Seen {
        what: "What a mail of an open chat says",
        tables: &[],
        elsewhere: "Workers KV",
        how_long: "until it has gone, two days at most",
    },
    Seen {
        what: "Messages that guests leave where nobody is there: what they say, name, address, page; of sealed notes none of that, but the \
               note as it was sealed, with the fingerprints of the keys that open it",
        tables: &[(Archive, "messages")],
        elsewhere: "Workers KV",
        how_long: "90 days, or until they are deleted",
    },
    Seen {
        what: "Who is at a desk: status in their own words, since when, end of the shift",
        tables: &[(Queue, "operators")],
        elsewhere: "",
        how_long: "as long as they staff the queue, and its grace",
    },
    Seen {
        what: "Blocked guests: a keyed hash of the address",
        tables: &[(Queue, "blocks")],
        elsewhere: "",
        how_long: "24 hours",
    },
    Seen {
        what: "Settings: queues, duties, skins and their pictures, fingerprints of keys and what notes are sealed to, snippets, canned messages, the \
               organisation",
        tables: &[
            (Queue, "config"),
            (Directory, "queues"),
            (Directory, "duties"),
            (Directory, "skins"),
            (Directory, "skin_pictures"),
            (Directory, "pinned_keys"),
            (Directory, "keys"),
            (Directory, "snippets"),
            (Directory, "snippet_levels"),
            (Directory, "snippet_sites"),
            (Directory, "canned"),
            (Directory, "organisation"),
            (Directory, "address_key"),
        ],
        elsewhere: "",
        how_long: "until they are changed",
    },
    Seen {
        what: "People who sign in: name, display name, role, address, when they were there last; names that are gone",
        tables: &[(Directory, "operators"), (Directory, "former_names")],
        elsewhere: "",
        how_long: "until they are removed; their names for good",
    },
    Seen {
        what: "What lets them in, as hashes: passwords, application passwords, recovery codes, links; the secret of a second factor",
        tables: &[
            (Directory, "passwords"),
            (Directory, "application_passwords"),
            (Directory, "salt_key"),
            (Directory, "recovery_codes"),
            (Directory, "second_factors"),
            (Directory, "pending_second_factors"),
            (Directory, "links"),
            (Directory, "forgotten"),
            (Directory, "pending_emails"),
            (Directory, "mailed_codes"),
        ],
        elsewhere: "",
        how_long: "until they are changed, used or over",
    },
    Seen {
        what: "Passkeys: by what their authenticators know them, their public keys, how often they have signed, what they are called, when they were added and used last; random bytes by which authenticators know whose they are; what they are given to sign, as hashes",
        tables: &[
            (Directory, "passkeys"),
            (Directory, "passkey_holders"),
            (Directory, "passkey_challenges"),
        ],
        elsewhere: "",
        how_long: "until they are removed, or the person is; what is to be signed five minutes, and until the next is asked for",
    },
    Seen {
        what: "The identity provider: its address, the organisation's client id and secret; which account there is whose (the provider's subject), since when; ways back that were used, as hashes",
        tables: &[
            (Directory, "identity_provider"),
            (Directory, "provider_people"),
            (Directory, "provider_returns"),
        ],
        elsewhere: "",
        how_long: "until it is changed, or the person is removed; ways back ten minutes, and until the next one comes",
    },
    Seen {
        what: "Where they are signed in: browser, since when, used last, at which queues; browsers in which they have; wrong tries; \
               mails to guests, counted by a keyed hash of the address",
        tables: &[
            (Directory, "sessions"),
            (Directory, "admissions"),
            (Directory, "browsers"),
            (Directory, "sign_in_tries"),
        ],
        elsewhere: "",
        how_long: "until the session or what is counted is over",
    },
    Seen {
        what: "What administrators have changed: who, when, from which network, before and after",
        tables: &[(Directory, "audit")],
        elsewhere: "",
        how_long: "30 to 3,653 days, as the organisation says",
    },
    Seen {
        what: "What objects have yet to tell each other of the above, and what they have been told",
        tables: &[
            (Queue, "outbox"),
            (Queue, "inbox"),
            (Queue, "senders"),
            (Directory, "outbox"),
            (Archive, "inbox"),
            (Archive, "senders"),
        ],
        elsewhere: "",
        how_long: "until it is acknowledged; the numbers of what was told until its sender has none lower",
    },
    Seen {
        what: "Requests: address, browser, path, time, as any web server sees them",
        tables: &[],
        elsewhere: "Cloudflare's log, unless it is turned off",
        how_long: "some days",
    },
];

/// Tables that say nothing of anybody: which steps a database has taken, and under which name the local edge finds it.
const OF_NOBODY: [&str; 2] = ["migrations", "__miniflare_do_name"];

/// The table, as `docs/privacy.md` has it.
pub fn table() -> String {
    let mut table =
        "| the service could see | where it lies | how long |\n|---|---|---|\n".to_owned();
    for seen in SEEN {
        let (what, where_it_lies, how_long) = (seen.what, seen.places(), seen.how_long);
        writeln!(table, "| {what} | {where_it_lies} | {how_long} |").ok();
    }
    table
}

impl Seen {
    fn places(&self) -> String {
        let mut places = Vec::new();
        for (kind, name) in [
            (Queue, "queue"),
            (Archive, "archive"),
            (Directory, "directory"),
        ] {
            let tables = self.tables.iter().filter(|(of, _)| *of == kind);
            let tables: Vec<_> = tables.map(|(_, table)| format!("`{table}`")).collect();
            if !tables.is_empty() {
                places.push(format!("{name}: {}", tables.join(", ")));
            }
        }
        if !self.elsewhere.is_empty() {
            places.push(self.elsewhere.to_owned());
        }
        places.join("; ")
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Fails if an object of a server has a table that is not named here, or has not one that is.
pub(super) fn must_name_all_of(server: &Server) -> Result<()> {
    for kind in Kind::ALL {
        let statement = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' \
                         AND name NOT GLOB '_cf_*'";
        let tables: Vec<Vec<Named>> = Objects::of(server, kind).ask(statement)?;
        let there = tables.into_iter().flatten().map(|it| it.name);
        let there: BTreeSet<String> = there
            .filter(|it| !OF_NOBODY.contains(&it.as_str()))
            .collect();
        let all = SEEN.iter().flat_map(|seen| seen.tables);
        let named = all.filter(|(of, _)| *of == kind);
        let named: BTreeSet<String> = named.map(|(_, table)| (*table).to_owned()).collect();
        ensure!(
            there == named,
            "{kind:?} has the tables {there:?}, of which {named:?} are named"
        );
    }
    Ok(())
}
