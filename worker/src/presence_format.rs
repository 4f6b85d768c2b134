//! Ways to say whether somebody is there, for pages and programs of others.

use hushdesk_protocol::rest::{HoursNow, Presence};

use crate::problem::Problem;

/// A way to say it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    /// One word.
    Text,
    /// An object.
    Json,
    /// An element.
    Xml,
    /// A statement that a page runs: it finds the answer in `hushdeskPresence`.
    Script,
    /// A dot, full and green or an empty circle.
    Picture,
}

impl Format {
    /// That of a file with this extension.
    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "txt" => Some(Self::Text),
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            "js" => Some(Self::Script),
            "svg" => Some(Self::Picture),
            _ => None,
        }
    }

    /// What a browser is told that it is.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
            Self::Xml => "application/xml",
            Self::Script => "text/javascript; charset=utf-8",
            Self::Picture => "image/svg+xml",
        }
    }

    /// Whether somebody is there, of whom is asked by these words of an address, like `queue/reference`.
    pub(crate) fn says(self, of: &str, presence: &Presence) -> Result<String, Problem> {
        let Presence { staffed, ref hours } = *presence;
        Ok(match self {
            Self::Text if staffed => "available\n".to_owned(),
            Self::Text => "unavailable\n".to_owned(),
            Self::Json => serde_json::to_string(presence)
                .map_err(|_| Problem::failed("writing a presence"))?,
            Self::Xml => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<presence of=\"{of}\" staffed=\"{staffed}\"{}/>\n",
                hours.as_ref().map(attributes).unwrap_or_default()
            ),
            Self::Script => format!(
                "window.hushdeskPresence = window.hushdeskPresence || {{}};\nwindow.hushdeskPresence[\"{of}\"] = {staffed};\n"
            ),
            Self::Picture => picture(staffed),
        })
    }
}

/// How opening hours stand, in an element.
fn attributes(hours: &HoursNow) -> String {
    let until = hours.until.as_ref();
    let until = until.map(|change| format!(" until=\"{}\"", change.at));
    format!(" open=\"{}\"{}", hours.open, until.unwrap_or_default())
}

/// It is told by the shape too, for who cannot tell the colours.
fn picture(staffed: bool) -> String {
    let dot = if staffed {
        r##"<circle cx="8" cy="8" r="6" fill="#1a7f37"/>"##
    } else {
        r##"<circle cx="8" cy="8" r="5" fill="none" stroke="#6e7781" stroke-width="2"/>"##
    };
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">{dot}</svg>"#
    )
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_protocol::rest::{Day, HoursChange};

    use super::*;

    #[test]
    fn each_way_says_it_to_whoever_reads_it() {
        let says = |extension: &str, staffed| {
            let format = Format::of_extension(extension).unwrap();
            let presence = Presence {
                staffed,
                hours: None,
            };
            format.says("queue/maps", &presence).unwrap()
        };
        assert_eq!(says("txt", true), "available\n");
        assert_eq!(says("txt", false), "unavailable\n");
        assert_eq!(says("json", true), r#"{"staffed":true}"#);
        assert_eq!(
            says("xml", false),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<presence of=\"queue/maps\" staffed=\"false\"/>\n"
        );
        assert!(says("js", true).ends_with("window.hushdeskPresence[\"queue/maps\"] = true;\n"));
        assert_ne!(says("svg", true), says("svg", false));
        assert_eq!(Format::of_extension("png"), None);
    }

    #[test]
    fn programs_are_told_when_it_opens() {
        let presence = Presence {
            staffed: false,
            hours: Some(HoursNow {
                open: false,
                until: Some(HoursChange {
                    at: Timestamp(1_764_576_000_000),
                    day: Day::after_1970(20_423),
                    minute: 540,
                }),
            }),
        };
        let says = |format: Format| format.says("queue/maps", &presence).unwrap();
        assert_eq!(
            says(Format::Json),
            r#"{"staffed":false,"hours":{"open":false,"until":{"at":1764576000000,"day":"2025-12-01","minute":540}}}"#
        );
        assert_eq!(
            says(Format::Xml),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<presence of=\"queue/maps\" staffed=\"false\" open=\"false\" until=\"1764576000000\"/>\n"
        );
        assert_eq!(says(Format::Text), "unavailable\n");
    }
}
