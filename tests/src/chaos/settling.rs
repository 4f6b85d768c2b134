//! The end of a round: all come back, everything arrives, the chats end; and what has to be so then.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{ChatRow, Page, Said, Transcript};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::GuestStanding;
use hushdesk_web::session::log::Delivery;
use hushdesk_web::session::operator_session::Standing;
use serde::Deserialize;
use serde_json::{Value, json};

use super::invariants::must_have_one_winner;
use super::round::{Chat, Round};
use super::tally::Tally;
use super::{DESKS, mailed_to};
use crate::browser::json as read_json;
use crate::mail::mails_to;
use crate::objects::{Kind, Objects};
use crate::talk::when;
use crate::window::{ours, theirs};

/// How long it may take until everything has arrived, on a busy machine.
const SETTLED_MAX: Duration = Duration::from_secs(120);

/// How often a chat that is being handed on is taken back.
const TAKE_BACK: Duration = Duration::from_secs(1);

/// What an object has left to tell.
const LEFT: &str = "SELECT receiver, says, tries, due FROM outbox";

#[derive(Deserialize)]
struct Count {
    n: u64,
}

impl Round<'_> {
    /// All that is left to do and to be held against what has to be so.
    pub(super) fn ends(mut self) -> Result<Tally> {
        self.settles().context("when all came back")?;
        self.all_write()?;
        self.settles().context("after a last text of each")?;
        self.polled.rests()?;
        self.must_be_whole()?;
        self.all_end()?;
        self.must_be_archived()?;
        self.must_be_kept()?;
        self.must_be_mailed_once()?;
        self.must_be_told()?;
        Ok(self.counted())
    }

    fn settles(&mut self) -> Result<()> {
        let deadline = Instant::now() + SETTLED_MAX;
        let mut taken_back = Instant::now();
        for desk in &mut self.desks {
            desk.come_back();
        }
        loop {
            self.listens()?;
            let unsettled = (0..self.chats.len()).find_map(|number| self.what_is_missing(number));
            let Some(unsettled) = unsettled else {
                return Ok(());
            };
            if Instant::now() > deadline {
                bail!("it does not settle: {unsettled}");
            }
            let takes_back = taken_back.elapsed() > TAKE_BACK;
            if takes_back {
                taken_back = Instant::now();
            }
            for number in 0..self.chats.len() {
                self.is_taken_up(number, takes_back)?;
            }
        }
    }

    /// Whoever is handing the chat on keeps it, and if nobody has it somebody claims it.
    fn is_taken_up(&mut self, number: usize, takes_back: bool) -> Result<()> {
        let Some(chat) = self.chats.get(number).map(|it| it.guest.chat().clone()) else {
            return Ok(());
        };
        for desk in &mut self.desks {
            let standing = desk.chat(&chat).map(|view| view.standing);
            if takes_back && matches!(standing, Some(Standing::Passing(_))) {
                desk.act(DeskEvent::CancelTransfer(chat.clone()))?;
            }
        }
        if (0..DESKS).any(|desk| self.holds(desk, &chat)) {
            return Ok(());
        }
        self.claims(number % DESKS, &chat)
    }

    /// What keeps a chat from being settled: one desk has it, and both ends have what the other wrote.
    fn what_is_missing(&self, number: usize) -> Option<String> {
        let chat = self.chats.get(number)?;
        let standing = chat.guest.view().standing;
        if !matches!(standing, GuestStanding::Talking { .. }) {
            return Some(format!("chat {number}: {standing:?}"));
        }
        let views = self.desks.iter().map(|desk| desk.chat(chat.guest.chat()));
        let held = views.flatten().filter(|view| !view.standing.is_over());
        let held: Vec<_> = held.collect();
        let [view] = held.as_slice() else {
            return Some(format!("chat {number} is with {} desks", held.len()));
        };
        if !matches!(view.standing, Standing::Open | Standing::Sealed { .. }) {
            return Some(format!("chat {number}: {:?}", view.standing));
        }
        let guests = ours(&chat.guest.view().log).into_iter();
        let undelivered = guests
            .chain(ours(&view.log))
            .find(|(_, delivery)| !matches!(delivery, Delivery::Delivered | Delivery::Unsent));
        undelivered.map(|(text, delivery)| format!("{text:?} is {delivery:?}"))
    }

    /// Whatever was acknowledged has arrived, nothing came twice or out of turn, and each claim had one winner.
    fn must_be_whole(&self) -> Result<()> {
        for (number, chat) in self.chats.iter().enumerate() {
            self.chat_must_be_whole(chat)
                .with_context(|| format!("in the {:?} chat {number}", chat.kind))?;
        }
        let desks = self.desks.iter().enumerate();
        let won = desks.flat_map(|(place, desk)| {
            let claimed = desk.claimed().iter();
            claimed.map(move |(chat, lease)| (place, chat.clone(), *lease))
        });
        must_have_one_winner(&won.collect::<Vec<_>>())
    }

    fn chat_must_be_whole(&self, chat: &Chat) -> Result<()> {
        let mut taken = BTreeSet::new();
        for view in self
            .desks
            .iter()
            .filter_map(|it| it.chat(chat.guest.chat()))
        {
            chat.written.must_be_read(&owned(&theirs(&view.log)))?;
            let delivered = ours(&view.log).into_iter();
            // What the queue has of an open chat it delivers as it is, whoever holds the chat then.
            let is_taken = |it: &Delivery| match it {
                Delivery::Delivered => true,
                Delivery::Sent(_) => chat.kind == ChatKind::Open,
                Delivery::Waiting | Delivery::Sending(_) | Delivery::Unsent => false,
            };
            let delivered = delivered.filter(|(_, it)| is_taken(it));
            taken.extend(delivered.map(|(text, _)| text));
        }
        chat.written.must_be_all(&chat.read)?;
        let heard = owned(&theirs(&chat.guest.view().log));
        chat.written.must_be_heard(&heard, &taken)
    }

    /// Guests and operators end them, by turns.
    fn all_end(&mut self) -> Result<()> {
        for number in 0..self.chats.len() {
            let Some(chat) = self.chats.get_mut(number) else {
                continue;
            };
            let id = chat.guest.chat().clone();
            if number % 2 == 0 {
                chat.guest.end()?;
                continue;
            }
            for desk in 0..DESKS {
                if self.holds(desk, &id) {
                    self.desk(desk)?.act(DeskEvent::End(id.clone()))?;
                }
            }
        }
        self.polled.ends()?;
        let deadline = Instant::now() + SETTLED_MAX;
        while !self
            .chats
            .iter()
            .all(|it| it.guest.view().standing.is_over())
        {
            ensure!(Instant::now() < deadline, "a chat does not end");
            self.listens()?;
        }
        Ok(())
    }

    fn opened(&self) -> BTreeSet<ChatId> {
        let chats = self.chats.iter().map(|chat| &chat.guest);
        let all = chats.chain([&self.polled.guest]);
        all.map(|guest| guest.chat().clone()).collect()
    }

    /// Each chat is one row of the history, and has ended there.
    fn must_be_archived(&self) -> Result<()> {
        let opened = self.opened();
        let rows = || -> Result<Vec<ChatRow>> {
            let page: Page<ChatRow> = read_json(self.place.admin.get("/api/v1/history")?)?;
            Ok(page.items)
        };
        let ended = when(|| {
            let rows = rows()?;
            let ended = rows.iter().filter(|row| row.ended.is_some()).count();
            Ok((ended >= opened.len()).then_some(()))
        });
        ended.with_context(|| format!("of {} chats the history has {:?}", opened.len(), rows()))?;
        let rows = rows()?;
        let listed: BTreeSet<_> = rows.iter().map(|row| row.chat.clone()).collect();
        ensure!(
            rows.len() == opened.len() && listed == opened,
            "the history has {rows:?} for {opened:?}"
        );
        Ok(())
    }

    /// What was said in each open chat is kept, each text of its guest once and in order.
    fn must_be_kept(&self) -> Result<()> {
        let open = self.chats.iter().filter(|chat| chat.kind == ChatKind::Open);
        for chat in open {
            let path = format!("/api/v1/history/{}/transcript", chat.guest.chat());
            let kept = when(|| {
                let answer = self.place.admin.get(&path)?;
                if answer.status() != 200 {
                    return Ok(None);
                }
                let kept: Transcript = read_json(answer)?;
                Ok((!kept.runs).then_some(kept))
            });
            let kept = kept.context("what was said is not kept")?;
            let said = kept.entries.into_iter().filter_map(|it| {
                let Said::Guest { text } = it.said else {
                    return None;
                };
                Some(text.as_str().to_owned())
            });
            let said: Vec<_> = said.collect();
            chat.written.must_be_read(&said)?;
            chat.written.must_be_all(&said.into_iter().collect())?;
        }
        Ok(())
    }

    /// What was said in an open chat is mailed, once.
    fn must_be_mailed_once(&self) -> Result<()> {
        let mut chats = self.chats.iter();
        let open = chats.find(|chat| chat.kind == ChatKind::Open);
        let chat = open.context("there is an open one")?.guest.chat();
        let to = mailed_to(self.seed);
        let path = format!("/api/v1/history/{chat}/mails");
        let mail = json!({"to": to});
        when(|| Ok((self.place.admin.post(&path, &mail)?.status() == 201).then_some(())))?;
        mails_to(&self.place.admin, &to, 1)?;
        Ok(())
    }

    /// No object has anything left to tell another, and the mail has not come a second time.
    fn must_be_told(&self) -> Result<()> {
        let statement = "SELECT count(*) AS n FROM outbox";
        for kind in [Kind::Directory, Kind::Queue] {
            let told = when(|| {
                // A copy that is made while something is written may not be read.
                let counts = Objects::of(self.server, kind).ask::<Count>(statement);
                let left = counts.map(|all| all.iter().flatten().map(|it| it.n).sum::<u64>());
                Ok(left.ok().filter(|left| *left == 0))
            });
            told.with_context(|| {
                let left = Objects::of(self.server, kind).ask::<Value>(LEFT);
                format!("{kind:?} objects have something left to tell: {left:?}")
            })?;
        }
        let mails = mails_to(&self.place.admin, &mailed_to(self.seed), 1)?;
        ensure!(mails.len() == 1, "it was mailed {} times", mails.len());
        Ok(())
    }

    fn counted(self) -> Tally {
        let is_sealed = |kind: ChatKind| u64::from(kind == ChatKind::Sealed);
        let sealed: u64 = self.chats.iter().map(|chat| is_sealed(chat.kind)).sum();
        let texts: usize = self.chats.iter().map(|chat| chat.written.texts()).sum();
        let claims: usize = self.desks.iter().map(|desk| desk.claimed().len()).sum();
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        Tally {
            chats: count(self.chats.len() + 1),
            sealed: sealed + is_sealed(self.polled.kind),
            texts: count(texts + self.polled.texts()),
            claims: count(claims + 1),
            ..self.tally
        }
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
