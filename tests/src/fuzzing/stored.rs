//! What a browser has kept, which others who can write there may have changed; and records about earlier messages, which come
//! from the other end of a sealed chat.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_web::session::guest_session::Kept;
use hushdesk_web::session::operator_session::KeptChat;
use hushdesk_web::session::text::Text;

/// The bytes are a chat that a guest's page has kept, one that an operator's window has, a record whose type the first two of them
/// are, and a text that somebody has typed or that has come.
pub(super) fn read(bytes: &[u8]) {
    if let Ok(kept) = Kept::from_bytes(bytes) {
        let again = Kept::from_bytes(&kept.to_bytes());
        assert!(again.is_ok_and(|again| again == kept));
    }
    if let Some(kept) = KeptChat::from_bytes(bytes) {
        let again = KeptChat::from_bytes(&kept.to_bytes());
        assert!(again.is_some_and(|again| again == kept));
    }
    if let [high, low, value @ ..] = bytes
        && let Ok(record) = Earlier::from_record(u16::from_be_bytes([*high, *low]), value)
    {
        let again = Earlier::from_record(record.record_type(), &record.to_bytes());
        assert!(again.is_ok_and(|again| again == record));
    }
    let text = String::from_utf8_lossy(bytes);
    for text in [Text::typed(&text).ok(), Text::received(&text)]
        .into_iter()
        .flatten()
    {
        let again = Text::received(text.as_str());
        assert_eq!(again.as_ref().map(Text::as_str), Some(text.as_str()));
    }
}
