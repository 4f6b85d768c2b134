//! A guest's or an operator's socket, with the frames as types.

use std::io::ErrorKind;
use std::marker::PhantomData;
use std::net::TcpStream;
use std::panic::Location;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::{ChatKind, FromGuest, FromOperator, ToGuest, ToOperator};
use hushdesk_protocol::ids::SeatId;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER};
use hushdesk_protocol::rest::ProblemCode;
use serde::{Serialize, de::DeserializeOwned};
use tungstenite::client::IntoClientRequest;
use tungstenite::http::StatusCode;
use tungstenite::{HandshakeError, Message, WebSocket};

use crate::browser::Browser;
use crate::end::operator::hello;
use crate::library::snippet_name;
use crate::server::Site;
use crate::tape::Tape;

/// How long the next frame may take to come, on a busy machine.
const FRAME_MAX: Duration = Duration::from_secs(30);

/// How long it may take until the frame comes that is wanted, or the end of the socket, whatever comes before: twice what
/// the slowest takes, a socket that is found dead. Heartbeats come for ever.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// How much of each frame is told that came instead.
const TOLD_CHARACTERS: usize = 200;

/// A socket over which `Out` goes to the queue and `In` comes back.
pub struct Socket<Out, In> {
    stream: WebSocket<TcpStream>,
    tape: Option<Tape>,
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
        &format!("/api/v1/queues/{queue}/guest?snippet={snippet}"),
        headers,
    )
}

/// Opens a guest's socket with this query.
pub fn guest_with(
    site: impl Into<Site>,
    queue: &str,
    query: &str,
) -> Result<Opened<FromGuest, ToGuest>> {
    open(site, &format!("/api/v1/queues/{queue}/guest{query}"), &[])
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

/// The socket of an operator who has taken the seat of this number.
pub fn seated(
    site: impl Into<Site>,
    queue: &str,
    browser: &Browser,
    seat: u8,
) -> Result<DeskSocket> {
    let mut socket = desk(site, queue, browser)?.socket()?;
    socket.send(&hello(SeatId::from_bytes([seat; 16]), vec![]))?;
    socket.receive_until(|frame| matches!(frame, ToOperator::Welcome { .. }).then_some(()))?;
    Ok(socket)
}

/// Asks for an operator's socket, with whatever headers.
pub fn desk_with(
    site: impl Into<Site>,
    queue: &str,
    headers: &[(&'static str, &str)],
) -> Result<Opened<FromOperator, ToOperator>> {
    open(site, &format!("/api/v1/queues/{queue}/desk"), headers)
}

/// Opens the socket of an operator's own program (RFC 7395), which has not said who it is.
pub fn program(site: impl Into<Site>) -> Result<Socket<(), ()>> {
    let headers = [("Sec-WebSocket-Protocol", "xmpp")];
    open(site, "/xmpp-websocket", &headers)?.socket()
}

/// Asks for a socket at an address, as this browser would: the problem, if there is none.
pub fn knock(site: &Site, address: &str, browser: &Browser) -> Result<Option<ProblemCode>> {
    let cookie = browser.cookie().unwrap_or_default();
    let headers = [("Origin", browser.origin()), ("Cookie", cookie.as_str())];
    let opened: Opened<(), ()> = open(site, address, &headers)?;
    match opened {
        Opened::Socket(_) => Ok(None),
        Opened::Refused(status) => {
            let told = ProblemCode::ALL.into_iter().find(|code| {
                code.status() == status.as_u16() && *code != ProblemCode::WrongCredentials
            });
            Ok(Some(told.context("no problem has this status")?))
        }
    }
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
    let tape = site.tape().cloned();
    if let Some(tape) = &tape {
        tape.sent(&format!("{request:?}"));
    }
    let stream = TcpStream::connect(site.address())?;
    stream.set_read_timeout(Some(FRAME_MAX))?;
    // As browsers do: else a second frame waits until the first one is acknowledged, up to 40 ms.
    stream.set_nodelay(true)?;
    match tungstenite::client(request, stream) {
        Ok((stream, _)) => Ok(Opened::Socket(Box::new(Socket {
            stream,
            tape,
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
        self.send_text(&serde_json::to_string(frame)?)
    }

    /// Sends a text that may be no frame.
    pub fn send_text(&mut self, text: &str) -> Result<()> {
        if let Some(tape) = &self.tape {
            tape.sent(text);
        }
        Ok(self.stream.send(Message::text(text))?)
    }

    /// Sends bytes, which are no frame.
    pub fn send_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.stream.send(Message::binary(bytes.to_vec()))?)
    }

    /// The next text, be it a frame or not.
    pub fn receive_text(&mut self) -> Result<String> {
        text_of(self.message_by(Instant::now() + FRAME_MAX)?)
    }

    /// The next frame. In between, the edge is answered if it asks whether anybody is here.
    pub fn receive(&mut self) -> Result<In> {
        read(&self.frame_by(Instant::now() + FRAME_MAX)?)
    }

    /// The next frame, or nothing if none comes within this time.
    pub fn receive_within(&mut self, time: Duration) -> Result<Option<In>> {
        let Some(message) = self.message_within(time)? else {
            return Ok(None);
        };
        let text = text_of(message)?;
        if self.is_heartbeat(&text)? {
            return Ok(None);
        }
        read(&text).map(Some)
    }

    /// The first frame from here on that is wanted, skipping others. If it does not come, the error says where it was
    /// waited for, and what came instead.
    #[track_caller]
    pub fn receive_until<T>(&mut self, wanted: impl Fn(&In) -> Option<T>) -> Result<T> {
        self.find_within(WAIT_MAX, wanted)
    }

    #[track_caller]
    fn find_within<T>(&mut self, time: Duration, wanted: impl Fn(&In) -> Option<T>) -> Result<T> {
        let awaited = Location::caller();
        let deadline = Instant::now() + time;
        let mut instead = Vec::new();
        loop {
            let text = self.frame_by(deadline).with_context(|| {
                format!("the frame that {awaited} waits for did not come, but {instead:#?}")
            })?;
            if let Some(found) = wanted(&read(&text)?) {
                return Ok(found);
            }
            instead.push(told(&text));
        }
    }

    /// Sends a heartbeat and waits for its answer, which must be the next thing that comes.
    pub fn beat(&mut self) -> Result<()> {
        self.stream.send(Message::text(HEARTBEAT))?;
        let answer = text_of(self.message_by(Instant::now() + FRAME_MAX)?)?;
        anyhow::ensure!(answer == HEARTBEAT_ANSWER, "no heartbeat: {answer}");
        Ok(())
    }

    /// The code with which the queue closes the socket, skipping frames. Heartbeats are not answered.
    #[track_caller]
    pub fn closed(&mut self) -> Result<u16> {
        self.closed_within(WAIT_MAX)
    }

    /// The same, if that happens within this time.
    #[track_caller]
    pub fn closed_within(&mut self, time: Duration) -> Result<u16> {
        let awaited = Location::caller();
        let deadline = Instant::now() + time;
        let mut instead = Vec::new();
        loop {
            let message = self.message_by(deadline).with_context(|| {
                format!("the close that {awaited} waits for did not come, but {instead:#?}")
            })?;
            match message {
                Message::Close(why) => return Ok(why.map_or(1005, |why| why.code.into())),
                Message::Text(text) if text.as_str() != HEARTBEAT => instead.push(told(&text)),
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

    /// The text of the next frame, which has to come before this moment. Heartbeats are answered.
    fn frame_by(&mut self, deadline: Instant) -> Result<String> {
        loop {
            let text = text_of(self.message_by(deadline)?)?;
            if !self.is_heartbeat(&text)? {
                return Ok(text);
            }
        }
    }

    /// Whatever comes next, which has to be before this moment.
    fn message_by(&mut self, deadline: Instant) -> Result<Message> {
        let left = deadline.saturating_duration_since(Instant::now());
        let message = match left {
            Duration::ZERO => None,
            left => self.message_within(left)?,
        };
        message.context("no frame came in time")
    }

    /// Whatever comes next, or nothing if nothing comes within this time.
    fn message_within(&mut self, time: Duration) -> Result<Option<Message>> {
        // No time at all would mean for ever.
        let time = time.max(Duration::from_millis(1));
        self.stream.get_ref().set_read_timeout(Some(time))?;
        match self.stream.read() {
            Ok(message) => {
                if let (Some(tape), Message::Text(text)) = (&self.tape, &message) {
                    tape.received(text);
                }
                Ok(Some(message))
            }
            Err(tungstenite::Error::Io(error)) if is_late(&error) => Ok(None),
            Err(error) => Err(error).context("no frame came"),
        }
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

/// A frame, as far as it is told.
fn told(text: &str) -> String {
    text.chars().take(TOLD_CHARACTERS).collect()
}

/// Whether reading was given up because nothing came in time: the system has two names for it.
fn is_late(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread;

    use hushdesk_protocol::frames::{About, Refusal};

    use super::*;

    /// Long enough for a frame to come from another thread.
    const SOON: Duration = Duration::from_millis(500);

    /// A socket to somebody who sends one frame, and then nothing but heartbeats: each after an answer, or one upon the
    /// other.
    fn chatterer(waits_for_answers: bool) -> Result<GuestSocket> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let stream = TcpStream::connect(listener.local_addr()?)?;
        thread::spawn(move || -> Result<()> {
            let (stream, _) = listener.accept()?;
            let mut peer = tungstenite::accept(stream).map_err(|_| anyhow::anyhow!("no socket"))?;
            peer.send(Message::text(serde_json::to_string(&refused())?))?;
            loop {
                peer.send(Message::text(HEARTBEAT))?;
                if waits_for_answers {
                    peer.read()?;
                }
            }
        });
        let (stream, _) = tungstenite::client("ws://localhost/", stream)?;
        Ok(Socket {
            stream,
            tape: None,
            frames: PhantomData,
        })
    }

    fn refused() -> ToGuest {
        ToGuest::Refused {
            about: About::Socket,
            refusal: Refusal::Malformed,
        }
    }

    #[test]
    fn a_frame_that_never_comes_is_an_error_that_says_where_it_was_awaited_and_what_came()
    -> Result<()> {
        let mut guest = chatterer(true)?;
        let line = line!() + 1;
        let awaited = guest.find_within(SOON, |frame| {
            matches!(frame, ToGuest::Chat(_)).then_some(())
        });
        let error = awaited.unwrap_err().to_string();
        assert!(error.contains(&format!("{}:{line}:", file!())), "{error}");
        assert!(error.contains("malformed"), "{error}");
        assert!(!error.contains(HEARTBEAT), "{error}");
        Ok(())
    }

    #[test]
    fn a_socket_that_stays_open_is_an_error_that_says_where_its_end_was_awaited() -> Result<()> {
        let mut guest = chatterer(false)?;
        let line = line!() + 1;
        let error = guest.closed_within(SOON).unwrap_err().to_string();
        assert!(error.contains(&format!("{}:{line}:", file!())), "{error}");
        assert!(error.contains("malformed"), "{error}");
        assert!(!error.contains(HEARTBEAT), "{error}");
        Ok(())
    }
}
