//! The namespaces of what is said.

pub(crate) const CLIENT: &str = "jabber:client";
pub(crate) const STREAM: &str = "http://etherx.jabber.org/streams";
pub(crate) const STREAM_ERRORS: &str = "urn:ietf:params:xml:ns:xmpp-streams";
pub(crate) const STANZA_ERRORS: &str = "urn:ietf:params:xml:ns:xmpp-stanzas";
pub(crate) const SASL: &str = "urn:ietf:params:xml:ns:xmpp-sasl";
pub(crate) const BIND: &str = "urn:ietf:params:xml:ns:xmpp-bind";
pub(crate) const SESSION: &str = "urn:ietf:params:xml:ns:xmpp-session";
pub(crate) const ROSTER: &str = "jabber:iq:roster";
pub(crate) const PING: &str = "urn:xmpp:ping";
pub(crate) const DISCO_INFO: &str = "http://jabber.org/protocol/disco#info";
pub(crate) const DISCO_ITEMS: &str = "http://jabber.org/protocol/disco#items";
pub(crate) const VCARD: &str = "vcard-temp";
pub(crate) const CHAT_STATES: &str = "http://jabber.org/protocol/chatstates";
pub(crate) const HTTP_BIND: &str = "http://jabber.org/protocol/httpbind";
pub(crate) const XBOSH: &str = "urn:xmpp:xbosh";
pub(crate) const FRAMING: &str = "urn:ietf:params:xml:ns:xmpp-framing";
