//! A guest's or an operator's socket, with the frames as types.

use std::io::ErrorKind;
use std::marker::PhantomData;
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::{ChatKind, FromGuest, FromOperator, ToGuest, ToOperator};
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER};
use serde::{Serialize, de::DeserializeOwned};
use tungstenite::client::IntoClientRequest;
use tungstenite::http::StatusCode;
use tungstenite::{HandshakeError, Message, WebSocket};

use crate::browser::Browser;
use crate::library::snippet_name;
use crate::server::Site;

/// How long a frame may take to come, on a busy machine.
const FRAME_MAX: Duration = Duration::from_secs(30);

/// A socket over which `Out` goes to the queue and `In` comes back.
pub struct Socket<Out, In> {
    stream: WebSocket<TcpStream>,
    frames: PhantomData<(Out, In)>,
}

/// A guest's.
pub type GuestSocket = Socket<FromGuest, ToGuest>;

/// An operator's.
pub type DeskSocket = Socket<FromOperator, ToOperator>;

/// What came of asking for a socket.
pub enum Opened<Out, In> {
    /// A socket.
    Socket(Box<Socket<Out, In>>),
    /// An answer with this status.
    Refused(StatusCode),
}

impl<Out, In> Opened<Out, In> {
    /// The socket; it is an error if there is none.
    pub fn socket(self) -> Result<Socket<Out, In>> {
        match self {
            Self::Socket(socket) => Ok(*socket),
            Self::Refused(status) => bail!("no socket: {status}"),
        }
    }

    /// The status of the refusal, if it was one.
    pub fn refusal(&self) -> Option<u16> {
        match self {
            Self::Socket(_) => None,
            Self::Refused(status) => Some(status.as_u16()),
        }
    }
}

/// Opens a guest's socket, through which a chat of this kind may be opened, with whatever headers.
pub fn guest(
    site: impl Into<Site>,
    queue: &str,
    kind: ChatKind,
    headers: &[(&'static str, &str)],
) -> Result<Opened<FromGuest, ToGuest>> {
    let snippet = snippet_name(queue, kind);
    open(
        site,
        &format!("/api/queues/{queue}/guest?snippet={snippet}"),
        headers,
    )
}

/// Opens a guest's socket with this query.
pub fn guest_with(
    site: impl Into<Site>,
    queue: &str,
    query: &str,
) -> Result<Opened<FromGuest, ToGuest>> {
    open(site, &format!("/api/queues/{queue}/guest{query}"), &[])
}

/// Opens the socket of an operator whose browser is signed in.
pub fn desk(
    site: impl Into<Site>,
    queue: &str,
    browser: &Browser,
) -> Result<Opened<FromOperator, ToOperator>> {
    let site = site.into();
    let origin = site.origin();
    let cookie = browser.cookie().unwrap_or_default();
    desk_with(site, queue, &[("Origin", &origin), ("Cookie", &cookie)])
}

/// Asks for an operator's socket, with whatever headers.
pub fn desk_with(
    site: impl Into<Site>,
    queue: &str,
    headers: &[(&'static str, &str)],
) -> Result<Opened<FromOperator, ToOperator>> {
    open(site, &format!("/api/queues/{queue}/desk"), headers)
}

fn open<Out, In>(
    site: impl Into<Site>,
    path: &str,
    headers: &[(&'static str, &str)],
) -> Result<Opened<Out, In>> {
    let site = site.into();
    let mut request = format!("ws://{}{path}", site.host()).into_client_request()?;
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse()?);
    }
    let stream = TcpStream::connect(site.address())?;
    stream.set_read_timeout(Some(FRAME_MAX))?;
    match tungstenite::client(request, stream) {
        Ok((stream, _)) => Ok(Opened::Socket(Box::new(Socket {
            stream,
            frames: PhantomData,
        }))),
        Err(HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
            Ok(Opened::Refused(answer.status()))
        }
        Err(error) => bail!("the handshake failed: {error}"),
    }
}

impl<Out: Serialize, In: DeserializeOwned> Socket<Out, In> {
    /// Sends a frame.
    pub fn send(&mut self, frame: &Out) -> Result<()> {
        Ok(self
            .stream
            .send(Message::text(serde_json::to_string(frame)?))?)
    }

    /// Sends a text that may be no frame.
    pub fn send_text(&mut self, text: &str) -> Result<()> {
        Ok(self.stream.send(Message::text(text))?)
    }

    /// Sends bytes, which are no frame.
    pub fn send_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.stream.send(Message::binary(bytes.to_vec()))?)
    }

    /// The next frame. In between, the edge is answered if it asks whether anybody is here.
    pub fn receive(&mut self) -> Result<In> {
        loop {
            let text = self.receive_text()?;
            if !self.is_heartbeat(&text)? {
                return read(&text);
            }
        }
    }

    /// The next frame, or nothing if none comes within this time.
    pub fn receive_within(&mut self, time: Duration) -> Result<Option<In>> {
        // No time at all would mean for ever.
        let time = time.max(Duration::from_millis(1));
        self.stream.get_ref().set_read_timeout(Some(time))?;
        let has_come = match self.stream.read() {
            Ok(message) => Some(text_of(message)?),
            Err(tungstenite::Error::Io(error)) if is_late(&error) => None,
            Err(error) => return Err(error).context("no frame came"),
        };
        self.stream.get_ref().set_read_timeout(Some(FRAME_MAX))?;
        let Some(text) = has_come else {
            return Ok(None);
        };
        if self.is_heartbeat(&text)? {
            return Ok(None);
        }
        read(&text).map(Some)
    }

    /// The first frame from here on that is wanted, skipping others.
    pub fn receive_until<T>(&mut self, wanted: impl Fn(&In) -> Option<T>) -> Result<T> {
        loop {
            if let Some(found) = wanted(&self.receive()?) {
                return Ok(found);
            }
        }
    }

    /// Sends a heartbeat and waits for its answer, which must be the next thing that comes.
    pub fn beat(&mut self) -> Result<()> {
        self.stream.send(Message::text(HEARTBEAT))?;
        let answer = self.receive_text()?;
        anyhow::ensure!(answer == HEARTBEAT_ANSWER, "no heartbeat: {answer}");
        Ok(())
    }

    /// The code with which the queue closes the socket, skipping frames.
    pub fn closed(&mut self) -> Result<u16> {
        loop {
            match self.stream.read().context("the socket stays open")? {
                Message::Close(why) => return Ok(why.map_or(1005, |why| why.code.into())),
                Message::Text(_)
                | Message::Binary(_)
                | Message::Ping(_)
                | Message::Pong(_)
                | Message::Frame(_) => {}
            }
        }
    }

    /// Cuts the connection without a word.
    pub fn cut(self) {
        drop(self);
    }

    /// Whether it is no frame but a heartbeat. A question is answered.
    fn is_heartbeat(&mut self, text: &str) -> Result<bool> {
        if text == HEARTBEAT {
            self.send_text(HEARTBEAT)?;
        }
        Ok(text == HEARTBEAT || text == HEARTBEAT_ANSWER)
    }

    fn receive_text(&mut self) -> Result<String> {
        text_of(self.stream.read().context("no frame came")?)
    }
}

fn read<In: DeserializeOwned>(text: &str) -> Result<In> {
    serde_json::from_str(text).with_context(|| format!("no frame: {text}"))
}

fn text_of(message: Message) -> Result<String> {
    match message {
        Message::Text(text) => Ok(text.as_str().to_owned()),
        Message::Close(why) => bail!("the socket was closed: {why:?}"),
        Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {
            bail!("something else than a text came")
        }
    }
}

/// Whether reading was given up because nothing came in time: the system has two names for it.
fn is_late(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
