//! The parts of which a library's day is made, at a server that counts: each is done as browsers do it, and ends when nothing
//! is being worked on any more.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_web::ambient::rng;
use otr_wasm::Identity;
use serde_json::json;

use crate::browser::{Answer, Browser};
use crate::counted::{CountedServer, Counts};
use crate::library::{self, signed_in};
use crate::server::Site;
use crate::talk::when;
use crate::window::{Conversation, DeskWindow, fingerprint};

/// Where all chats are.
const QUEUE: &str = "reference";

/// For how many days what is said in open chats is kept.
const DAYS: u32 = 30;

/// What a console asks for when it is opened, beside the socket to its queue.
const CONSOLE_ASKS: [&str; 6] = [
    "/console/",
    "/api/v1/session",
    "/api/v1/queues",
    "/api/v1/skins",
    "/api/v1/canned",
    "/api/v1/queues/reference/categories",
];

/// For how long a desk listens before it is asked whether an alarm has rung.
const TURN: Duration = Duration::from_millis(200);

/// A library, with an operator at the desk.
pub struct Day<'a> {
    server: &'a CountedServer,
    site: Site,
    identity: Arc<Identity>,
    admin: Browser,
    operator: Browser,
    desk: DeskWindow,
    guests: u8,
}

impl<'a> Day<'a> {
    /// Sets the library up, has one operator come to the desk, and answers a chat of each kind, so that all tables are made.
    pub fn begin(server: &'a CountedServer) -> Result<Self> {
        let identity = Arc::new(Identity::generate(&mut rng()));
        let site = server.server().site("day");
        let setup = library::pinning(library::setup()?, fingerprint(&identity));
        Browser::at(&site).found(&setup)?;
        let admin = signed_in(&site, "admin")?;
        set_up(&admin)?;
        let operator = signed_in(&site, "desk1")?;
        let desk = DeskWindow::open(&site, QUEUE, &operator, Arc::clone(&identity))?;
        let mut day = Self {
            server,
            site,
            identity,
            admin,
            operator,
            desk,
            guests: 0,
        };
        day.chat(ChatKind::Sealed, 2)?;
        day.chat(ChatKind::Open, 2)?;
        Ok(day)
    }

    /// How many chats there have been.
    pub const fn chats(&self) -> u8 {
        self.guests
    }

    /// A chat with so many texts, from the opening of the widget to the category in which the operator puts it at the end.
    pub fn chat(&mut self, kind: ChatKind, texts: usize) -> Result<Counts> {
        let before = self.settled()?;
        let chat = self.talk(kind, texts)?;
        let path = format!("/api/v1/history/{chat}");
        done(&self.operator.get(&path)?, 200)?;
        let about = json!({"categories": ["Maps"]});
        done(
            &self.operator.put(&format!("{path}/categories"), &about)?,
            204,
        )?;
        self.counted_since(&before)
    }

    /// An operator signs in and opens the console.
    pub fn shift_begins(&mut self) -> Result<Counts> {
        let before = self.settled()?;
        let operator = signed_in(&self.site, "desk2")?;
        for path in CONSOLE_ASKS {
            done(&operator.get(path)?, 200)?;
        }
        let mut desk = DeskWindow::open(&self.site, QUEUE, &operator, Arc::clone(&self.identity))?;
        while desk.view().operator.is_none() {
            desk.listen(TURN)?;
        }
        self.counted_since(&before)
    }

    /// The button of a page asks once whether somebody is there.
    pub fn presence(&self) -> Result<Counts> {
        let before = self.settled()?;
        let asks = "/api/v1/snippets/reference-sealed/presence?language=en";
        done(&Browser::at(&self.site).get(asks)?, 200)?;
        self.counted_since(&before)
    }

    /// The administrator looks at the first page of the history, and at the statistics.
    pub fn history(&self) -> Result<Counts> {
        let before = self.settled()?;
        for path in ["/api/v1/history", "/api/v1/statistics"] {
            done(&self.admin.get(path)?, 200)?;
        }
        self.counted_since(&before)
    }

    /// What was said in an open chat of two texts is mailed: what comes beyond the chat.
    pub fn mail(&mut self) -> Result<Counts> {
        let chat = self.talk(ChatKind::Open, 2)?;
        let before = self.settled()?;
        let to = json!({"to": "guest@transcripts.example"});
        let path = format!("/api/v1/history/{chat}/mails");
        done(&self.operator.post(&path, &to)?, 201)?;
        when(|| {
            let counts = self.counted_since(&before)?;
            // The text is deleted when the mail has gone.
            Ok((counts.kv_deletes > 0).then_some(counts))
        })
    }

    /// The desk waits for chats, from one look of the queue at who is there to the next.
    pub fn waiting(&mut self) -> Result<Counts> {
        let (server, desk) = (self.server, &mut self.desk);
        between_alarms(server, || desk.listen(TURN).map(drop))
    }

    /// A chat runs in which nobody says anything, from one look of the queue at who is there to the next.
    pub fn running(&mut self) -> Result<Counts> {
        let address = self.next_address();
        let place = (QUEUE, ChatKind::Sealed);
        let mut talk = Conversation::begin(&self.site, place, &mut self.desk, &address)?;
        let counts = between_alarms(self.server, || talk.pause(TURN))?;
        talk.end()?;
        Ok(counts)
    }

    /// A chat without what is done about it afterwards, once all has come that was sent.
    fn talk(&mut self, kind: ChatKind, texts: usize) -> Result<ChatId> {
        let before = self.settled()?;
        let address = self.next_address();
        let said = self.desk.said();
        done(&Browser::at(&self.site).get("/widget/")?, 200)?;
        let place = (QUEUE, kind);
        let mut talk = Conversation::begin(&self.site, place, &mut self.desk, &address)?;
        talk.talk(texts)?;
        let (chat, by_guest) = talk.end()?;
        let messages = by_guest + self.desk.said() - said;
        when(|| {
            let counts = self.counted_since(&before)?;
            let came: u64 = counts.objects.values().map(|it| it.messages).sum();
            Ok((came == messages).then_some(()))
        })?;
        Ok(chat)
    }

    fn next_address(&mut self) -> String {
        self.guests += 1;
        format!("198.51.100.{}", self.guests)
    }

    fn counted_since(&self, before: &Counts) -> Result<Counts> {
        Ok(&self.settled()? - before)
    }

    /// What has been counted so far, once nothing is being worked on.
    fn settled(&self) -> Result<Counts> {
        settled(self.server)
    }
}

/// The queue of all chats keeps what is said in open ones and has a category, and the library mails.
fn set_up(admin: &Browser) -> Result<()> {
    let settings = QueueSettings {
        retain: Some(DAYS),
        categories: vec!["Maps".parse()?],
        ..QueueSettings::default()
    };
    let path = format!("/api/v1/queues/{QUEUE}/settings");
    done(&admin.put(&path, &settings)?, 204)?;
    let organisation = json!({
        "name": "The library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    done(&admin.put("/api/v1/organisation", &organisation)?, 204)
}

fn settled(server: &CountedServer) -> Result<Counts> {
    when(|| {
        let counts = server.counts()?;
        Ok((counts.busy == 0).then_some(counts))
    })
}

/// What is counted from the next alarm of a queue to the one after it, which both ring while that is done.
fn between_alarms(
    server: &CountedServer,
    mut meanwhile: impl FnMut() -> Result<()>,
) -> Result<Counts> {
    let mut next = |before: &Counts| loop {
        meanwhile()?;
        let counts = settled(server)?;
        if rung(&counts)? > rung(before)? {
            return Ok::<_, anyhow::Error>(counts);
        }
    };
    // The first one may belong to what was before.
    let first = next(&settled(server)?)?;
    let second = next(&first)?;
    Ok(&next(&second)? - &second)
}

fn rung(counts: &Counts) -> Result<u64> {
    let queue = counts.objects.get("queue");
    Ok(queue.context("there is no queue")?.alarms)
}

fn done(answer: &Answer, status: u16) -> Result<()> {
    ensure!(answer.status() == status, "{}", answer.status());
    Ok(())
}
