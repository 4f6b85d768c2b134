//! How a queue treats its chats.

mod form;
mod sections;

pub(super) use form::SettingsForm;
pub(super) use sections::QueueSettingsSections;
