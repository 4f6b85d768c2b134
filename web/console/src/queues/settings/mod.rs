//! How a queue treats its chats.

mod alerts;
mod asking;
mod form;
mod hours;
mod sections;

pub(super) use form::SettingsForm;
pub(super) use sections::QueueSettingsSections;
