//! A conversation to be taken along: as text, and as a page that needs nothing else. Made where it is read; nothing is
//! asked for, and nothing in it asks for anything.

use std::fmt::Write as _;

/// A conversation, as its reader sees it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Transcript {
    /// What it is.
    pub title: String,
    /// What is known of it: what is known, and what it is.
    pub about: Vec<(String, String)>,
    /// The language of its words that nobody wrote (BCP 47), and `ltr` or `rtl`.
    pub language: (String, String),
    /// What was said and what happened, in order.
    pub lines: Vec<TranscriptLine>,
}

/// A line of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TranscriptLine {
    /// Somebody said something.
    Said {
        /// When, as a reader reads it.
        at: String,
        /// Who.
        who: String,
        /// What.
        text: String,
        /// What is to be known of it: that it did not arrive.
        remark: Option<String>,
    },
    /// Something happened.
    Happened {
        /// When.
        at: String,
        /// What, as a sentence.
        what: String,
    },
}

impl Transcript {
    /// As text: a line for each, the lines of a text under its first one.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for (name, value) in &self.about {
            let _ = writeln!(text, "{name}: {value}");
        }
        text.push('\n');
        for line in &self.lines {
            text.push_str(&line.text());
        }
        text
    }

    /// As a page of the web.
    pub fn html(&self) -> String {
        let (language, direction) = &self.language;
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n\
             {STYLE}</style>\n<h1>{title}</h1>\n<dl>\n",
            escaped(language),
            escaped(direction),
            title = escaped(&self.title),
        );
        for (name, value) in &self.about {
            let _ = writeln!(html, "<dt>{}<dd>{}", escaped(name), escaped(value));
        }
        html.push_str("</dl>\n<ol>\n");
        for line in &self.lines {
            html.push_str(&line.html());
        }
        html.push_str("</ol>\n</html>\n");
        html
    }
}

impl TranscriptLine {
    fn text(&self) -> String {
        match self {
            Self::Said {
                at,
                who,
                text,
                remark,
            } => {
                let remark = remark
                    .iter()
                    .fold(String::new(), |_, it| format!(" ({it})"));
                format!("[{at}] {who}{remark}: {}\n", text.replace('\n', "\n    "))
            }
            Self::Happened { at, what } => format!("[{at}] * {what}\n"),
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Said {
                at,
                who,
                text,
                remark,
            } => {
                let remark = remark.iter().map(|it| format!(" <i>{}</i>", escaped(it)));
                format!(
                    "<li><b><bdi>{}</bdi></b> <time>{}</time>{}<p dir=\"auto\">{}</p>\n",
                    escaped(who),
                    escaped(at),
                    remark.collect::<String>(),
                    escaped(text)
                )
            }
            Self::Happened { at, what } => format!(
                "<li class=\"happened\"><time>{}</time> <bdi>{}</bdi>\n",
                escaped(at),
                escaped(what)
            ),
        }
    }
}

const STYLE: &str = "body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font-family: system-ui, sans-serif; \
                     line-height: 1.5; }\nol { padding: 0; list-style: none; }\np { margin: 0 0 1rem; white-space: \
                     pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }\ntime, dt, .happened { color: \
                     #4b5b66; font-size: 0.875rem; }\n.happened { margin-bottom: 1rem; }\ndl { display: grid; \
                     grid-template-columns: auto 1fr; gap: 0.25rem 1rem; }\ndd { margin: 0; }\n";

/// A text that stands in a page as what it is, in an attribute, too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcript(text: &str) -> Transcript {
        Transcript {
            title: "Chat with cedar-xe5".to_owned(),
            about: vec![("Queue".to_owned(), "Maps & plans".to_owned())],
            language: ("en".to_owned(), "ltr".to_owned()),
            lines: vec![
                TranscriptLine::Happened {
                    at: "10:31".to_owned(),
                    what: "Only you and the guest can read what follows.".to_owned(),
                },
                TranscriptLine::Said {
                    at: "10:32".to_owned(),
                    who: "cedar-xe5".to_owned(),
                    text: text.to_owned(),
                    remark: None,
                },
                TranscriptLine::Said {
                    at: "10:33".to_owned(),
                    who: "You".to_owned(),
                    text: "Yes".to_owned(),
                    remark: Some("not delivered".to_owned()),
                },
            ],
        }
    }

    #[test]
    fn as_text_each_line_stands_with_its_time_and_its_speaker() {
        assert_eq!(
            transcript("Hello\nDo you have it?").text(),
            "Chat with cedar-xe5\n\
             Queue: Maps & plans\n\
             \n\
             [10:31] * Only you and the guest can read what follows.\n\
             [10:32] cedar-xe5: Hello\n    Do you have it?\n\
             [10:33] You (not delivered): Yes\n"
        );
    }

    #[test]
    fn as_a_page_what_was_written_is_words_and_nothing_else() {
        let html = transcript("<img src=x onerror=alert(1)> \"&\" 'x'").html();
        assert!(html.contains(
            "<p dir=\"auto\">&lt;img src=x onerror=alert(1)&gt; &quot;&amp;&quot; &#39;x&#39;</p>"
        ));
        assert!(html.contains("<dt>Queue<dd>Maps &amp; plans"));
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
        assert!(html.contains("<i>not delivered</i>"));
    }

    #[test]
    fn the_page_asks_for_nothing() {
        let html = transcript("https://library.example").html();
        for asks in ["src=", "href=", "url(", "<script", "<link", "@import"] {
            assert!(!html.contains(asks), "{asks}");
        }
    }
}
