//! Why the edge closes a socket: the WebSocket close codes of Hushdesk (RFC 6455, section 7.4.2, leaves 4000 to
//! 4999 to applications). After any other code a client connects again.

/// A newer socket of the same guest or seat took this one's place: another window has the chat. Do not connect
/// again by yourself.
pub const REPLACED: u16 = 4001;

/// The first frame was refused; a `refused` frame came before. Do not connect again with the same frame.
pub const REFUSED: u16 = 4002;

/// The chat has ended and is forgotten. Do not connect again.
pub const OVER: u16 = 4003;

/// The client was silent for too long. Connect again.
pub const SILENT: u16 = 4004;

/// The operator's shift is over: by the clock, by its length, or as they set it. Do not connect again by yourself.
pub const SHIFT_OVER: u16 = 4005;

/// The chat has gone to another queue; `moved` came before and says to which. Resume there.
pub const MOVED: u16 = 4006;

/// Frames came faster than any client sends them. Connect again.
pub const TOO_FAST: u16 = 4007;

/// What let the socket in is gone: the session has ended, the operator may not staff this queue, or there is no such
/// queue any more. Ask who is signed in before connecting again.
pub const SIGNED_OUT: u16 = 4008;

/// The edge failed to keep what was said. Connect again and say again what was not accepted.
pub const FAILED: u16 = 1011;

/// A frame was longer than [`FRAME_BYTES_MAX`](crate::limits::FRAME_BYTES_MAX) (RFC 6455, section 7.4.1).
pub const TOO_LONG: u16 = 1009;

/// A frame was no text (RFC 6455, section 7.4.1). Mend the client.
pub const NOT_TEXT: u16 = 1003;
