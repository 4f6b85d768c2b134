//! Lines to queues: to each an operator's window.

use std::rc::Rc;

use futures_util::StreamExt;
use hushdesk_directory::AdmitOperator;
use hushdesk_protocol::close;
use hushdesk_protocol::frames::FromOperator;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER, HEARTBEAT_SECONDS};
use hushdesk_protocol::strict;
use hushdesk_xmpp::{Event, Line};
use worker::{WebSocket, WebsocketEvent, console_error};

use super::connection::Connection;
use crate::problem::Problem;
use crate::queue_client::QueueClient;

/// A line that is open.
pub(super) struct OpenLine {
    /// Which of all there were: what is still heard of an earlier one to the same queue does not count.
    number: u64,
    socket: WebSocket,
}

/// How a line has ended.
enum Ended {
    /// The queue has closed it, with this code; or it broke.
    Closed(Option<u16>),
    /// It never was there.
    NeverUp,
    /// It is not wanted any more: another has its place, or all is over.
    Unwanted,
}

/// How the session hears why there is no line.
fn refused(problem: &Problem) -> Line {
    if matches!(problem, Problem::SecondFactorMissing) {
        return Line::SecondFactorMissing;
    }
    let is_out = matches!(problem, Problem::SignedOut | Problem::Forbidden(_));
    Line::Down(is_out.then_some(close::SIGNED_OUT))
}

impl Connection {
    /// Opens a line to a queue, and listens to it until it is closed.
    pub(super) async fn dial(self: &Rc<Self>, queue: QueueName) {
        let number = self.last_line.get().saturating_add(1);
        self.last_line.set(number);
        let socket = match self.dialled(&queue).await {
            Ok(socket) => socket,
            Err(problem) => return self.drive(Event::Line(queue, refused(&problem))),
        };
        let code = match self.listen(&queue, OpenLine { number, socket }).await {
            Ended::Closed(code) => code,
            Ended::NeverUp => return self.drive(Event::Line(queue, Line::Down(None))),
            Ended::Unwanted => return,
        };
        if self.is_ours(&queue, number) {
            self.lines.borrow_mut().remove(&queue);
            self.drive(Event::Line(queue, Line::Down(code)));
        }
    }

    fn is_ours(&self, queue: &QueueName, number: u64) -> bool {
        let lines = self.lines.borrow();
        lines.get(queue).is_some_and(|it| it.number == number)
    }

    async fn dialled(&self, queue: &QueueName) -> Result<WebSocket, Problem> {
        let admit = AdmitOperator {
            queue: queue.clone(),
        };
        let admitted = self.directory()?.ask(&admit).await?;
        let client = QueueClient::new(&self.env, &self.organisation, queue)?;
        let response = client.desk_socket(admitted).await?;
        let socket = response.websocket();
        socket.ok_or_else(|| Problem::failed("opening a socket at the queue"))
    }

    async fn listen(self: &Rc<Self>, queue: &QueueName, line: OpenLine) -> Ended {
        let OpenLine { number, socket } = line;
        // Whatever comes from now on is heard.
        let Ok(mut events) = socket.events() else {
            return Ended::NeverUp;
        };
        if socket.accept().is_err() {
            return Ended::NeverUp;
        }
        if self.is_over.get() {
            socket.close(Some(1000), Some("")).ok();
            return Ended::Unwanted;
        }
        let former = self.lines.borrow_mut().insert(
            queue.clone(),
            OpenLine {
                number,
                socket: socket.clone(),
            },
        );
        if let Some(former) = former {
            former.socket.close(Some(1000), Some("")).ok();
        }
        self.drive(Event::Line(queue.clone(), Line::Up));
        while let Some(event) = events.next().await {
            match event {
                Ok(WebsocketEvent::Message(message)) => {
                    if !self.is_ours(queue, number) {
                        return Ended::Unwanted;
                    }
                    self.hear(queue, &socket, &message.text().unwrap_or_default());
                }
                Ok(WebsocketEvent::Close(close)) => return Ended::Closed(Some(close.code())),
                Err(_) => return Ended::Closed(None),
            }
        }
        Ended::Closed(None)
    }

    fn hear(self: &Rc<Self>, queue: &QueueName, socket: &WebSocket, text: &str) {
        match text {
            HEARTBEAT_ANSWER => {}
            HEARTBEAT => {
                socket.send_with_str(HEARTBEAT).ok();
            }
            text => match strict::from_str(text) {
                Ok(frame) => self.drive(Event::Line(queue.clone(), Line::Frame(Box::new(frame)))),
                Err(_) => console_error!("xmpp: a frame of {queue} cannot be read"),
            },
        }
    }

    pub(super) fn send(&self, queue: &QueueName, frame: &FromOperator) {
        let lines = self.lines.borrow();
        if let (Some(line), Ok(text)) = (lines.get(queue), serde_json::to_string(frame)) {
            // What does not go is sent again when the line is back.
            line.socket.send_with_str(text).ok();
        }
    }

    /// So many seconds have passed: queues hear that this window is there.
    pub(super) fn beat(&self, seconds: u32) {
        if u64::from(seconds).is_multiple_of(HEARTBEAT_SECONDS) {
            for line in self.lines.borrow().values() {
                line.socket.send_with_str(HEARTBEAT).ok();
            }
        }
    }

    pub(super) fn hang_up(&self, queue: &QueueName) {
        if let Some(line) = self.lines.borrow_mut().remove(queue) {
            line.socket.close(Some(1000), Some("")).ok();
        }
    }

    pub(super) fn hang_up_all(&self) {
        let lines = std::mem::take(&mut *self.lines.borrow_mut());
        for line in lines.into_values() {
            line.socket.close(Some(1000), Some("")).ok();
        }
    }
}
