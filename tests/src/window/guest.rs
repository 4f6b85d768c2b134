//! A guest's window: the widget without its page.

use std::time::Duration;

use anyhow::{Context, Result};
use hushdesk_protocol::frames::{ChatKind, FromGuest, Refusal, ToGuest};
use hushdesk_protocol::ids::{ChatId, ResumeToken};
use hushdesk_protocol::rest::Snippet;
use hushdesk_web::ambient::{random_bytes, rng};
use hushdesk_web::session::guest_session::{
    GuestEffect, GuestEvent, GuestSession, GuestView, Kept, Start,
};
use hushdesk_web::session::line::Line;
use hushdesk_web::session::text::Text;

use super::build::Build;
use super::now;
use super::wire::{Mishap, Next, Wire};
use crate::browser::{Browser, json};
use crate::library::snippet_name;
use crate::server::Site;
use crate::socket;

/// A guest with a chat.
pub struct GuestWindow {
    session: GuestSession,
    chat: ChatId,
    token: ResumeToken,
    site: Site,
    /// Where the chat is, and how it was opened.
    place: (String, ChatKind),
    address: String,
    browser: Browser,
    snippet: String,
    kept: Option<Box<Kept>>,
    wire: Wire<FromGuest, ToGuest>,
    /// It has closed its socket for good: the chat is over, or the page has to be loaded anew.
    has_hung_up: bool,
    is_away: bool,
}

impl GuestWindow {
    /// Asks a first question at a queue, as somebody who comes from this address.
    pub fn open(
        site: &Site,
        (queue, kind): (&str, ChatKind),
        address: &str,
        first: &str,
    ) -> Result<Self> {
        let snippet = snippet_name(queue, kind);
        let browser = Browser::at(site).from_address(address);
        let told = tell(&browser, &snippet)?;
        let (chat, token) = (
            ChatId::from_bytes(random_bytes()),
            ResumeToken::from_bytes(random_bytes()),
        );
        let start = Start {
            chat: chat.clone(),
            token: token.clone(),
            snippet: snippet.parse()?,
            sealing: told.sealing,
            page: Some("https://library.example/maps".parse()?),
        };
        let (session, effects) = GuestSession::open(start, Text::typed(first)?, now()?, &mut rng());
        let mut window = Self {
            session,
            chat,
            token,
            site: site.clone(),
            place: (queue.to_owned(), kind),
            address: address.to_owned(),
            browser,
            snippet,
            kept: None,
            wire: Wire::new(),
            has_hung_up: false,
            is_away: false,
        };
        window.carry_out(effects)?;
        window.come_up()?;
        Ok(window)
    }

    /// Which chat.
    pub const fn chat(&self) -> &ChatId {
        &self.chat
    }

    /// The secret by which the service knows the guest.
    pub const fn token(&self) -> &ResumeToken {
        &self.token
    }

    /// The queue at which the chat is.
    pub fn queue(&self) -> &str {
        &self.place.0
    }

    /// What there is to be seen.
    pub fn view(&self) -> GuestView {
        self.session.view()
    }

    /// How many frames it has sent.
    pub const fn said(&self) -> u64 {
        self.wire.said()
    }

    /// Types a text and sends it.
    pub fn write(&mut self, text: &str) -> Result<()> {
        self.act(GuestEvent::Typing(true))?;
        self.act(GuestEvent::Wrote(Text::typed(text)?))
    }

    /// Ends the chat.
    pub fn end(&mut self) -> Result<()> {
        self.act(GuestEvent::Ended)
    }

    /// Cuts its line without a word. It comes back with whatever comes next.
    pub fn cut(&mut self) -> Result<()> {
        if self.wire.cut() {
            self.act(GuestEvent::Disconnected)?;
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
        let today = tell(&self.browser, &self.snippet)?.sealing;
        let kept = self.kept.clone().context("nothing was kept")?;
        self.session = GuestSession::restore(*kept, &today, &mut rng());
        self.has_hung_up = self.session.is_over();
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

    /// What happens to the next frame that it sends in the chat.
    pub const fn suffers(&mut self, mishap: Mishap) {
        self.wire.suffers(mishap);
    }

    /// Takes what comes next, if it comes within this time, and comes back first if the line is cut.
    pub fn listen(&mut self, within: Duration) -> Result<()> {
        if self.has_hung_up {
            return Ok(());
        }
        self.come_up()?;
        match self.wire.next(within)? {
            Next::Frame(frame) => self.act(GuestEvent::Received(Box::new(frame))),
            Next::Woke => self.act(GuestEvent::Woke),
            Next::Broke => self.act(GuestEvent::Disconnected),
            Next::Nothing => Ok(()),
        }
    }

    /// Does something, or has something happen.
    pub fn act(&mut self, event: GuestEvent) -> Result<()> {
        let effects = self.session.handle(event, now()?, &mut rng());
        self.carry_out(effects)
    }

    fn come_up(&mut self) -> Result<()> {
        if self.is_away || self.has_hung_up {
            return Ok(());
        }
        let (site, address) = (&self.site, self.address.as_str());
        let (queue, kind) = (&self.place.0, self.place.1);
        let headers = [("CF-Connecting-IP", address)];
        let open = || socket::guest(site, queue, kind, &headers)?.socket();
        if self.wire.come_up(open)? {
            self.act(GuestEvent::Connected)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, effects: Vec<GuestEffect>) -> Result<()> {
        for effect in effects {
            match effect {
                GuestEffect::Send(frame) => self.wire.say(&frame, speaks(&frame))?,
                GuestEffect::WakeAt(at) => self.wire.wake_at(at),
                GuestEffect::LookUp(of) => {
                    // While the server is away nothing is known, as in a browser.
                    let today = tell(&self.browser, &self.snippet).ok();
                    let today = today.map(|told| told.sealing);
                    self.act(GuestEvent::Vouches { of, today })?;
                }
                GuestEffect::HangUp => {
                    self.wire.cut();
                    self.has_hung_up = true;
                }
                GuestEffect::Follow(queue) => {
                    self.wire.cut();
                    self.place.0 = queue.as_str().to_owned();
                }
                GuestEffect::Keep(kept) => self.kept = Some(kept),
            }
        }
        Ok(())
    }
}

/// Whether a frame says something in the chat: one that may come twice, or after the next.
const fn speaks(frame: &FromGuest) -> bool {
    matches!(
        frame,
        FromGuest::Message(_)
            | FromGuest::KeyExchange { .. }
            | FromGuest::Ack { .. }
            | FromGuest::Typing(_)
    )
}

/// What a widget is told of a snippet.
fn tell(browser: &Browser, snippet: &str) -> Result<Snippet> {
    json(browser.get(&format!("/api/v1/snippets/{snippet}?language=en"))?)
}
