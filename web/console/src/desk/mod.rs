//! The desk: what waits, what this window holds, and the open conversation.
//!
//! The machines of the desks (`hushdesk_web::session::desk`) and their sockets are in [`office`]; what they
//! show and where the operator is in it is the [`state`]. Both live in the [`workplace`], which stays whatever page is
//! shown; everything else draws that and reports what the operator does.

mod announcement;
mod answers;
mod arrival;
mod backroom;
mod begin;
mod canned;
mod categories;
mod compare;
mod end_of_shift;
mod equipment;
#[cfg(test)]
mod fixtures;
mod focus;
mod last_said;
mod list;
mod listing;
mod local_time;
mod names;
mod notices;
mod office;
#[cfg(test)]
mod on_screen;
mod open;
mod other_windows;
mod page;
mod page_link;
mod presence;
mod profile;
mod queue_office;
mod quiet;
mod regions;
mod rename;
mod shift;
mod shift_form;
mod side;
mod sign_out;
mod skins;
mod standing;
mod state;
mod status;
mod taking_along;
pub(crate) mod talk;
mod transfer;
mod typing;
mod window;
mod wording;
mod workplace;

pub(crate) use arrival::{AlertSettings, AlertsPanel};
pub(crate) use canned::called;
pub(crate) use equipment::LockedKeys;
pub(crate) use page::{DeskPage, open_chat};
pub(crate) use page_link::{PageLink, place_of};
pub(crate) use regions::Direction;
pub(crate) use shift::{Habit, Shift, Wish};
pub(crate) use sign_out::{SignOut, use_sign_out};
pub(crate) use status::StatusPanel;
pub(crate) use wording::status as status_words;
pub(crate) use workplace::{Workplace, WorkplaceProvider, use_workplace};
