//! What the console is built of on the screen: the log of a conversation, the composer, notices, dialogs,
//! times. They carry: texts and states come in as properties, what a person does goes out by callbacks. Their
//! looks are those of the guest's widget, in `web/shared/static/components.css`.

mod announcer;
mod clock;
mod composer;
mod dialog;
mod fingerprint;
mod linked;
mod log;
mod notice;

pub(crate) use announcer::Announcer;
pub(crate) use clock::{Elapsed, time_of_day};
pub(crate) use composer::Composer;
pub(crate) use dialog::{Confirm, Dialog};
pub(crate) use fingerprint::fingerprint_text;
pub(crate) use linked::linked;
pub(crate) use log::{
    ConversationLog, Delivery, Happened, Line, PIECE_LINES, Piece, Pieces, Said, Side, What,
};
pub(crate) use notice::{Notice, badge};
