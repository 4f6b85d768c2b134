//! The desk: what waits, what this window holds, and the open conversation.
//!
//! The machines of the desks (`hushdesk_web::session::desk`) and their sockets are in [`office`]; what they
//! show and where the operator is in it is the [`state`]. Both live in the [`workplace`], which stays whatever page is
//! shown; everything else draws that and reports what the operator does.

mod announcement;
mod ask_for_earlier;
mod begin;
mod colleagues;
mod conversation;
mod end_of_shift;
mod equipment;
mod facts;
#[cfg(test)]
mod fixtures;
mod focus;
mod lines;
mod listing;
mod local_time;
mod mine;
mod names;
mod notices;
mod offer;
mod office;
mod open;
mod other_windows;
mod page;
mod page_link;
mod presence;
mod queue_office;
mod regions;
mod shift;
mod shift_form;
mod sign_out;
mod skins;
mod standing;
mod state;
mod status;
mod transfer;
mod typing;
mod waiting;
mod window;
mod wording;
mod workplace;

pub(crate) use page::{DeskPage, open_chat};
pub(crate) use regions::Direction;
pub(crate) use shift::{Habit, Shift, Wish};
pub(crate) use sign_out::use_sign_out;
pub(crate) use status::StatusPanel;
pub(crate) use wording::status as status_words;
pub(crate) use workplace::{Workplace, WorkplaceProvider, use_workplace};
