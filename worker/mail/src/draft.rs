//! A letter while it is written: its parts in order, which become text and HTML.

use std::fmt::Write as _;

use hushdesk_texts::mail::Words;

use crate::letter::{Letter, subject};

/// A part of a letter.
enum Part {
    /// Some sentences.
    Paragraph(String),
    /// Something to do: what it is called, and where it is done.
    Act { label: String, address: String },
    /// Something that was said: by whom, when, and what.
    Said {
        who: String,
        at: String,
        text: String,
    },
    /// Something that happened, and when.
    Happened { at: String, what: String },
}

/// A letter that is being written.
pub(crate) struct Draft {
    words: Words,
    parts: Vec<Part>,
}

impl Draft {
    /// An empty one.
    pub(crate) const fn new(words: Words) -> Self {
        let parts = Vec::new();
        Self { words, parts }
    }

    /// Adds some sentences.
    pub(crate) fn paragraph(mut self, text: String) -> Self {
        self.parts.push(Part::Paragraph(text));
        self
    }

    /// Adds something to do.
    pub(crate) fn act(mut self, label: String, address: &str) -> Self {
        let address = address.to_owned();
        self.parts.push(Part::Act { label, address });
        self
    }

    /// Adds what somebody said.
    pub(crate) fn said(&mut self, who: String, at: String, text: &str) {
        let text = text.to_owned();
        self.parts.push(Part::Said { who, at, text });
    }

    /// Adds what happened.
    pub(crate) fn happened(&mut self, at: String, what: String) {
        self.parts.push(Part::Happened { at, what });
    }

    /// The letter, with who writes it at its end.
    pub(crate) fn signed(self, about: &str, by: &str) -> Letter {
        Letter {
            subject: subject(about),
            text: self.text(by),
            html: self.html(by),
        }
    }

    fn text(&self, by: &str) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Paragraph(text) => text.clone(),
            Part::Act { label, address } => format!("{label}:\n{address}"),
            Part::Said { who, at, text } => format!("{who}, {at}\n{text}"),
            Part::Happened { at, what } => format!("* {what} {at}"),
        });
        let parts: Vec<String> = parts.collect();
        // What stands below two hyphens and a space is a signature (RFC 3676, section 4.3).
        format!("{}\n\n-- \n{by}\n", parts.join("\n\n"))
    }

    fn html(&self, by: &str) -> String {
        let language = self.words.language();
        let mut html = format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"></head>\
             <body style=\"font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem\">",
            language.tag(),
            language.direction()
        );
        for part in &self.parts {
            // A string takes all that is written to it.
            let _written = match part {
                Part::Paragraph(text) => write!(html, "<p>{}</p>", Escaped(text)),
                Part::Act { label, address } => write!(
                    html,
                    "<p><a href=\"{0}\" style=\"font-weight:600\">{1}</a><br><small>{0}</small></p>",
                    Escaped(address),
                    Escaped(label)
                ),
                Part::Said { who, at, text } => write!(
                    html,
                    "<p style=\"margin:1rem 0 0\"><b><bdi>{}</bdi></b> <small>{}</small></p>\
                     <p dir=\"auto\" style=\"margin:0;white-space:pre-wrap;overflow-wrap:anywhere\">{}</p>",
                    Escaped(who),
                    Escaped(at),
                    Escaped(text)
                ),
                Part::Happened { at, what } => write!(
                    html,
                    "<p style=\"margin:1rem 0 0\"><small><i>{}</i> {}</small></p>",
                    Escaped(what),
                    Escaped(at)
                ),
            };
        }
        html.push_str("<hr><p><small>");
        let _written = write!(html, "{}", Escaped(by));
        html.push_str("</small></p></body></html>\n");
        html
    }
}

/// A text as it stands in HTML, between tags or quotes.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same_and_nothing_in_them_becomes_a_tag() {
        let mut draft = Draft::new(Words::of("ar"))
            .paragraph("One & two.".to_owned())
            .act("Go".to_owned(), "https://x.example/#a\"b");
        draft.said("A <b>".to_owned(), "10:00".to_owned(), "<script>'</script>");
        draft.happened("10:01".to_owned(), "It ended.".to_owned());
        let letter = draft.signed("About", "The library");
        assert_eq!(
            letter.text,
            "One & two.\n\nGo:\nhttps://x.example/#a\"b\n\nA <b>, 10:00\n<script>'</script>\n\n\
             * It ended. 10:01\n\n-- \nThe library\n"
        );
        for part in [
            "<html lang=\"ar\" dir=\"rtl\">",
            "<p>One &amp; two.</p>",
            "<a href=\"https://x.example/#a&quot;b\"",
            "<bdi>A &lt;b&gt;</bdi>",
            "&lt;script&gt;&#39;&lt;/script&gt;</p>",
            "<i>It ended.</i> 10:01",
        ] {
            assert!(letter.html.contains(part), "{part} in {}", letter.html);
        }
    }
}
