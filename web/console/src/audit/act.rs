//! What somebody can have done, in words.

use hushdesk_texts::console::acts;

use crate::components::Icon;

/// A kind of act.
pub(super) struct Act {
    /// As the log has it.
    pub(super) name: &'static str,
    /// Its sign.
    pub(super) icon: Icon,
    /// What somebody did.
    pub(super) says: fn() -> &'static str,
}

const fn act(name: &'static str, icon: Icon, says: fn() -> &'static str) -> Act {
    Act { name, icon, says }
}

/// All kinds, by what they concern.
pub(super) const ALL: [Act; 61] = [
    act("set_up", Icon::Globe, acts::set_up),
    act("set_organisation", Icon::Globe, acts::set_organisation),
    act("set_provider", Icon::Shield, acts::set_provider),
    act("link_person", Icon::Link, acts::link_person),
    act("unlink_person", Icon::Stop, acts::unlink_person),
    act("invite", Icon::People, acts::invite),
    act("make_link", Icon::Link, acts::make_link),
    act("choose_password", Icon::Shield, acts::choose_password),
    act("change_person", Icon::People, acts::change_person),
    act("assign", Icon::People, acts::assign),
    act("disable_person", Icon::Stop, acts::disable_person),
    act("enable_person", Icon::Check, acts::enable_person),
    act("remove_person", Icon::Trash, acts::remove_person),
    act("end_sessions", Icon::SignOut, acts::end_sessions),
    act(
        "reset_second_factor",
        Icon::Shield,
        acts::reset_second_factor,
    ),
    act("rename_self", Icon::Edit, acts::rename_self),
    act("set_email", Icon::Mail, acts::set_email),
    act("forget_email", Icon::Mail, acts::forget_email),
    act("forget_password", Icon::Mail, acts::forget_password),
    act("change_password", Icon::Shield, acts::change_password),
    act(
        "set_up_second_factor",
        Icon::Shield,
        acts::set_up_second_factor,
    ),
    act(
        "renew_recovery_codes",
        Icon::Shield,
        acts::renew_recovery_codes,
    ),
    act(
        "remove_second_factor",
        Icon::Shield,
        acts::remove_second_factor,
    ),
    act("add_passkey", Icon::Key, acts::add_passkey),
    act("rename_passkey", Icon::Edit, acts::rename_passkey),
    act("remove_passkey", Icon::Trash, acts::remove_passkey),
    act("refuse_passkey", Icon::Stop, acts::refuse_passkey),
    act(
        "make_application_password",
        Icon::Key,
        acts::make_application_password,
    ),
    act(
        "revoke_application_password",
        Icon::Trash,
        acts::revoke_application_password,
    ),
    act("add_queue", Icon::Queue, acts::add_queue),
    act("change_queue", Icon::Queue, acts::change_queue),
    act("set_queue", Icon::Queue, acts::set_queue),
    act("set_queue_profile", Icon::Queue, acts::set_queue_profile),
    act("remove_queue", Icon::Trash, acts::remove_queue),
    act("delete_transcript", Icon::Trash, acts::delete_transcript),
    act("make_webhook", Icon::Link, acts::make_webhook),
    act("pause_webhook", Icon::Stop, acts::pause_webhook),
    act("resume_webhook", Icon::Refresh, acts::resume_webhook),
    act("delete_webhook", Icon::Trash, acts::delete_webhook),
    act("delete_transcripts", Icon::Trash, acts::delete_transcripts),
    act("delete_chats", Icon::Trash, acts::delete_chats),
    act("anonymise", Icon::Trash, acts::anonymise),
    act(
        "download_transcripts",
        Icon::Download,
        acts::download_transcripts,
    ),
    act("add_skin", Icon::Paint, acts::add_skin),
    act("set_skin", Icon::Paint, acts::set_skin),
    act("set_skin_picture", Icon::Paint, acts::set_skin_picture),
    act("remove_skin", Icon::Trash, acts::remove_skin),
    act("add_snippet", Icon::Code, acts::add_snippet),
    act("set_snippet", Icon::Code, acts::set_snippet),
    act("remove_snippet", Icon::Trash, acts::remove_snippet),
    act("propose_key", Icon::Key, acts::propose_key),
    act("pin_key", Icon::Key, acts::pin_key),
    act("accept_key", Icon::Key, acts::accept_key),
    act("publish_note_key", Icon::Key, acts::publish_note_key),
    act("withdraw_note_key", Icon::Stop, acts::withdraw_note_key),
    act("change_key", Icon::Key, acts::change_key),
    act("revoke_key", Icon::Stop, acts::revoke_key),
    act("remove_key", Icon::Trash, acts::remove_key),
    act("add_canned", Icon::Slash, acts::add_canned),
    act("change_canned", Icon::Slash, acts::change_canned),
    act("remove_canned", Icon::Trash, acts::remove_canned),
];

/// The kind of this name, if it is known.
pub(super) fn of(name: &str) -> Option<&'static Act> {
    ALL.iter().find(|act| act.name == name)
}
