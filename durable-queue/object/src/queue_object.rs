//! The Durable Object: event in, effects out, each effect to where it belongs.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use std::cell::{RefCell, RefMut};
use std::collections::VecDeque;

use durable_queue::reading::NoEvent;
use durable_queue::{ConfigRecord, ConnectionId, Effect, Event, Letter, Queue};
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{About, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use serde::de::DeserializeOwned;
use worker::{
    Date, DurableObject, Env, Error, Request, Response, Result, State, WebSocket,
    WebSocketIncomingMessage, console_error, durable_object,
};

use crate::alarm::Alarm;
use crate::attachment::{Attachment, Standing, Visitor};
use crate::intake::{self, Unread};
use crate::letters::{self, Envelope};
use crate::liveness::{self, IDLE_LOOK_MILLIS, LOOK_MILLIS};
use crate::pace::Paces;
use crate::routes::{
    ADDRESS_HEADER, CONFIG_HEADER, CONFIGURE, DESK, GUEST, LETTER, NO_ROOM, OPENS_HEADER,
    OPERATOR_HEADER, STAFFED, Staffed, StaffedBy,
};
use crate::{random, sockets, storage};

/// The Durable Object of one queue.
#[durable_object]
pub struct QueueObject {
    state: State,
    env: Env,
    /// The queue, once this wake-up has needed it.
    queue: RefCell<Option<Queue>>,
    paces: RefCell<Paces>,
    alarm: Alarm,
}

impl DurableObject for QueueObject {
    fn new(state: State, env: Env) -> Self {
        if let Err(error) = sockets::answer_heartbeats(&state) {
            console_error!("heartbeats will not be answered: {error}");
        }
        Self {
            state,
            env,
            queue: RefCell::default(),
            paces: RefCell::default(),
            alarm: Alarm::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.path().as_str() {
            GUEST => {
                let opens = header(&request, OPENS_HEADER)?;
                self.accept(&request, Visitor::Guest { opens }).await
            }
            DESK => match header(&request, OPERATOR_HEADER)? {
                Some(StaffedBy { name, display, .. }) => {
                    self.accept(&request, Visitor::Operator { name, display })
                        .await
                }
                None => Response::error("the request does not say which operator", 403),
            },
            STAFFED => {
                let staffed = self.with_queue(None, |queue| Ok(queue.is_staffed()))?;
                Response::from_json(&Staffed { staffed })
            }
            CONFIGURE => {
                self.set(serde_json::from_str(&request.text().await?)?)?;
                self.arm(None).await?;
                Response::empty()
            }
            LETTER => {
                let envelope = serde_json::from_str(&request.text().await?)?;
                self.letter_came(envelope).await
            }
            _ => Response::error("nothing has this address", 404),
        }
    }

    async fn websocket_message(
        &self,
        socket: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> Result<()> {
        let Some(attachment) = sockets::attachment(&socket) else {
            sockets::close_socket(&socket, close::FAILED, "the socket is not known");
            return Ok(());
        };
        if attachment.standing == Standing::Gone {
            return Ok(());
        }
        if !self.paces()?.count_frame(attachment.connection, now()) {
            sockets::dismiss(&socket, close::TOO_FAST, "too many frames; connect again");
            return self.disconnected(&socket).await;
        }
        let read = match &message {
            WebSocketIncomingMessage::String(text) => {
                intake::read(text, &attachment, random::word()?)
            }
            WebSocketIncomingMessage::Binary(_) => {
                Err(Unread::No(NoEvent::Refused(Refusal::Malformed)))
            }
        };
        match read {
            Ok(event) if !self.paces()?.count_typing(&event, now()) => return Ok(()),
            Ok(event) => self
                .handle(event, None)
                .or_else(|error| give_up(&socket, &error))?,
            Err(unread) => refuse(&socket, &attachment.visitor, unread)?,
        }
        self.arm(None).await
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        _code: usize,
        _reason: String,
        _was_clean: bool,
    ) -> Result<()> {
        // Older compatibility dates leave the closing handshake to us.
        sockets::close_socket(&socket, 1000, "");
        self.disconnected(&socket).await
    }

    async fn websocket_error(&self, socket: WebSocket, _error: Error) -> Result<()> {
        self.disconnected(&socket).await
    }

    async fn alarm(&self) -> Result<Response> {
        self.alarm.rings();
        self.handle(Event::Tick, None)?;
        let look = liveness::look(&self.state, now());
        for connection in look.dead {
            self.handle(Event::Disconnected { connection }, None)?;
        }
        self.arm(look.is_pending.then_some(LOOK_MILLIS)).await?;
        Response::empty()
    }
}

impl QueueObject {
    async fn accept(&self, request: &Request, visitor: Visitor) -> Result<Response> {
        if request
            .headers()
            .get("upgrade")?
            .is_none_or(|value| value != "websocket")
        {
            return Response::error("this address speaks WebSocket only", 426);
        }
        let address = request.headers().get(ADDRESS_HEADER)?;
        let address = address.as_deref();
        if !sockets::has_room(&self.state, address) {
            return Response::error("there are as many sockets as there may be", NO_ROOM);
        }
        self.configure(request)?;
        let connection = ConnectionId(random::long_word()?);
        let attachment = Attachment::new(connection, visitor, now());
        let response = sockets::accept(&self.state, &attachment, address)?;
        self.alarm
            .ring_by(&self.state.storage(), now().plus(LOOK_MILLIS))
            .await?;
        Ok(response)
    }

    /// Takes note of what the Worker says of this queue.
    fn configure(&self, request: &Request) -> Result<()> {
        match request.headers().get(CONFIG_HEADER)? {
            Some(json) => self.set(serde_json::from_str(&json)?),
            None => Ok(()),
        }
    }

    fn set(&self, config: ConfigRecord) -> Result<()> {
        let is_new = self.with_queue(None, |queue| Ok(*queue.config() != config))?;
        if is_new {
            self.handle(Event::Configured(Box::new(config)), None)?;
        }
        Ok(())
    }

    async fn letter_came(&self, envelope: Envelope) -> Result<Response> {
        let config = self.with_queue(None, |queue| Ok(queue.config().clone()))?;
        if config.name.is_none() {
            self.set(ConfigRecord {
                organisation: Some(envelope.organisation),
                name: Some(envelope.to),
                ..config
            })?;
        }
        let letter = Box::new(envelope.letter);
        let from = envelope.from;
        self.handle(Event::Letter { from, letter }, None)?;
        self.arm(None).await?;
        Response::empty()
    }

    /// Sends a letter after what is stored. Should it not come, the queue says it again.
    fn post(&self, to: QueueName, letter: Letter) -> Result<()> {
        let config = self.with_queue(None, |queue| Ok(queue.config().clone()))?;
        if let (Some(organisation), Some(from)) = (config.organisation, config.name) {
            let env = self.env.clone();
            let envelope = Envelope {
                organisation,
                from,
                to,
                letter,
            };
            self.state.wait_until(async move {
                if let Err(error) = letters::post(&env, &envelope).await {
                    console_error!("a letter did not come: {error}");
                }
            });
        }
        Ok(())
    }

    async fn disconnected(&self, socket: &WebSocket) -> Result<()> {
        if let Some(attachment) = sockets::attachment(socket) {
            let connection = attachment.connection;
            self.paces()?.forget(connection);
            self.handle(Event::Disconnected { connection }, Some(attachment))?;
        }
        self.arm(None).await
    }

    /// Hands an event to the queue, stores what it says, then does what it says. `closing` is a socket that may
    /// not be listed any more.
    fn handle(&self, event: Event, closing: Option<Attachment>) -> Result<()> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let effects = self.with_queue(closing.clone(), |queue| {
                let effects = queue.handle(event, now());
                storage::write(&self.state.storage(), &effects)?;
                Ok(effects)
            })?;
            let dead = effects
                .into_iter()
                .filter_map(|effect| self.carry_out(effect));
            events.extend(dead.map(|connection| Event::Disconnected { connection }));
        }
        Ok(())
    }

    /// Does what an effect says. Gives the socket if it turned out to be of no use any more.
    fn carry_out(&self, effect: Effect) -> Option<ConnectionId> {
        let (connection, done) = match effect {
            Effect::Store(_) | Effect::Forget(_) => return None,
            Effect::Post { to, letter } => {
                if let Err(error) = self.post(to, *letter) {
                    console_error!("a letter was not sent: {error}");
                }
                return None;
            }
            Effect::Admit { connection, end } => {
                (connection, sockets::admit(&self.state, connection, &end))
            }
            Effect::ToGuest { connection, frame } => {
                (connection, sockets::send(&self.state, connection, &frame))
            }
            Effect::ToOperator { connection, frame } => {
                (connection, sockets::send(&self.state, connection, &frame))
            }
            Effect::Close { connection, why } => {
                sockets::close(&self.state, connection, why);
                return None;
            }
        };
        done.err().map(|_| {
            sockets::dismiss_all(&self.state, connection, close::FAILED, "connect again");
            connection
        })
    }

    fn paces(&self) -> Result<RefMut<'_, Paces>> {
        self.paces.try_borrow_mut().map_err(busy)
    }

    /// Lets somebody use the queue, which is read from the storage if this wake-up has not done so. If the use
    /// fails, what is in memory may be ahead of what is stored, and is thrown away.
    fn with_queue<T>(
        &self,
        closing: Option<Attachment>,
        use_it: impl FnOnce(&mut Queue) -> Result<T>,
    ) -> Result<T> {
        let mut slot = self.queue.try_borrow_mut().map_err(busy)?;
        let mut queue = match slot.take() {
            Some(queue) => queue,
            None => self.wake(closing)?,
        };
        let used = use_it(&mut queue)?;
        *slot = Some(queue);
        Ok(used)
    }

    /// The queue as it was stored, with the sockets that outlived the pause.
    fn wake(&self, closing: Option<Attachment>) -> Result<Queue> {
        let storage = self.state.storage();
        let mut queue = Queue::restore(storage::load(&storage)?);
        let listed = self.state.get_websockets();
        let mut listed: Vec<_> = listed.iter().filter_map(sockets::attachment).collect();
        listed.sort_by_key(|attachment| attachment.opened);
        let connections = closing
            .into_iter()
            .chain(listed)
            .filter_map(Attachment::into_admitted)
            .collect();
        let effects = queue.handle(Event::Woke { connections }, now());
        storage::write(&storage, &effects)?;
        for effect in effects {
            // A socket that fails here is found dead by the next look.
            self.carry_out(effect);
        }
        Ok(queue)
    }

    /// Arms the alarm for what the queue waits for, and for the next look at who is there: after `look_after` at the
    /// latest.
    async fn arm(&self, look_after: Option<u64>) -> Result<()> {
        let at = self.with_queue(None, |queue| {
            let quick = queue.has_running_chats().then_some(LOOK_MILLIS);
            let idle = queue.has_seats().then_some(IDLE_LOOK_MILLIS);
            let look = [quick, idle, look_after].into_iter().flatten().min();
            let look = look.map(|millis| now().plus(millis));
            Ok(queue.next_deadline().into_iter().chain(look).min())
        })?;
        match at {
            Some(at) => self.alarm.ring_by(&self.state.storage(), at).await,
            None => Ok(()),
        }
    }
}

fn now() -> Timestamp {
    Timestamp(Date::now().as_millis())
}

fn busy(_: std::cell::BorrowMutError) -> Error {
    Error::RustError("the queue was entered twice".to_owned())
}

/// What the Worker says in a header, if it does.
fn header<T: DeserializeOwned>(request: &Request, name: &str) -> Result<Option<T>> {
    let json = request.headers().get(name)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

/// What a client said could not be kept: it shall come back and say it again.
fn give_up(socket: &WebSocket, error: &Error) -> Result<()> {
    console_error!("an event was not kept: {error}");
    sockets::dismiss(socket, close::FAILED, "the edge failed; connect again");
    Ok(())
}

/// Tells a client that what it sent is no event.
fn refuse(socket: &WebSocket, visitor: &Visitor, unread: Unread) -> Result<()> {
    let (refusal, closes) = match unread {
        Unread::TooLong => {
            sockets::dismiss(socket, close::TOO_LONG, "the frame is too long");
            return Ok(());
        }
        Unread::No(NoEvent::Refused(refusal)) => (refusal, false),
        Unread::No(NoEvent::Hopeless(refusal)) => (refusal, true),
    };
    let about = About::Socket;
    match visitor {
        Visitor::Guest { .. } => socket.send(&ToGuest::Refused { about, refusal })?,
        Visitor::Operator { .. } => socket.send(&ToOperator::Refused { about, refusal })?,
    }
    if closes {
        sockets::dismiss(socket, close::REFUSED, "the first frame was refused");
    }
    Ok(())
}
