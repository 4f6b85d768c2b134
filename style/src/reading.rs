//! Reads a style sheet, and writes it anew.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "of the tokens that CSS has, few are let through, and all others refused"
)]

use cssparser::{Delimiter, ParseError, ParseErrorKind, Parser, ToCss, Token};

use crate::fault::{Fault, Refused};
use crate::names;
use crate::properties::{Bounds, bounds};

/// The sheet as it can be put beside the widget's own, a rule a line.
///
/// # Errors
///
/// The first line that is not let through.
pub fn compile(written: &str) -> Result<String, Fault> {
    let mut sheet = Sheet {
        css: String::new(),
        line: 1,
    };
    let mut input = Parser::new(written);
    match sheet.rules(&mut input, true) {
        Ok(()) => Ok(sheet.css),
        Err(ParseError { kind }) => Err(Fault {
            line: sheet.line,
            why: match kind {
                ParseErrorKind::Basic(_) => Refused::Unreadable,
                ParseErrorKind::Custom(why) => why,
            },
        }),
    }
}

type Read<T = ()> = Result<T, ParseError<Refused>>;

/// What has been written so far, and at which line the reading is.
struct Sheet {
    css: String,
    line: u32,
}

impl Sheet {
    /// Goes to what comes next; whether there is anything.
    fn at_next(&mut self, input: &mut Parser<'_>) -> bool {
        input.skip_whitespace();
        self.line = input.current_source_location().line.saturating_add(1);
        !input.is_exhausted()
    }

    fn rules(&mut self, input: &mut Parser<'_>, is_outermost: bool) -> Read {
        while self.at_next(input) {
            let before = input.state();
            match input.next()?.clone() {
                Token::AtKeyword(name) if is_outermost && name.eq_ignore_ascii_case("media") => {
                    self.media(input)?;
                }
                Token::AtKeyword(name) => return refuse(Refused::AtRule(name.to_string())),
                _ => {
                    input.reset(&before);
                    self.rule(input)?;
                }
            }
        }
        Ok(())
    }

    /// What holds where it is dark, or light.
    fn media(&mut self, input: &mut Parser<'_>) -> Read {
        let scheme =
            scheme(input).map_err(|_| ParseError::custom(Refused::AtRule("media".to_owned())))?;
        self.css
            .push_str(&format!("@media (prefers-color-scheme:{scheme}){{\n"));
        input.parse_nested_block(|input| self.rules(input, false))?;
        self.css.push_str("}\n");
        Ok(())
    }

    fn rule(&mut self, input: &mut Parser<'_>) -> Read {
        let places = input.parse_until_before(Delimiter::CurlyBracketBlock, |input| {
            input.parse_comma_separated(|input| self.place(input))
        })?;
        input.expect_curly_bracket_block()?;
        self.css.push_str(&places.join(","));
        self.css.push('{');
        input.parse_nested_block(|input| self.declarations(input))?;
        self.css.push_str("}\n");
        Ok(())
    }

    /// A name, or what is pointed at of it.
    fn place(&mut self, input: &mut Parser<'_>) -> Read<String> {
        self.at_next(input);
        match input.next()?.clone() {
            Token::Delim('.') => {}
            token => return refuse(Refused::Name(token.to_css_string())),
        }
        let name = input.expect_ident_cloned()?;
        let place = names::place(&name)
            .ok_or_else(|| ParseError::custom(Refused::Name(format!(".{name}"))))?;
        if input.is_exhausted() {
            return Ok(format!("#widget {place}"));
        }
        let state = || Refused::Name(format!(".{name} and what stands behind it"));
        match input.next()? {
            Token::Colon => {}
            _ => return refuse(state()),
        }
        match input.next()? {
            Token::Ident(state) if state.eq_ignore_ascii_case("hover") => {}
            _ => return refuse(state()),
        }
        Ok(format!("#widget {place}:hover"))
    }

    fn declarations(&mut self, input: &mut Parser<'_>) -> Read {
        while self.at_next(input) {
            if input.try_parse(|input| input.expect_semicolon()).is_ok() {
                continue;
            }
            let name = input.expect_ident_cloned()?;
            let Some((name, bounds)) = bounds(&name) else {
                return refuse(Refused::Property(name.to_string()));
            };
            input.expect_colon()?;
            if !self.css.ends_with('{') {
                self.css.push(';');
            }
            self.css.push_str(name);
            self.css.push(':');
            let mut words = Vec::new();
            input.parse_until_after(Delimiter::Semicolon, |input| {
                value(input, bounds, &mut words)
                    .map_err(|_| ParseError::custom(Refused::Value((*name).to_owned())))
            })?;
            self.css.push_str(&words.join(" "));
        }
        Ok(())
    }
}

/// Where it is dark or where it is light, up to where the block begins.
fn scheme(input: &mut Parser<'_>) -> Read<&'static str> {
    input.expect_parenthesis_block()?;
    let scheme = input.parse_nested_block(|input| {
        input.expect_ident_matching("prefers-color-scheme")?;
        input.expect_colon()?;
        let scheme = input.expect_ident()?;
        let known = ["dark", "light"].into_iter();
        let mut same = known.filter(|known| scheme.eq_ignore_ascii_case(known));
        same.next().ok_or_else(ParseError::unexpected_token)
    })?;
    input.expect_curly_bracket_block()?;
    Ok(scheme)
}

/// The words of a value, each as it is written out.
fn value(input: &mut Parser<'_>, bounds: &Bounds, words: &mut Vec<String>) -> Read {
    if input.is_exhausted() {
        return Err(ParseError::unexpected_token());
    }
    words_of(input, bounds, words, is_let_through)
}

/// The words up to the end: functions, and of all else what is let through.
fn words_of(
    input: &mut Parser<'_>,
    bounds: &Bounds,
    words: &mut Vec<String>,
    is_let_through: fn(&Token<'_>, &Bounds) -> bool,
) -> Read {
    while !input.is_exhausted() {
        let token = input.next()?.clone();
        if let Token::Function(name) = &token {
            let name = bounds
                .function(name)
                .ok_or_else(ParseError::unexpected_token)?;
            let mut inside = Vec::new();
            input.parse_nested_block(|input| {
                words_of(input, bounds, &mut inside, is_let_through_inside)
            })?;
            words.push(format!("{name}({})", inside.join(" ")));
        } else if is_let_through(&token, bounds) {
            words.push(token.to_css_string());
        } else {
            return Err(ParseError::unexpected_token());
        }
    }
    Ok(())
}

/// What may stand in a value, beside functions.
fn is_let_through(token: &Token<'_>, bounds: &Bounds) -> bool {
    match token {
        Token::Ident(_) | Token::Comma | Token::Delim('/') => true,
        Token::Hash(_) | Token::IDHash(_) => bounds.colours,
        Token::QuotedString(_) => bounds.quoted,
        Token::Number { value, .. } => bounds.is_number(*value),
        Token::Percentage { unit_value, .. } => bounds.is_length(*unit_value, "%"),
        Token::Dimension { value, unit, .. } => bounds.is_length(*value, unit),
        _ => false,
    }
}

/// What may stand in a colour or a run of them: numbers of any size, angles, and colours.
fn is_let_through_inside(token: &Token<'_>, _: &Bounds) -> bool {
    match token {
        Token::Ident(_)
        | Token::Comma
        | Token::Delim('/')
        | Token::Hash(_)
        | Token::IDHash(_)
        | Token::Number { .. }
        | Token::Percentage { .. } => true,
        Token::Dimension { unit, .. } => ["deg", "turn", "px", "em", "rem"].contains(&&**unit),
        _ => false,
    }
}

const fn refuse<T>(why: Refused) -> Read<T> {
    Err(ParseError {
        kind: ParseErrorKind::Custom(why),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(written: &str) -> (u32, Refused) {
        let fault = compile(written).unwrap_err();
        (fault.line, fault.why)
    }

    #[test]
    fn what_is_in_the_lists_is_written_anew_within_the_widget() {
        let written = "
            /* Our red */
            .cover, .send:hover {
                background: linear-gradient(165deg, #a00, rgb(90 0 0 / 90%));
                COLOR: White; }
            .guest-message { border-radius: 4px 1em; font-family: \"Source Serif\", serif }
            @media (prefers-color-scheme: dark) { .title { font-weight: 800 } }";
        assert_eq!(
            compile(written).unwrap(),
            concat!(
                "#widget .cover,#widget .foot .send:hover",
                "{background:linear-gradient(165deg , #a00 , rgb(90 0 0 / 90%));color:White}\n",
                "#widget .group.ours>.bubble{border-radius:4px 1em;font-family:\"Source Serif\" , serif}\n",
                "@media (prefers-color-scheme:dark){\n#widget .cover h1{font-weight:800}\n}\n",
            )
        );
        assert_eq!(compile(" /* nothing */ "), Ok(String::new()));
    }

    #[test]
    fn nothing_is_fetched() {
        for written in [
            "@import url(https://evil.example/a.css);",
            "@import \"a.css\";",
            "@font-face { src: url(a.woff) }",
            "@media (min-width: 1px) { .cover { color: red } }",
            "@media (prefers-color-scheme: dark) { @import \"a.css\"; }",
        ] {
            assert!(
                matches!(refused(written), (1, Refused::AtRule(_))),
                "{written}"
            );
        }
        for value in [
            "url(https://evil.example/)",
            "url(\"data:image/svg+xml,\")",
            "image-set(\"a.png\" 1x)",
            "src(\"a.png\")",
            "\\75rl(https://evil.example/)",
            "linear-gradient(red, url(a.png))",
            "element(#lock)",
        ] {
            let written = format!(".cover {{ background: {value} }}");
            let why = Refused::Value("background".to_owned());
            assert_eq!(refused(&written), (1, why), "{value}");
        }
    }

    #[test]
    fn the_lock_and_what_is_said_of_keys_cannot_be_named() {
        for name in [
            ".lock", ".promise", ".card", ".bar", ".button", ".start", ".seal", ".note",
        ] {
            let written = format!(".send {{ color: red }}\n{name} {{ color: red }}");
            assert_eq!(refused(&written), (2, Refused::Name(name.to_owned())));
        }
        for selector in [
            "*",
            "#widget",
            "button",
            "[popovertarget]",
            ".cover *",
            ".cover ~ .under",
            ".cover + div",
            ".cover::before",
            ".cover:has(.lock)",
            ".cover:not(.cover)",
            ".cover.lock",
            ":root",
        ] {
            let written = format!("{selector} {{ color: red }}");
            assert!(
                matches!(refused(&written), (1, Refused::Name(_))),
                "{selector}"
            );
        }
    }

    #[test]
    fn nothing_is_moved_covered_or_hidden() {
        for property in [
            "position: fixed",
            "display: none",
            "opacity: 0",
            "visibility: hidden",
            "content: 'Verified'",
            "transform: scale(9)",
            "inset: 0",
            "z-index: 9",
            "margin: -9em",
            "box-shadow: 0 0 0 100vmax white",
            "text-shadow: 3em 0 red",
            "outline: 100px solid white",
            "filter: blur(9px)",
            "animation: a 1s",
            "cursor: none",
            "--skin-colour: red",
            "all: unset",
        ] {
            let name = property.split(':').next().unwrap();
            let written = format!(".avatar {{ {property} }}");
            assert_eq!(refused(&written), (1, Refused::Property(name.to_owned())));
        }
        for (property, value) in [
            ("padding", "40em"),
            ("padding", "-1px"),
            ("padding", "1e9px"),
            ("padding", "calc(1px + 90em)"),
            ("padding", "var(--a)"),
            ("margin-block", "-1em"),
            ("border", "90px solid white"),
            ("border-width", "1vmax"),
            ("font-size", "1px"),
            ("font-size", "100vw"),
            ("letter-spacing", "9em"),
            ("line-height", "90"),
            ("color", "red !important"),
            ("color", "expression(alert(1))"),
            ("color", ""),
        ] {
            let written = format!(".avatar {{ {property}: {value} }}");
            let why = Refused::Value(property.to_owned());
            assert_eq!(refused(&written), (1, why), "{property}: {value}");
        }
    }

    #[test]
    fn the_line_that_is_at_fault_is_named() {
        let written = ".send {\n  color: red;\n  padding:\n    1em\n    9em;\n}";
        assert_eq!(refused(written).0, 3);
        assert_eq!(refused(".send {\n  color: red;\n  positon: a;\n}").0, 3);
        assert_eq!(refused(".send { color: red }\n\n} .a {}").0, 3);
        assert_eq!(refused(".send { color }"), (1, Refused::Unreadable));
    }

    #[test]
    fn what_is_quoted_ends_where_it_is_written_to_end() {
        let written = ".title { font-family: \"a\\\"}\\0a .lock{color:red}\" }";
        let css = compile(written).unwrap();
        assert_eq!(css.lines().count(), 1, "{css}");
        assert!(
            css.starts_with("#widget .cover h1{font-family:\"a\\\"}\\a"),
            "{css}"
        );
    }
}
