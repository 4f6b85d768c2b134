//! How the guest's widget looks and speaks, whether its chats are sealed, and for which keys.

mod answers;
mod colour;
mod contrast;
mod corner;
mod form;
mod new;
mod page;
mod picture;
mod pins;
mod preview;
mod scene;
mod sealing;
mod skin_page;
mod stand_in;
mod style;
mod words;

pub(crate) use page::SkinsPage;
pub(crate) use skin_page::SkinPage;
