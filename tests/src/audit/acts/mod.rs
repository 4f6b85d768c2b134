//! What is done in a chat of either kind: the same, as far as there is such a thing in both.

mod means;

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::GuestRating;
use hushdesk_web::session::comparison::{Compare, Comparison, SecretWord};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding, Permission};
use hushdesk_web::session::log::Delivery;
use hushdesk_web::session::text::Text;
use otr_wasm::Identity;
use serde_json::json;

use super::words::Said;
use super::{MAILED_TO, QUEUE};
use crate::browser::Browser;
use crate::library::signed_in;
use crate::own_program::OwnProgram;
use crate::server::Site;
use crate::talk::when;
use crate::window::{DeskWindow, GuestWindow, ours, theirs};
use means::has;

/// One chat and all who come to it.
pub(super) struct Acts<'a> {
    site: &'a Site,
    kind: ChatKind,
    guest: GuestWindow,
    desks: Vec<DeskWindow>,
}

/// The desks: two whose key is pinned, one whose key is not, and one more whose key is.
const FIRST: usize = 0;
const SECOND: usize = 1;
const UNPINNED: usize = 2;
const THIRD: usize = 3;

/// Who sits at the desks, and who has a program of their own.
const OPERATORS: [&str; 4] = ["desk1", "desk2", "desk3", "desk4"];
pub(super) const IN_A_PROGRAM: &str = "desk5";

impl<'a> Acts<'a> {
    /// The guest answers what the queue asks, and asks, while all are at their desks.
    pub(super) fn begin(
        site: &'a Site,
        kind: ChatKind,
        pinned: &Arc<Identity>,
        other: &Arc<Identity>,
    ) -> Result<Self> {
        let mut desks = Vec::new();
        for (place, name) in OPERATORS.into_iter().enumerate() {
            let key = if place == UNPINNED { other } else { pinned };
            let browser = signed_in(site, name)?;
            desks.push(DeskWindow::open(site, QUEUE, &browser, Arc::clone(key))?);
        }
        let place = (QUEUE, kind);
        let entered = Said::Entered.text(kind);
        let mut guest = GuestWindow::open(site, place, "198.51.100.7", &entered)?;
        guest.write(&Said::Question.text(kind))?;
        let mut acts = Self {
            site,
            kind,
            guest,
            desks,
        };
        acts.until("all are there", |acts| {
            acts.desks.iter().all(|desk| desk.view().operator.is_some())
        })?;
        Ok(acts)
    }

    /// An operator whose key is not pinned claims the chat, and is sent nothing.
    pub(super) fn is_refused(&mut self) -> Result<()> {
        if self.kind == ChatKind::Open {
            return Ok(());
        }
        self.claims(UNPINNED)?;
        self.until("the guest refuses the wrong key", |acts| {
            let standing = acts.guest.view().standing;
            matches!(standing, GuestStanding::LookingForAnother { .. })
        })?;
        ensure!(self.read_at(UNPINNED).is_empty(), "the wrong key has read");
        self.until("the chat is not theirs any more", |acts| {
            acts.standing_at(UNPINNED).is_some_and(|it| it.is_over())
        })
    }

    /// One claims it and answers; each then writes something while the other is away. In the meantime `look` is called.
    pub(super) fn is_answered(&mut self, look: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
        self.claims(FIRST)?;
        self.is_read_at(FIRST, Said::Entered)?;
        self.is_read_at(FIRST, Said::Question)?;
        self.says(FIRST, Said::Answer)?;

        self.takes_back()?;
        self.desk(FIRST)?.go_away()?;
        self.until("the guest sees that nobody is there", |acts| {
            !acts.guest.view().present
        })?;
        self.guest.write(&Said::ForTheDesk.text(self.kind))?;
        let kind = self.kind;
        self.until("it is with the queue", |acts| {
            acts.is_sent(Said::ForTheDesk.text(kind))
        })?;
        look("while the operator is away")?;
        self.desk(FIRST)?.come_back();
        self.is_read_at(FIRST, Said::ForTheDesk)?;

        self.guest.go_away()?;
        let chat = self.guest.chat().clone();
        self.desk(FIRST)?
            .write(&chat, &Said::ForTheGuest.text(kind))?;
        self.until("it is with the queue", |acts| {
            let log = acts.desks.first().and_then(|desk| desk.chat(&chat));
            log.is_some_and(|view| {
                let sent = ours(&view.log).pop();
                matches!(sent, Some((_, Delivery::Sent(_) | Delivery::Delivered)))
            })
        })?;
        look("while the guest is away")?;
        self.guest.come_back();
        self.is_heard(Said::ForTheGuest)
    }

    /// The guest has the operator prove that they know something.
    pub(super) fn compares(&mut self) -> Result<()> {
        if self.kind == ChatKind::Open {
            return Ok(());
        }
        let secret = || SecretWord::typed(Said::Secret.word(ChatKind::Sealed));
        let secret = || secret().context("it is one");
        self.guest.act(GuestEvent::Compares(Compare::Ask {
            question: Said::Asked.text(self.kind),
            secret: secret()?,
        }))?;
        self.until("the operator is asked", |acts| {
            let view = acts.view_at(FIRST);
            matches!(view.map(|it| it.comparison), Some(Comparison::Asked { .. }))
        })?;
        let chat = self.guest.chat().clone();
        let step = Compare::Answer(secret()?);
        self.desk(FIRST)?.act(DeskEvent::Compare { chat, step })?;
        self.until("both know that it is the same", |acts| {
            let view = acts.guest.view();
            matches!(view.comparison, Comparison::Over { .. })
        })
    }

    /// The chat is handed on; in a sealed one the guest lets the next operator read what was said before.
    pub(super) fn is_handed_on(&mut self) -> Result<()> {
        self.hands_on(FIRST, "desk2")?;
        self.claims(SECOND)?;
        self.says(SECOND, Said::AfterTransfer)?;
        if self.kind == ChatKind::Sealed {
            let chat = self.guest.chat().clone();
            self.desk(SECOND)?.act(DeskEvent::AskForEarlier(chat))?;
            self.until("the guest is asked", |acts| {
                acts.guest.view().permission == Permission::Asked
            })?;
            let texts = self.earlier();
            self.guest.act(GuestEvent::Allowed { texts, words: None })?;
        }
        let question = Said::Question.word(self.kind);
        self.until("the next operator reads what was said before", |acts| {
            let Some(view) = acts.view_at(SECOND) else {
                return false;
            };
            let earlier = view.earlier_texts.iter().map(|it| it.text.clone());
            let mut all = earlier.chain(theirs(&view.log).into_iter().map(str::to_owned));
            all.any(|text| text.contains(question))
        })
    }

    /// That operator vanishes, and another one goes on.
    pub(super) fn is_continued(&mut self) -> Result<()> {
        self.desk(SECOND)?.go_away()?;
        self.until("the guest hears that the operator is gone", |acts| {
            let standing = acts.guest.view().standing;
            matches!(standing, GuestStanding::Interrupted { .. })
        })?;
        self.guest.write(&Said::AfterContinuation.text(self.kind))?;
        self.claims(THIRD)?;
        self.is_read_at(THIRD, Said::AfterContinuation)
    }

    /// It is handed to an operator in a program of their own, who asks for the earlier messages in a sealed chat.
    pub(super) fn goes_to_a_program(
        &mut self,
        password: &str,
        identity: &Arc<Identity>,
    ) -> Result<()> {
        let program = OwnProgram::sign_in(self.site, (IN_A_PROGRAM, password))?;
        self.hands_on(THIRD, IN_A_PROGRAM)?;
        let (kind, identity) = (self.kind, Arc::clone(identity));
        let claiming =
            std::thread::spawn(move || OwnProgram::claim(program, QUEUE, kind, identity));
        self.until("the program has it", |_| claiming.is_finished())?;
        let claimed = claiming.join();
        let mut program = claimed.ok().context("the program panicked")??;
        self.with_program(
            &mut program,
            "the guest talks with the program",
            |acts, _| matches!(acts.guest.view().standing, GuestStanding::Talking { .. }),
        )?;
        self.guest.write(&Said::ToTheProgram.text(kind))?;
        self.with_program(&mut program, "the program reads", |_, program| {
            has(program.read(), Said::ToTheProgram, kind)
        })?;
        program.write(&Said::ByTheProgram.text(kind))?;
        self.with_program(&mut program, "the guest reads", |acts, _| {
            has(&acts.heard(), Said::ByTheProgram, kind)
        })?;
        if kind == ChatKind::Sealed {
            program.command(QUEUE, "ask")?;
            self.with_program(&mut program, "the guest is asked", |acts, _| {
                acts.guest.view().permission == Permission::Asked
            })?;
            let words = Some(Text::typed(&Said::Answer.text(kind))?);
            let texts = self.earlier();
            self.guest.act(GuestEvent::Allowed { texts, words })?;
            self.with_program(&mut program, "the program reads what was said", |_, it| {
                has(it.read(), Said::Answer, kind)
            })?;
        }
        Ok(())
    }

    /// The guest ends it and says how it was; the operator says what it was about. All that can be asked for about it is.
    pub(super) fn ends(mut self, admin: &Browser) -> Result<()> {
        if self.kind == ChatKind::Sealed {
            // The same words go to whoever answers, while there is somebody.
            self.guest.write(&Said::Surveyed.text(self.kind))?;
        }
        self.guest.end()?;
        self.until("the chat is over", |acts| {
            acts.guest.view().standing.is_over()
        })?;
        let chat = self.guest.chat().clone();
        let rated = format!("/api/v1/queues/{QUEUE}/chats/{chat}/rating");
        let said = (self.kind == ChatKind::Open).then(|| Said::Surveyed.text(self.kind).parse());
        let rating = GuestRating {
            token: self.guest.token().clone(),
            rating: Some(5.try_into()?),
            said: said.transpose()?,
        };
        done(&Browser::at(self.site).put(&rated, &rating)?, 204)?;
        let of_chat = format!("/api/v1/history/{chat}");
        let about = json!({"categories": ["Maps"]});
        when(|| {
            let answer = admin.put(&format!("{of_chat}/categories"), &about)?;
            Ok((answer.status() == 204).then_some(()))
        })?;
        for path in [
            "/api/v1/history",
            "/api/v1/statistics",
            "/api/v1/audit",
            &of_chat,
        ] {
            done(&admin.get(path)?, 200)?;
        }
        let to = json!({"to": MAILED_TO});
        let (read, mailed) = match self.kind {
            ChatKind::Sealed => (409, 409),
            ChatKind::Open => (200, 201),
        };
        when(|| {
            let answer = admin.get(&format!("{of_chat}/transcript"))?;
            Ok((answer.status() == read).then_some(()))
        })?;
        done(&admin.post(&format!("{of_chat}/mails"), &to)?, mailed)?;
        for desk in &mut self.desks {
            desk.put_away(&chat)?;
        }
        Ok(())
    }
}

fn done(answer: &crate::browser::Answer, status: u16) -> Result<()> {
    ensure!(answer.status() == status, "{}", answer.status());
    Ok(())
}
