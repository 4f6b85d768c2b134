//! A view as it is read: what Yew's server-side renderer writes of it, taken apart again. For the tests of both front ends.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;
use yew::LocalServerRenderer;
use yew::html::BaseComponent;

/// Elements of HTML that hold nothing.
const EMPTY: [&str; 4] = ["br", "hr", "img", "input"];

thread_local! {
    /// What the renderer waits by.
    static RUNTIME: Runtime = Builder::new_current_thread().build().unwrap();
}

/// An element and what is in it.
#[derive(Debug, Default)]
pub struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    Element(Element),
}

/// All that a component writes.
pub fn rendered<C: BaseComponent>(props: C::Properties) -> Element {
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    let html = RUNTIME.with(|runtime| LocalSet::new().block_on(runtime, renderer.render()));
    let mut rest = html.as_str();
    let children = parts(&mut rest);
    assert_eq!(rest, "", "{html}");
    Element {
        children,
        ..Element::default()
    }
}

/// Parts up to the end of what they are in.
fn parts(rest: &mut &str) -> Vec<Part> {
    let mut parts = Vec::new();
    while !rest.is_empty() && !rest.starts_with("</") {
        let part = match rest.strip_prefix('<') {
            Some(tag) => {
                *rest = tag;
                Part::Element(element(rest))
            }
            None => Part::Text(unescaped(take(rest, "<"))),
        };
        parts.push(part);
    }
    parts
}

/// An element, from its name on.
fn element(rest: &mut &str) -> Element {
    let name = take(rest, " />").to_owned();
    let attributes = attributes(rest);
    let is_closed = rest.starts_with('/');
    *rest = rest.trim_start_matches('/').strip_prefix('>').unwrap();
    let mut children = Vec::new();
    if !is_closed && !EMPTY.contains(&name.as_str()) {
        children = parts(rest);
        *rest = rest.strip_prefix(&format!("</{name}>")).unwrap();
    }
    Element {
        name,
        attributes,
        children,
    }
}

fn attributes(rest: &mut &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    while let Some(attribute) = rest.strip_prefix(' ') {
        *rest = attribute;
        let name = take(rest, "= />").to_owned();
        let mut value = String::new();
        if !name.is_empty() {
            if let Some(quoted) = rest.strip_prefix("=\"") {
                *rest = quoted;
                value = unescaped(take(rest, "\""));
                *rest = &rest[1..];
            }
            attributes.push((name, value));
        }
    }
    attributes
}

/// What comes before any of these.
fn take<'a>(rest: &mut &'a str, ends: &str) -> &'a str {
    let end = rest.find(|char| ends.contains(char)).unwrap_or(rest.len());
    let (taken, left) = rest.split_at(end);
    *rest = left;
    taken
}

fn unescaped(text: &str) -> String {
    let escapes = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    let mut plain = text.to_owned();
    for (escape, char) in escapes {
        plain = plain.replace(escape, char);
    }
    plain
}

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Element(element) => element.text(),
        }
    }
}

impl Element {
    /// Its name in HTML or SVG.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute it has.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self
            .attributes
            .iter()
            .find(|(its, _)| its.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }

    /// All that can be read in it, in order. A time reads as `at` and its milliseconds.
    pub fn text(&self) -> String {
        self.children.iter().map(Part::text).collect()
    }

    /// What lies in what: elements by their names with what is in them in brackets, and words as they are.
    pub fn outline(&self) -> String {
        let outline = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Element(element) => format!("{}({})", element.name, element.outline()),
        };
        self.children.iter().map(outline).collect()
    }

    /// The first element that is so, of it and those in it.
    pub fn find(&self, is: &dyn Fn(&Self) -> bool) -> Option<&Self> {
        if is(self) {
            return Some(self);
        }
        self.elements().find_map(|element| element.find(is))
    }

    /// How many elements are so, of it and those in it.
    pub fn count(&self, is: &dyn Fn(&Self) -> bool) -> usize {
        let inside: usize = self.elements().map(|element| element.count(is)).sum();
        inside + usize::from(is(self))
    }

    /// The first element of this class.
    pub fn of_class(&self, class: &str) -> Option<&Self> {
        self.find(&|element| {
            let classes = element.attribute("class").unwrap_or_default();
            classes.split(' ').any(|one| one == class)
        })
    }

    /// What is on all buttons but those of sheets, which open and close by themselves.
    pub fn buttons(&self) -> Vec<String> {
        let is_sheets = self.attribute("popovertarget").is_some();
        let own = (self.name == "button" && !is_sheets).then(|| self.label());
        let inside = self.elements().flat_map(Self::buttons);
        own.into_iter().chain(inside).collect()
    }

    /// Whether there is a button of this label that can be pressed.
    pub fn can_press(&self, label: &str) -> bool {
        let button = self.find(&|it| it.name == "button" && it.label() == label);
        button.is_some_and(|button| {
            button.attribute("disabled").is_none()
                && button.attribute("aria-disabled") != Some("true")
        })
    }

    fn label(&self) -> String {
        self.attribute("aria-label")
            .map_or_else(|| self.text(), str::to_owned)
    }

    fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Element(element) => Some(element),
        })
    }
}
