//! XML in and out, within bounds. What comes is read by a parser that knows no document types and no entities of anybody's
//! making (RFC 6120, section 11.1); what goes is escaped here, once.

use minidom::Element;
use minidom::tree_builder::TreeBuilder;
use rxml::{Parse, RawParser};

/// Elements within each other: a stanza in its envelope has five, a form in it eight.
const DEPTH_MAX: usize = 16;

/// Why something is no XML that is taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BadXml {
    /// It is not well-formed, uses what streams forbid, or is no single element.
    #[error("this is not an XML element as a stream may have it")]
    Malformed,
    /// Elements within elements within elements.
    #[error("elements stand deeper in each other than {DEPTH_MAX}")]
    TooDeep,
}

/// Reads one element.
///
/// # Errors
///
/// It is none.
pub(crate) fn parse(text: &str) -> Result<Element, BadXml> {
    let mut parser = RawParser::new();
    let mut tree = TreeBuilder::new();
    let mut rest = text.trim().as_bytes();
    loop {
        match parser.parse(&mut rest, true) {
            Ok(Some(event)) => {
                if tree.root.is_some() {
                    return Err(BadXml::Malformed);
                }
                tree.process_event(event).map_err(|_| BadXml::Malformed)?;
                if tree.depth() > DEPTH_MAX {
                    return Err(BadXml::TooDeep);
                }
            }
            Ok(None) => return tree.root.ok_or(BadXml::Malformed),
            Err(_) => return Err(BadXml::Malformed),
        }
    }
}

/// Text as it stands in an element or an attribute. What XML forbids (section 2.2) is left out: programs drop a whole envelope
/// for one such character.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\'' => escaped.push_str("&apos;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#xD;"),
            '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => {
                escaped.push(character);
            }
            _ => {}
        }
    }
    escaped
}

/// An element that is being written.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    name: &'static str,
    attributes: String,
    content: String,
}

impl Tag {
    /// One of this name, with prefix if it has one, in no namespace but what stands around it.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            content: String::new(),
        }
    }

    /// One that begins a namespace.
    pub(crate) fn of(name: &'static str, namespace: &str) -> Self {
        Self::new(name).with("xmlns", namespace)
    }

    /// With an attribute.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("='");
        self.attributes.push_str(&escape(value));
        self.attributes.push('\'');
        self
    }

    /// With an attribute, if there is something to say.
    pub(crate) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With an element in it.
    pub(crate) fn child(mut self, child: &Self) -> Self {
        self.content.push_str(&child.write());
        self
    }

    /// With elements in it.
    pub(crate) fn children(mut self, children: &[Self]) -> Self {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// With something in it that is written already.
    pub(crate) fn written(mut self, element: &str) -> Self {
        self.content.push_str(element);
        self
    }

    /// With text in it.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.content.push_str(&escape(text));
        self
    }

    /// As it is written.
    pub(crate) fn write(&self) -> String {
        let (name, attributes, content) = (self.name, &self.attributes, &self.content);
        if content.is_empty() {
            format!("<{name}{attributes}/>")
        } else {
            format!("<{name}{attributes}>{content}</{name}>")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_through_byte_for_byte() {
        for text in [
            "a  b \t\u{20}\t ",
            "<b>&amp;</b>",
            "\u{1f4da} Bücher\n\n\r",
            "'\"",
        ] {
            let written = Tag::of("body", "a").text(text).write();
            assert_eq!(parse(&written).unwrap().text(), text, "{written}");
        }
    }

    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(escape("a\u{1}b\u{fffe}c\u{0}"), "abc");
    }

    #[test]
    fn a_long_text_is_read_whole() {
        let text = "x".repeat(131_072);
        let written = Tag::of("body", "a").text(&text).write();
        assert_eq!(parse(&written).unwrap().text(), text);
    }

    #[test]
    fn entities_document_types_comments_and_instructions_are_refused() {
        for text in [
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a xmlns='a'>&b;</a>",
            "<a xmlns='a'>&b;</a>",
            "<a xmlns='a'><!-- no --></a>",
            "<a xmlns='a'><?no no?></a>",
            "<a xmlns='a'>",
            "<a xmlns='a'/><a xmlns='a'/>",
            "<a xmlns='a'></b>",
            "a",
            "",
        ] {
            assert_eq!(parse(text), Err(BadXml::Malformed), "{text}");
        }
    }

    #[test]
    fn elements_stand_only_so_deep_in_each_other() {
        let nested = |depth: usize| {
            let (open, close) = ("<a xmlns='a'>".repeat(depth), "</a>".repeat(depth));
            parse(&format!("{open}{close}"))
        };
        assert!(nested(DEPTH_MAX).is_ok());
        assert_eq!(nested(DEPTH_MAX + 1), Err(BadXml::TooDeep));
        assert_eq!(nested(100_000), Err(BadXml::TooDeep));
    }
}
