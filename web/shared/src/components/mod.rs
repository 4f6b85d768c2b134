//! What both front ends are built of on the screen: the log of a conversation, the composer, notices,
//! dialogs, times. They carry: texts and states come in as properties, what a person does goes out by
//! callbacks. Their looks are in `web/shared/static/components.css`.

mod announcer;
mod clock;
mod composer;
mod dialog;
mod fingerprint;
mod log;
mod notice;

pub use announcer::Announcer;
pub use clock::{Elapsed, time_of_day};
pub use composer::Composer;
pub use dialog::{Confirm, Dialog};
pub use fingerprint::fingerprint_text;
pub use log::{ConversationLog, Delivery, Line, Said, Side};
pub use notice::{Notice, Tone, badge};
