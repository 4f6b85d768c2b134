//! Makes one function of each English text.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "what is wrong with a text is told by failing the build"
)]

#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared with the crate, which uses more of it"
)]
#[path = "src/compiled.rs"]
mod compiled;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared with the crate, which uses more of it"
)]
#[path = "src/language.rs"]
mod language;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared with the crate, which uses more of it"
)]
#[path = "src/source.rs"]
mod source;

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use language::{LANGUAGES, Language};
use source::{COUNT, Entry, Source};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where"));
    for face in ["guest", "console"] {
        let english = format!("{face}/en.json");
        println!("cargo::rerun-if-changed={english}");
        let file = fs::read_to_string(&english).expect("English is there");
        let code = Source::read(&file)
            .map_err(Into::into)
            .and_then(|source| code(&source));
        let code = code.unwrap_or_else(|error| panic!("web/texts/{english}: {error}"));
        fs::write(out.join(format!("{face}.rs")), code).expect("there is room");
    }
    for (folder, all) in SPOKEN {
        let spoken =
            spoken(folder, all).unwrap_or_else(|error| panic!("web/texts/{folder}: {error}"));
        fs::write(out.join(format!("{folder}.rs")), spoken).expect("there is room");
    }
}

/// What the Worker says, in all the languages that it says it in: no page loads it.
const SPOKEN: [(&str, &[&str]); 2] = [
    ("mail", &[]),
    // What operators read, in the languages of the console.
    ("contacts", &["en", "ar", "de", "fr"]),
];

/// The functions of what is said, with the texts of these languages, or of all.
fn spoken(folder: &str, tags: &[&str]) -> Result<String, Box<dyn Error>> {
    let [first, ..] = LANGUAGES;
    let english = spoken_in(folder, first)?;
    let mut lists = String::new();
    let is_spoken = |it: &Language| tags.is_empty() || tags.contains(&it.tag());
    for language in LANGUAGES.into_iter().filter(is_spoken) {
        let compiled = compiled::compile(&english, &spoken_in(folder, language)?, language)?;
        let items: Vec<serde_json::Value> = serde_json::from_str(&compiled)?;
        // Before them stand fingerprint, language and direction.
        let texts = items
            .iter()
            .skip(3)
            .map(|item| item.as_str().ok_or("a text has plural forms"));
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        writeln!(lists, "({:?}, &{texts:?}),", language.tag())?;
    }
    let mut code = format!("static SPOKEN: &[(&str, &[&str])] = &[{lists}];\n");
    let mut number = 0_usize;
    for (group, entries) in english.groups() {
        writeln!(code, "pub mod {group} {{ use super::Words;")?;
        for (name, entry) in entries {
            let places = entry.placeholders(&format!("{group}.{name}"))?;
            let takes: String = places
                .iter()
                .map(|place| format!(", {place}: &dyn std::fmt::Display"))
                .collect();
            let text = documented(entry);
            let given = places.join(", ");
            writeln!(
                code,
                "#[doc = {text:?}]\n#[must_use] pub fn {name}(words: Words{takes}) -> String {{ words.filled({number}, &[{given}]) }}"
            )?;
            number += 1;
        }
        writeln!(code, "}}")?;
    }
    Ok(code)
}

fn spoken_in(folder: &str, language: Language) -> Result<Source, Box<dyn Error>> {
    let path = format!("{folder}/{}.json", language.tag());
    println!("cargo::rerun-if-changed={path}");
    Ok(Source::read(&fs::read_to_string(path)?)?)
}

/// The functions, in a module a group.
fn code(source: &Source) -> Result<String, Box<dyn Error>> {
    let [english, ..] = LANGUAGES;
    let compiled = compiled::compile(source, source, english)?;
    let mut code = format!("face!({}, {compiled:?});\n", source.fingerprint()?);
    let mut number = 0_usize;
    for (group, entries) in source.groups() {
        writeln!(code, "pub mod {group} {{ use super::TEXTS;")?;
        for (name, entry) in entries {
            let places = entry.placeholders(&format!("{group}.{name}"))?;
            code.push_str(&function(name, number, entry, &places));
            number += 1;
        }
        writeln!(code, "}}")?;
    }
    Ok(code)
}

/// The text, for whoever reads the documentation of its function. What stands in brackets is no link.
fn documented(entry: &Entry) -> String {
    let text = entry.forms().last().unwrap_or_default();
    text.replace('[', "\\[")
}

/// A text that is filled in takes what it fills in, by name.
fn function(name: &str, number: usize, entry: &Entry, places: &[String]) -> String {
    let text = documented(entry);
    let named =
        |places: &[String], how: fn(&String) -> String| places.iter().map(how).collect::<String>();
    let parameters =
        |places: &[String]| named(places, |place| format!("{place}: &dyn std::fmt::Display, "));
    let arguments = |places: &[String]| named(places, |place| format!("{place}, "));
    let (takes, gives, call) = match entry {
        Entry::Plain(_) if places.is_empty() => {
            (String::new(), "&'static str", format!("plain({number})"))
        }
        Entry::Plain(_) => (
            parameters(places),
            "String",
            format!("filled({number}, &[{}])", arguments(places)),
        ),
        Entry::Plural(_) => {
            let others = places.get(1..).unwrap_or_default();
            let takes = format!("{COUNT}: usize, {}", parameters(others));
            (
                takes,
                "String",
                format!("counted({number}, {COUNT}, &[{}])", arguments(others)),
            )
        }
    };
    format!("#[doc = {text:?}]\n#[must_use] pub fn {name}({takes}) -> {gives} {{ TEXTS.{call} }}\n")
}
