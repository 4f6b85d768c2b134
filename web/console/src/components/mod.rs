//! What the console is built of on the screen beside what it shares with the guest's widget
//! (`hushdesk_web::components`): the composer, and stretches of time.

mod clock;
mod composer;

pub(crate) use clock::Elapsed;
pub(crate) use composer::Composer;
pub(crate) use hushdesk_web::components::{
    Confirm, ConversationLog, Delivery, Dialog, DrawnLog, Happened, Line, Notice, Pieces, Said,
    Side, What, announcer, badge, fingerprint_text, linked, time_of_day,
};
