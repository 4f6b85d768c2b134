//! The sockets as the object knows them while it is in memory: which is which, and what is attached to each. So a frame
//! costs neither a search among them nor a look at an attachment.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;

use durable_queue::ConnectionId;
use wasm_bindgen::prelude::*;
use worker::{Error, Result, WebSocket};

use crate::attachment::{Attachment, Standing, Visitor};

#[wasm_bindgen]
extern "C" {
    /// A socket that bears its number, for as long as the runtime keeps it in memory.
    type Numbered;

    #[wasm_bindgen(method, getter, js_name = hushdeskConnection)]
    fn connection(this: &Numbered) -> Option<u64>;

    #[wasm_bindgen(method, setter, js_name = hushdeskConnection)]
    fn set_connection(this: &Numbered, connection: u64);
}

/// One socket.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) socket: WebSocket,
    pub(crate) attachment: Rc<Attachment>,
}

/// All sockets, as far as they have been seen since the object woke up.
#[derive(Default)]
pub(crate) struct Lines {
    known: RefCell<Known>,
}

/// How many sockets there are, and how many of them come from each address.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Crowd {
    all: usize,
    addresses: BTreeMap<String, usize>,
}

#[derive(Default)]
struct Known {
    lines: BTreeMap<ConnectionId, Line>,
    crowd: Crowd,
}

impl Lines {
    /// What is attached to a socket; nothing if it is not ours or cannot be read.
    pub(crate) fn attachment(&self, socket: &WebSocket) -> Result<Option<Rc<Attachment>>> {
        if let Some(connection) = numbered(socket).connection()
            && let Some(line) = self.known()?.lines.get(&ConnectionId(connection))
        {
            return Ok(Some(Rc::clone(&line.attachment)));
        }
        match read(socket) {
            Some(attachment) => self.learn(socket.clone(), attachment).map(Some),
            None => Ok(None),
        }
    }

    /// The socket of this number.
    pub(crate) fn get(&self, connection: ConnectionId) -> Result<Option<Line>> {
        Ok(self.known()?.lines.get(&connection).cloned())
    }

    /// All of them.
    pub(crate) fn all(&self) -> Result<Vec<Line>> {
        Ok(self.known()?.lines.values().cloned().collect())
    }

    /// How many there are, and from where.
    pub(crate) fn crowd(&self) -> Result<RefMut<'_, Crowd>> {
        Ok(RefMut::map(self.known()?, |known| &mut known.crowd))
    }

    /// Takes note of the sockets that outlived a pause. One that is known is known better than its attachment says.
    pub(crate) fn learn_all(&self, sockets: Vec<WebSocket>) -> Result<()> {
        for socket in sockets {
            self.attachment(&socket)?;
        }
        Ok(())
    }

    /// Attaches to a socket what it is to carry through a pause.
    pub(crate) fn attach(&self, socket: &WebSocket, attachment: Attachment) -> Result<()> {
        socket.serialize_attachment(serde_json::to_string(&attachment)?)?;
        self.learn(socket.clone(), attachment).map(drop)
    }

    /// Notes how far a socket has come.
    pub(crate) fn stand(&self, connection: ConnectionId, standing: Standing) -> Result<()> {
        let Some(line) = self.get(connection)? else {
            return Ok(());
        };
        let attachment = Attachment {
            standing,
            ..(*line.attachment).clone()
        };
        self.attach(&line.socket, attachment)
    }

    /// A socket is closed for good.
    pub(crate) fn forget(&self, connection: ConnectionId) -> Result<()> {
        let mut known = self.known()?;
        if let Some(line) = known.lines.remove(&connection) {
            known.crowd.remove(&line.attachment.visitor);
        }
        Ok(())
    }

    fn learn(&self, socket: WebSocket, attachment: Attachment) -> Result<Rc<Attachment>> {
        let connection = attachment.connection;
        numbered(&socket).set_connection(connection.0);
        let attachment = Rc::new(attachment);
        let line = Line {
            socket,
            attachment: Rc::clone(&attachment),
        };
        let mut known = self.known()?;
        if known.lines.insert(connection, line).is_none() {
            known.crowd.add(&attachment.visitor);
        }
        Ok(attachment)
    }

    fn known(&self) -> Result<RefMut<'_, Known>> {
        let busy = |_| Error::RustError("the sockets are in use".to_owned());
        self.known.try_borrow_mut().map_err(busy)
    }
}

impl Crowd {
    /// How many there are.
    pub(crate) const fn count(&self) -> usize {
        self.all
    }

    /// How many come from an address.
    pub(crate) fn count_from(&self, address: &str) -> usize {
        self.addresses.get(address).copied().unwrap_or(0)
    }

    /// One more is there.
    pub(crate) fn add(&mut self, visitor: &Visitor) {
        self.all = self.all.saturating_add(1);
        for address in visitor.addresses() {
            let count = self.addresses.entry(address.clone()).or_insert(0);
            *count = count.saturating_add(1);
        }
    }

    /// One of them is gone.
    pub(crate) fn remove(&mut self, visitor: &Visitor) {
        self.all = self.all.saturating_sub(1);
        for address in visitor.addresses() {
            if let Some(count) = self.addresses.get_mut(address) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.addresses.remove(address);
                }
            }
        }
    }
}

fn read(socket: &WebSocket) -> Option<Attachment> {
    let json: String = socket.deserialize_attachment().ok()??;
    serde_json::from_str(&json).ok()
}

fn numbered(socket: &WebSocket) -> &Numbered {
    let raw: &JsValue = socket.as_ref().as_ref();
    raw.unchecked_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_forgotten_with_its_last_socket() {
        let visitor = |from: &[&str]| Visitor::Guest {
            opens: None,
            from: from.iter().map(|&key| key.to_owned()).collect(),
        };
        let one = visitor(&["2001:db8:1:1::/64", "2001:db8:1::/48"]);
        let neighbour = visitor(&["2001:db8:1:2::/64", "2001:db8:1::/48"]);
        let mut crowd = Crowd::default();
        crowd.add(&one);
        crowd.add(&neighbour);
        assert_eq!(crowd.count_from("2001:db8:1:1::/64"), 1);
        assert_eq!(crowd.count_from("2001:db8:1::/48"), 2);
        crowd.remove(&one);
        assert_eq!(crowd.count_from("2001:db8:1:1::/64"), 0);
        assert_eq!(crowd.count_from("2001:db8:1::/48"), 1);
        crowd.remove(&neighbour);
        assert_eq!(crowd, Crowd::default());
    }
}
