//! Markdown, drawn: headings, lists, tables, links and the like, as somebody of the organisation has written them.
//!
//! It becomes elements and never HTML: tags that stand in a text are words of it, and nothing is loaded from anywhere, so a picture
//! is the link to it. Links lead where links in messages lead ([`hushdesk_web::links`]) and nowhere else.

use hushdesk_web::links::{self, Part};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag};
use yew::prelude::*;

use super::linked;

/// How deep things lie in each other: what lies deeper is drawn as if it did not. A text of brackets alone would else be
/// deeper than a browser's stack.
const DEPTH_MAX: usize = 12;

/// What is drawn.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct MarkdownProps {
    /// As it was written.
    pub(crate) text: AttrValue,
}

/// CommonMark, with tables. The first heading is an `h3`: it stands in something that has a name.
#[component]
pub(crate) fn Markdown(props: &MarkdownProps) -> Html {
    html! { <div class="prose">{ draw(&props.text) }</div> }
}

fn draw(text: &str) -> Html {
    let mut page = Page::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        page.take(event);
    }
    page.finish()
}

/// What has been read so far.
#[derive(Default)]
struct Page<'a> {
    /// What has been begun and not ended, each with what was before it in what it lies in.
    open: Vec<(Tag<'a>, Vec<Html>)>,
    /// How many lie too deep.
    deeper: usize,
    /// What is in the last that was begun.
    inside: Vec<Html>,
}

impl<'a> Page<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(_) if self.open.len() >= DEPTH_MAX => {
                self.deeper = self.deeper.saturating_add(1);
            }
            Event::Start(tag) => self.open.push((tag, std::mem::take(&mut self.inside))),
            Event::End(_) if self.deeper > 0 => self.deeper = self.deeper.saturating_sub(1),
            Event::End(_) => self.end(),
            Event::Text(text) => self.inside.push(self.words(&text)),
            Event::Html(text) | Event::InlineHtml(text) => self.inside.push(plain(&text)),
            Event::Code(text) => self.inside.push(html! { <code>{ plain(&text) }</code> }),
            Event::SoftBreak => self.inside.push(plain(" ")),
            Event::HardBreak => self.inside.push(html! { <br /> }),
            Event::Rule => self.inside.push(html! { <hr /> }),
            // Of extensions that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.inside.push(plain(&text));
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// Addresses are followed wherever they stand, but not inside of a link, nor in code.
    fn words(&self, text: &str) -> Html {
        let mut tags = self.open.iter().map(|(tag, _)| tag);
        if tags.any(|tag| {
            matches!(
                tag,
                Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)
            )
        }) {
            plain(text)
        } else {
            linked(text)
        }
    }

    fn end(&mut self) {
        if let Some((tag, before)) = self.open.pop() {
            let inside = std::mem::replace(&mut self.inside, before);
            let inside: Html = inside.into_iter().collect();
            let is_in_head = matches!(self.open.last(), Some((Tag::TableHead, _)));
            self.inside.push(if is_in_head {
                html! { <th scope="col" dir="auto">{ inside }</th> }
            } else {
                element(tag, inside)
            });
        }
    }

    fn finish(mut self) -> Html {
        while !self.open.is_empty() {
            self.end();
        }
        self.inside.into_iter().collect()
    }
}

fn element(tag: Tag<'_>, inside: Html) -> Html {
    match tag {
        Tag::Paragraph => html! { <p dir="auto">{ inside }</p> },
        Tag::Heading { level, .. } => match level {
            HeadingLevel::H1 => html! { <h3 dir="auto">{ inside }</h3> },
            HeadingLevel::H2 => html! { <h4 dir="auto">{ inside }</h4> },
            HeadingLevel::H3 | HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => {
                html! { <h5 dir="auto">{ inside }</h5> }
            }
        },
        Tag::BlockQuote(_) => html! { <blockquote>{ inside }</blockquote> },
        Tag::CodeBlock(_) => html! { <pre dir="ltr" tabindex="0"><code>{ inside }</code></pre> },
        Tag::List(None) => html! { <ul>{ inside }</ul> },
        Tag::List(Some(first)) => html! { <ol start={first.to_string()}>{ inside }</ol> },
        Tag::Item => html! { <li dir="auto">{ inside }</li> },
        Tag::Table(_) => html! { <table>{ inside }</table> },
        Tag::TableHead => html! { <thead><tr>{ inside }</tr></thead> },
        Tag::TableRow => html! { <tr>{ inside }</tr> },
        Tag::TableCell => html! { <td dir="auto">{ inside }</td> },
        Tag::Emphasis => html! { <em>{ inside }</em> },
        Tag::Strong => html! { <strong>{ inside }</strong> },
        Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => link(&dest_url, inside),
        Tag::HtmlBlock => html! { <p dir="auto">{ inside }</p> },
        // Of extensions that are not switched on.
        Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::MetadataBlock(_) => inside,
    }
}

/// What leads somewhere else than links in messages do is words.
fn link(to: &CowStr<'_>, inside: Html) -> Html {
    let to: &str = to;
    if links::parts(to) == [Part::Link(to)] {
        let href = to.to_owned();
        html! { <a {href} target="_blank" rel={links::REL}>{ inside }</a> }
    } else {
        inside
    }
}

fn plain(text: &str) -> Html {
    html! { { text.to_owned() } }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    fn drawn(text: &str) -> Element {
        let text = text.to_owned().into();
        rendered::<Markdown>(MarkdownProps { text })
    }

    fn count(text: &str, name: &str) -> usize {
        drawn(text).count(&|element| element.name() == name)
    }

    #[test]
    fn what_is_written_is_drawn_as_elements() {
        for (text, outline) in [
            ("# Fees\n\nAs of *May*", "h3(Fees)p(As of em(May))"),
            ("3. a\n4. **b**", "ol(li(a)li(strong(b)))"),
            ("> a\n\n---\n    b", "blockquote(p(a))hr()pre(code(b))"),
            (
                "|Day|Until|\n|-|-|\n|Mo|8|",
                "table(thead(tr(th(Day)th(Until)))tr(td(Mo)td(8)))",
            ),
            ("", ""),
        ] {
            assert_eq!(drawn(text).outline(), format!("div({outline})"), "{text}");
        }
    }

    #[test]
    fn tags_are_words_and_a_picture_is_the_link_to_it() {
        let text = "<script>alert(1)</script>\n\na <b>b</b> ![map](https://library.org/map.png)";
        assert_eq!(
            drawn(text).outline(),
            "div(p(<script>alert(1)</script>\n)p(a <b>b</b> a(map)))"
        );
    }

    #[test]
    fn links_lead_to_pages_and_mailboxes_only() {
        for (text, links) in [
            ("[a](https://library.org/fees)", 1),
            ("[a](mailto:desk@library.org)", 1),
            ("https://library.org", 1),
            ("[https://library.org](https://elsewhere.org)", 1),
            ("[a](javascript:alert(1))", 0),
            ("[a](data:text/html,x)", 0),
            ("[a](//elsewhere.org)", 0),
            ("[a](https://library.org@elsewhere.org)", 0),
            ("`https://library.org`", 0),
        ] {
            assert_eq!(count(text, "a"), links, "{text}");
        }
    }

    #[test]
    fn what_lies_too_deep_is_drawn_all_the_same() {
        let text = format!("{} deep", ">".repeat(8_000));
        assert_eq!(count(&text, "blockquote"), DEPTH_MAX);
        assert!(drawn(&text).text().contains("deep"));
        assert!(drawn(&"[".repeat(16_000)).text().starts_with("[["));
    }
}
