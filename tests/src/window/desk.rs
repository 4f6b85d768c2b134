//! An operator's window at one queue: the desk of the console without its page.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::{FromOperator, Refusal, ToOperator};
use hushdesk_protocol::ids::{ChatId, Lease, SeatId};
use hushdesk_web::ambient::{random_bytes, rng};
use hushdesk_web::otr::Otr;
use hushdesk_web::session::desk::{Desk, DeskEffect, DeskEvent, DeskView, Line};
use hushdesk_web::session::operator_session::{ChatView, KeptChat};
use hushdesk_web::session::text::Text;
use otr_wasm::Identity;

use super::build::Build;
use super::now;
use super::wire::{Mishap, Next, Wire};
use crate::browser::Browser;
use crate::server::Site;
use crate::socket;

/// An operator at a desk.
pub struct DeskWindow {
    desk: Desk,
    identity: Arc<Identity>,
    seat: SeatId,
    site: Site,
    queue: String,
    browser: Browser,
    kept: BTreeMap<ChatId, Vec<u8>>,
    claimed: Vec<(ChatId, Lease)>,
    wire: Wire<FromOperator, ToOperator>,
    /// It has closed its socket for good: the page has to be loaded anew.
    has_hung_up: bool,
    is_away: bool,
}

impl DeskWindow {
    /// Takes a seat at a queue, with this key. The browser is signed in.
    pub fn open(
        site: &Site,
        queue: &str,
        browser: &Browser,
        identity: Arc<Identity>,
    ) -> Result<Self> {
        let seat = SeatId::from_bytes(random_bytes());
        let mut window = Self {
            desk: Desk::new(seat.clone(), Otr::of(Arc::clone(&identity))),
            identity,
            seat,
            site: site.clone(),
            queue: queue.to_owned(),
            browser: browser.clone(),
            kept: BTreeMap::new(),
            claimed: Vec::new(),
            wire: Wire::new(),
            has_hung_up: false,
            is_away: false,
        };
        window.come_up()?;
        Ok(window)
    }

    /// What there is to be seen.
    pub fn view(&self) -> DeskView {
        self.desk.view()
    }

    /// A chat that it holds or held.
    pub fn chat(&self, chat: &ChatId) -> Option<ChatView> {
        let mut chats = self.view().chats.into_iter();
        chats.find(|it| it.chat == *chat)
    }

    /// How many frames it has sent.
    pub const fn said(&self) -> u64 {
        self.wire.said()
    }

    /// The claims that it was told to have won, in order.
    pub fn claimed(&self) -> &[(ChatId, Lease)] {
        &self.claimed
    }

    /// Claims a chat that is offered.
    pub fn claim(&mut self, chat: &ChatId) -> Result<()> {
        self.act(DeskEvent::Claim(chat.clone()))
    }

    /// Types a text and sends it.
    pub fn write(&mut self, chat: &ChatId, text: &str) -> Result<()> {
        let (of, typing) = (|| chat.clone(), true);
        self.act(DeskEvent::Typing { chat: of(), typing })?;
        let text = Text::typed(text)?;
        self.act(DeskEvent::Wrote { chat: of(), text })
    }

    /// Puts a chat away that is over.
    pub fn put_away(&mut self, chat: &ChatId) -> Result<()> {
        self.act(DeskEvent::Dismiss(chat.clone()))
    }

    /// Cuts its line without a word. It comes back with whatever comes next.
    pub fn cut(&mut self) -> Result<()> {
        if self.wire.cut() {
            self.act(DeskEvent::Disconnected)?;
        }
        Ok(())
    }

    /// Cuts its line, and does not come back until it is told to.
    pub fn go_away(&mut self) -> Result<()> {
        self.is_away = true;
        self.cut()
    }

    /// From now on it is there again.
    pub const fn come_back(&mut self) {
        self.is_away = false;
    }

    /// Loads the page anew, of this build: what is in memory is gone, what was kept is not.
    pub fn reload(&mut self, build: Build) -> Result<()> {
        self.cut()?;
        self.wire.build = build;
        self.has_hung_up = false;
        let operator = self.view().operator.context("it has never been there")?;
        let kept = self.kept.values();
        let kept = kept.filter_map(|bytes| KeptChat::from_bytes(bytes));
        let otr = Otr::of(Arc::clone(&self.identity));
        let desk = Desk::new(self.seat.clone(), otr);
        self.desk = desk.having_kept(&operator, kept.collect());
        Ok(())
    }

    /// The edge is deployed, and the page is of the build that it was of.
    pub const fn outlives_deploy(&mut self) {
        self.wire.build = self.wire.build.once_deployed();
    }

    /// Whether the queue wants nothing of this page because it is of another build.
    pub fn is_refused_for_its_version(&self) -> bool {
        matches!(self.view().line, Line::Refused(Refusal::Version { .. }))
    }

    /// What happens to the next frame that it sends in a chat.
    pub const fn suffers(&mut self, mishap: Mishap) {
        self.wire.suffers(mishap);
    }

    /// Takes what comes next, if it comes within this time, and comes back first if the line is cut. Gives whether
    /// something has.
    pub fn listen(&mut self, within: Duration) -> Result<bool> {
        self.come_up()?;
        match self.wire.next(within)? {
            Next::Frame(frame) => {
                if let ToOperator::Claimed(held) = &frame {
                    self.claimed.push((held.chat.clone(), held.lease));
                }
                self.act(DeskEvent::Received(Box::new(frame)))?;
            }
            Next::Woke => self.act(DeskEvent::Woke)?,
            Next::Broke => self.act(DeskEvent::Disconnected)?,
            Next::Nothing => return Ok(false),
        }
        Ok(true)
    }

    /// Does something, or has something happen.
    pub fn act(&mut self, event: DeskEvent) -> Result<()> {
        for effect in self.desk.handle(event, now()?, &mut rng()) {
            match effect {
                DeskEffect::Send(frame) => self.wire.say(&frame, speaks(&frame))?,
                DeskEffect::WakeAt(at) => self.wire.wake_at(at),
                DeskEffect::HangUp => self.hang_up()?,
                DeskEffect::Keep(kept) => {
                    drop(self.kept.insert(kept.chat().clone(), kept.to_bytes()))
                }
                DeskEffect::Forget(chat) => drop(self.kept.remove(&chat)),
                DeskEffect::Alert(_) => {}
            }
        }
        Ok(())
    }

    /// A page of another build has to be loaded anew. That a queue does not want any other is not ordinary.
    fn hang_up(&mut self) -> Result<()> {
        ensure!(
            self.is_refused_for_its_version(),
            "the queue does not want this desk"
        );
        self.wire.cut();
        self.has_hung_up = true;
        Ok(())
    }

    fn come_up(&mut self) -> Result<()> {
        if self.is_away || self.has_hung_up {
            return Ok(());
        }
        let (site, queue, browser) = (&self.site, &self.queue, &self.browser);
        let open = || socket::desk(site, queue, browser)?.socket();
        if self.wire.come_up(open)? {
            self.act(DeskEvent::Connected)?;
        }
        Ok(())
    }
}

/// Whether a frame says something in a chat: one that may come twice, or after the next.
const fn speaks(frame: &FromOperator) -> bool {
    matches!(
        frame,
        FromOperator::Message { .. } | FromOperator::Ack { .. } | FromOperator::Typing { .. }
    )
}
