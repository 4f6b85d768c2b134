//! What is written in an OTR message is HTML: so libpurple's programs (Pidgin, Adium) write and read it, and there is no telling
//! beforehand what an operator uses. Both ends of ours do the same: what people type is escaped before it is sealed, and of what
//! comes the text is taken.

/// A text as a message carries it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The text of what a message carries: without its tags, with what its entities stand for. What only looks like either is left
/// as it is, so that a program that knows no HTML loses little.
pub(super) fn text_of(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(place) = rest.bytes().position(|byte| matches!(byte, b'<' | b'&')) {
        let (before, from) = rest.split_at(place);
        text.push_str(before);
        let (shown, after) = tag(from)
            .or_else(|| entity(from))
            .unwrap_or_else(|| from.split_at(1));
        match shown {
            "\u{a0}" => text.push(' '),
            shown => text.push_str(shown),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What a tag at the beginning shows, and what follows it.
fn tag(markup: &str) -> Option<(&'static str, &str)> {
    let inside = markup.strip_prefix('<')?;
    let end = inside.bytes().position(|byte| byte == b'>')?;
    let (tag, after) = (inside.as_bytes().get(..end)?, inside.get(end + 1..)?);
    let name = tag.strip_prefix(b"/").unwrap_or(tag);
    if !name.first()?.is_ascii_alphabetic() || tag.contains(&b'<') {
        return None;
    }
    let length = name.iter().take_while(|it| it.is_ascii_alphanumeric());
    let name = name.get(..length.count())?;
    let is_break = name.eq_ignore_ascii_case(b"br");
    Some((if is_break { "\n" } else { "" }, after))
}

/// What an entity at the beginning stands for, and what follows it.
fn entity(markup: &str) -> Option<(&'static str, &str)> {
    const NAMED: [(&str, &str); 8] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&#34;", "\""),
        ("&nbsp;", "\u{a0}"),
    ];
    NAMED
        .iter()
        .find_map(|(name, shown)| Some((*shown, markup.strip_prefix(name)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_through_whatever_it_looks_like() {
        for text in [
            "Where are the maps & charts?",
            "a <b>bold</b> claim, 1 < 2 > 0",
            "&amp; &lt;br&gt; &#39; &nbsp;",
            "two\nlines\n\n",
            "\u{1f4da} Bücher",
            "",
        ] {
            assert_eq!(text_of(&escaped(text)), text);
        }
    }

    #[test]
    fn what_pidgin_writes_is_read_as_it_was_typed() {
        for (markup, text) in [
            (
                "In the &lt;map&gt; room &amp; they&apos;re there",
                "In the <map> room & they're there",
            ),
            (
                "<FONT COLOR=\"#ff0000\">red</FONT> and <b>bold</b>",
                "red and bold",
            ),
            ("one<br>two<BR/>three", "one\ntwo\nthree"),
            (
                "<a href=\"https://library.example/?a=1&amp;b=2\">maps</a>",
                "maps",
            ),
            ("two&nbsp; spaces", "two  spaces"),
        ] {
            assert_eq!(text_of(markup), text);
        }
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in [
            "1 < 2",
            "a <",
            "<>",
            "< b>",
            "<3",
            "AT&T",
            "&unknown;",
            "&",
            "a<b and no end",
        ] {
            assert_eq!(text_of(text), text);
        }
    }
}
