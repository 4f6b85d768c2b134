//! What a translator could have overlooked, and what a programmer could have left behind.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in tests a panic is a failure"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use hushdesk_texts::compiled::compile;
use hushdesk_texts::language::{LANGUAGES, Language};
use hushdesk_texts::source::{COUNT, Entry, Source};
use hushdesk_texts::{console, guest};

const GUEST: &str = "guest";
const CONSOLE: &str = "console";

const MAIL: &str = "mail";

const CONTACTS: &str = "contacts";

/// All folders of texts. Those of the last three are read by scripts, as they are.
const FACES: [&str; 9] = [
    GUEST,
    CONSOLE,
    MAIL,
    CONTACTS,
    "invite",
    "loader",
    "note",
    "page",
    "questions",
];

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn source(face: &str, language: Language) -> Option<Source> {
    let file = here().join(face).join(format!("{}.json", language.tag()));
    let text = fs::read_to_string(&file).ok()?;
    Some(Source::read(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
}

/// English, and each other language there is a file of.
fn face(face: &str) -> (Source, Vec<(Language, Source)>) {
    let [english, others @ ..] = LANGUAGES;
    let found = others
        .into_iter()
        .filter_map(|language| Some((language, source(face, language)?)));
    (source(face, english).unwrap(), found.collect())
}

fn keys(source: &Source) -> BTreeSet<String> {
    source.entries().map(|(key, _)| key).collect()
}

/// All faults at once: a translator wants to see them so.
fn expect_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn per_translation(fault: impl Fn(&Source, Language, &Source) -> Vec<String>) {
    let mut faults = Vec::new();
    for name in FACES {
        let (english, translations) = face(name);
        for (language, translated) in translations {
            let found = fault(&english, language, &translated);
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{name}/{}.json: {fault}", language.tag())),
            );
        }
    }
    expect_none(&faults);
}

#[test]
fn every_language_has_all_texts_and_no_others() {
    per_translation(|english, _, translated| {
        let (wanted, there) = (keys(english), keys(translated));
        let missing = wanted
            .difference(&there)
            .map(|key| format!("{key} is missing"));
        let extra = there
            .difference(&wanted)
            .map(|key| format!("{key} is not in English"));
        missing.chain(extra).collect()
    });
}

#[test]
fn every_text_fills_in_what_the_english_one_does() {
    per_translation(|english, _, translated| {
        let mut faults = Vec::new();
        for (key, entry) in translated.entries() {
            let Some(original) = english.entry(&key) else {
                continue;
            };
            let wanted: BTreeSet<String> =
                original.placeholders(&key).unwrap().into_iter().collect();
            let there: BTreeSet<String> = entry.placeholders(&key).unwrap().into_iter().collect();
            if wanted != there {
                faults.push(format!("{key} fills in {there:?}, and not {wanted:?}"));
            }
        }
        faults
    });
}

#[test]
fn a_text_with_a_number_has_the_forms_of_its_language() {
    let mut faults = Vec::new();
    for name in FACES {
        let (english, mut all) = face(name);
        let [first, ..] = LANGUAGES;
        all.push((first, english));
        for (language, source) in all {
            let wanted: BTreeSet<&str> = language.plurals().iter().copied().collect();
            for (key, entry) in source.entries() {
                if let Entry::Plural(forms) = entry {
                    let there: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
                    if there != wanted {
                        faults.push(format!(
                            "{name}/{}.json: {key} has {there:?}, and not {wanted:?}",
                            language.tag()
                        ));
                    }
                }
            }
        }
    }
    expect_none(&faults);
}

#[test]
fn a_form_with_a_number_is_one_wherever_english_has_forms() {
    per_translation(|english, _, translated| {
        let is_plural = |entry: &Entry| matches!(entry, Entry::Plural(_));
        let differs = |(key, entry): &(String, &Entry)| {
            english
                .entry(key)
                .is_some_and(|original| is_plural(original) != is_plural(entry))
        };
        let found = translated.entries().filter(differs);
        found
            .map(|(key, _)| format!("{key} has a number in one language and none in the other"))
            .collect()
    });
}

#[test]
fn texts_fit_where_there_is_little_room() {
    let mut faults = Vec::new();
    for name in FACES {
        let Ok(limits) = fs::read_to_string(here().join(name).join("limits.json")) else {
            continue;
        };
        let limits: BTreeMap<String, usize> = serde_json::from_str(&limits).unwrap();
        let (english, mut all) = face(name);
        let [first, ..] = LANGUAGES;
        all.push((first, english));
        for (language, source) in all {
            for (key, most) in &limits {
                let Some(entry) = source.entry(key) else {
                    faults.push(format!("{name}/limits.json: there is no text {key}"));
                    continue;
                };
                let too_long = entry.forms().filter(|form| form.chars().count() > *most);
                faults.extend(too_long.map(|form| {
                    format!(
                        "{name}/{}.json: {key} has room for {most} characters: “{form}”",
                        language.tag()
                    )
                }));
            }
        }
    }
    expect_none(&faults);
}

#[test]
fn no_text_is_left_that_nothing_shows() {
    let mut faults = Vec::new();
    for (name, folders) in [
        (GUEST, &["../guest/src", "../shared/src"][..]),
        (CONSOLE, &["../console/src", "../shared/src"]),
        (MAIL, &["../../worker/mail/src"]),
        (CONTACTS, &["../../worker/xmpp/src"]),
    ] {
        let code: String = folders
            .iter()
            .map(|folder| code_in(&here().join(folder)))
            .collect();
        let (english, _) = face(name);
        let unused = english
            .entries()
            .filter(|(key, _)| !is_called(&code, &key.replace('.', "::")));
        faults.extend(unused.map(|(key, _)| format!("{name}/en.json: nothing shows {key}")));
    }
    expect_none(&faults);
}

/// Whether a function is called, or handed to somebody who does.
fn is_called(code: &str, path: &str) -> bool {
    let is_of_a_name =
        |next: Option<char>| next.is_some_and(|next| next.is_alphanumeric() || next == '_');
    code.match_indices(path).any(|(at, found)| {
        let (before, after) = (
            code.get(..at).unwrap(),
            code.get(at + found.len()..).unwrap(),
        );
        !is_of_a_name(before.chars().next_back()) && !is_of_a_name(after.chars().next())
    })
}

/// All Rust of a folder.
fn code_in(folder: &Path) -> String {
    let mut code = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            code.push_str(&code_in(&path));
        } else {
            code.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    code
}

#[test]
fn what_is_not_written_in_a_language_of_the_list_is_nobodys() {
    for name in FACES {
        let known: BTreeSet<String> = LANGUAGES
            .iter()
            .map(|language| format!("{}.json", language.tag()))
            .collect();
        for entry in fs::read_dir(here().join(name)).unwrap() {
            let file = entry.unwrap().file_name().into_string().unwrap();
            assert!(
                known.contains(&file) || file == "limits.json",
                "{name}/{file}"
            );
        }
    }
}

#[test]
fn texts_of_another_version_are_not_taken() {
    let (english, _) = face(GUEST);
    let [first, ..] = LANGUAGES;
    assert!(guest::take(&compile(&english, &english, first).unwrap()).is_ok());
    assert!(guest::take("[1, \"en\", \"ltr\"]").is_err());
    assert!(console::take("{}").is_err());
}

#[test]
fn a_placeholder_that_english_has_not_is_refused() {
    let [first, ..] = LANGUAGES;
    let english = Source::read(r#"{"a": {"b": "{name} answers."}}"#).unwrap();
    let translated = Source::read(r#"{"a": {"b": "{nom} répond."}}"#).unwrap();
    let error = compile(&english, &translated, first).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.b has a placeholder {nom} that English has not"
    );
    assert_eq!(
        english.entry("a.b").unwrap().placeholders("a.b").unwrap(),
        ["name"]
    );
    assert_eq!(COUNT, "count");
}
