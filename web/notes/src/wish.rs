//! What a guest has typed, as the note has it.

use hushdesk_protocol::rest::LeftMessage;
use hushdesk_protocol::text::PageAddress;
use hushdesk_web::session::text::Text;

/// As it stands in the fields, and where that is.
pub(crate) struct Wish<'a> {
    pub(crate) text: &'a str,
    pub(crate) email: &'a str,
    pub(crate) name: &'a str,
    pub(crate) page: &'a str,
    pub(crate) language: &'a str,
}

/// What cannot be read of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Wrong {
    Text,
    Email,
}

impl Wrong {
    /// What the widget's script calls it.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
        }
    }
}

impl Wish<'_> {
    /// The message in JSON, as one that is not sealed would be sent. Nobody has to say what they are called, and nothing is lost with
    /// a name that cannot be read.
    pub(crate) fn as_json(&self) -> Result<String, Wrong> {
        let text = Text::typed(self.text).map_err(|_| Wrong::Text)?;
        let message = LeftMessage {
            text: text.as_str().parse().map_err(|_| Wrong::Text)?,
            email: self.email.trim().parse().map_err(|_| Wrong::Email)?,
            name: self.name.trim().parse().ok(),
            page: PageAddress::cut(self.page),
            language: self.language.parse().ok(),
        };
        serde_json::to_string(&message).map_err(|_| Wrong::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WISH: Wish<'_> = Wish {
        text: " Do you have maps? ",
        email: "jonas@example.org ",
        name: "",
        page: "https://library.example/maps?q=secret#more",
        language: "de",
    };

    #[test]
    fn a_note_says_what_an_open_message_would() {
        assert_eq!(
            WISH.as_json().unwrap(),
            r#"{"text":"Do you have maps?","email":"jonas@example.org","page":"https://library.example/maps","language":"de"}"#
        );
    }

    #[test]
    fn what_cannot_be_answered_or_says_nothing_is_not_sealed() {
        let empty = Wish { text: " ", ..WISH };
        assert_eq!(empty.as_json(), Err(Wrong::Text));
        let nowhere = Wish {
            email: "jonas",
            ..WISH
        };
        assert_eq!(nowhere.as_json(), Err(Wrong::Email));
    }
}
