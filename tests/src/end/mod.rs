//! An end of a chat, as a client would be that was written from `docs/protocol.md` alone: it keeps what it wrote,
//! comes back with its cursor, sends again what was not accepted, and takes each entry once.
//!
//! [`guest`] and [`operator`] say how each of the two puts that into frames.

pub mod guest;
pub mod operator;

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::{Body, ChatKind, Content, Entry, Outgoing, Party, Sent};
use hushdesk_protocol::ids::{Epoch, Number, Seq};
use hushdesk_protocol::text::{OpenText, SealedText};
use serde::{Serialize, de::DeserializeOwned};

use crate::server::Site;
use crate::socket::Socket;

/// How long a server may be away, on a busy machine.
const AWAY_MAX: Duration = Duration::from_secs(90);

/// How often it is tried to come back until then.
const TRY_AGAIN: Duration = Duration::from_millis(50);

/// How one of the two ends puts things into frames.
pub trait Side {
    /// What it sends.
    type Out: Serialize;
    /// What it receives.
    type In: DeserializeOwned;
    /// Which end.
    const PARTY: Party;

    /// Opens a socket.
    fn connect(&self, site: &Site) -> Result<Socket<Self::Out, Self::In>>;
    /// Comes to the chat, or back to it.
    fn arrive(&self, received: Seq) -> Self::Out;
    /// Writes.
    fn write(&self, message: Outgoing) -> Self::Out;
    /// Acknowledges.
    fn acknowledge(&self, received: Seq) -> Self::Out;
    /// What a frame says of the chat.
    fn heard(&self, frame: Self::In) -> Result<Heard>;
}

/// What a frame says of the chat.
pub enum Heard {
    /// The answer to the first frame.
    Stands(Sent, Vec<Entry>),
    /// A new entry.
    Entry(Entry),
    /// How far the queue has got.
    Sent(Sent),
    /// Nothing that matters here.
    Else,
}

/// An end, with or without a socket.
pub struct End<S: Side> {
    side: S,
    site: Site,
    kind: ChatKind,
    socket: Option<Socket<S::Out, S::In>>,
    written: Vec<String>,
    sent: Sent,
    seen: Seq,
    read: Vec<String>,
}

impl<S: Side> End<S> {
    /// One that has seen the log up to this entry and is not connected.
    pub const fn new(side: S, site: Site, kind: ChatKind, seen: Seq) -> Self {
        Self {
            side,
            site,
            kind,
            socket: None,
            written: Vec::new(),
            sent: Sent {
                accepted: Number(0),
                delivered: Number(0),
            },
            seen,
            read: Vec::new(),
        }
    }

    /// What the other end wrote, in the order in which it came.
    pub fn read(&self) -> &[String] {
        &self.read
    }

    /// How many texts it has written.
    pub fn written(&self) -> usize {
        self.written.len()
    }

    /// Whether all it has written is with the other end.
    pub fn is_delivered(&self) -> bool {
        self.sent.delivered == self.number_of(self.written.len())
    }

    /// Whether the queue has all it has written.
    pub fn is_accepted(&self) -> bool {
        self.sent.accepted == self.number_of(self.written.len())
    }

    /// How many of its texts the other end is known to have.
    pub fn delivered(&self) -> usize {
        let is_delivered = |nth: &usize| self.number_of(*nth) <= self.sent.delivered;
        (1..=self.written.len()).take_while(is_delivered).count()
    }

    /// Writes a text. It is kept, and sent if there is a socket.
    pub fn write(&mut self, text: String) {
        self.written.push(text);
        self.send_written(self.written.len());
    }

    /// Acknowledges all it has seen.
    pub fn acknowledge(&mut self) {
        let frame = self.side.acknowledge(self.seen);
        self.send(&frame);
    }

    /// Cuts the connection without a word.
    pub fn cut(&mut self) {
        self.socket = None;
    }

    /// Takes what comes within this time, coming back first if the connection is cut.
    pub fn listen(&mut self, within: Duration) -> Result<()> {
        let deadline = Instant::now() + within;
        self.come_back()?;
        while let Some(socket) = &mut self.socket {
            let left = deadline.saturating_duration_since(Instant::now());
            match socket.receive_within(left) {
                Ok(Some(frame)) => self.take(frame)?,
                Ok(None) => break,
                Err(_) => self.cut(),
            }
        }
        Ok(())
    }

    /// Connects, if it is not connected, until that succeeds, and sends again what was not accepted.
    pub fn come_back(&mut self) -> Result<()> {
        let deadline = Instant::now() + AWAY_MAX;
        while self.socket.is_none() {
            match self.arrive() {
                Ok(()) => break,
                Err(error) if Instant::now() > deadline => {
                    return Err(error).context("the server does not come back");
                }
                Err(_) => thread::sleep(TRY_AGAIN),
            }
        }
        Ok(())
    }

    fn arrive(&mut self) -> Result<()> {
        let mut socket = self.side.connect(&self.site)?;
        socket.send(&self.side.arrive(self.seen))?;
        loop {
            match self.side.heard(socket.receive()?)? {
                Heard::Stands(sent, entries) => {
                    self.socket = Some(socket);
                    self.sent = sent;
                    entries
                        .into_iter()
                        .try_for_each(|entry| self.entry(entry))?;
                    break;
                }
                Heard::Else => {}
                Heard::Entry(_) | Heard::Sent(_) => bail!("something came before the answer"),
            }
        }
        for number in 1..=self.written.len() {
            if self.number_of(number) > self.sent.accepted {
                self.send_written(number);
            }
        }
        Ok(())
    }

    fn take(&mut self, frame: S::In) -> Result<()> {
        match self.side.heard(frame)? {
            Heard::Entry(entry) => self.entry(entry)?,
            Heard::Sent(sent) => self.sent = sent,
            Heard::Stands(..) => bail!("a second answer came"),
            Heard::Else => {}
        }
        Ok(())
    }

    /// Takes an entry once: a number that it has seen is dropped (section 2).
    fn entry(&mut self, entry: Entry) -> Result<()> {
        if entry.seq <= self.seen {
            return Ok(());
        }
        self.seen = entry.seq;
        match entry.content {
            Content::Message { from, body } if from != S::PARTY => self.read.push(readable(body)),
            Content::Message { .. } => bail!("its own message came back"),
            Content::Closed { by } => bail!("the chat was ended: {by:?}"),
            Content::Interrupted { .. } => bail!("the chat was interrupted"),
            Content::HolderRefused { .. } => bail!("nobody has refused the holder"),
            Content::KeyExchange { .. }
            | Content::Claimed { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::EarlierAsked { .. }
            | Content::Notice { .. } => {}
        }
        Ok(())
    }

    /// Sends the nth text; without a socket, it is sent after coming back.
    fn send_written(&mut self, nth: usize) {
        let text = nth.checked_sub(1).and_then(|place| self.written.get(place));
        let body = text.and_then(|text| body(self.kind, text));
        if let Some(body) = body {
            let number = self.number_of(nth);
            let frame = self.side.write(Outgoing { number, body });
            self.send(&frame);
        }
    }

    fn send(&mut self, frame: &S::Out) {
        let sent = self.socket.as_mut().map(|socket| socket.send(frame));
        if sent.is_some_and(|sent| sent.is_err()) {
            self.cut();
        }
    }

    /// The number of the nth text. The commit of a sealed chat was the guest's first.
    fn number_of(&self, nth: usize) -> Number {
        let nth = u64::try_from(nth).unwrap_or(u64::MAX);
        match (S::PARTY, self.kind) {
            (Party::Guest, ChatKind::Sealed) => Number(nth.saturating_add(1)),
            (Party::Guest, ChatKind::Open) | (Party::Operator, _) => Number(nth),
        }
    }
}

/// A text as an end of such a chat sends it.
pub fn written(kind: ChatKind, text: &str) -> Result<String> {
    match body(kind, text).context("it is too long")? {
        Body::Open { text } => Ok(text.into()),
        Body::Sealed { text, .. } => Ok(text.as_str().to_owned()),
    }
}

/// What no party but the ends could tell from a sealed message: the queue does not look.
fn body(kind: ChatKind, text: &str) -> Option<Body> {
    Some(match kind {
        ChatKind::Open => Body::Open {
            text: OpenText::try_from(text.to_owned()).ok()?,
        },
        ChatKind::Sealed => Body::Sealed {
            epoch: Epoch(1),
            text: sealed(text)?,
        },
    })
}

/// The text in the outward form of a data message: its bytes in hexadecimal, which is base64 of something else.
fn sealed(text: &str) -> Option<SealedText> {
    let digits: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    SealedText::try_from(format!("?OTR:AAMD{digits}.")).ok()
}

fn readable(body: Body) -> String {
    match body {
        Body::Open { text } => text.into(),
        Body::Sealed { text, .. } => {
            let digits = text.as_str().trim_start_matches("?OTR:AAMD");
            let digits = digits.trim_end_matches('.').as_bytes();
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            let bytes: Vec<u8> = digits.chunks(2).filter_map(byte).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}
