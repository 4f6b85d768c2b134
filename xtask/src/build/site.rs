//! The pages: the loader, the guest's widget and the console.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::SITE;
use super::hashes;
use super::translations::Translations;
use super::words::Words;
use crate::tools::BuildTools;
use crate::wasm::{self, Aim, Effort, Place};
use crate::workspace::Workspace;
use crate::{files, process, say, stamp};

/// What they are made of.
const SOURCES: [&str; 13] = [
    ".cargo",
    "Cargo.toml",
    "otr-wasm/Cargo.toml",
    "otr-wasm/src",
    "package-lock.json",
    "protocol",
    "rust-toolchain.toml",
    "sealed-note",
    "style",
    "web",
    "xtask/bindgen",
    "xtask/src/build",
    "xtask/src/wasm.rs",
];

/// One of the two applications.
struct App {
    /// Its package, and so the name of what cargo compiles.
    package: &'static str,
    /// Its folder of the checkout, under `web`.
    folder: &'static str,
    /// Its folder of the site, and the name of its files there.
    name: &'static str,
    /// Its folder of the texts.
    texts: &'static str,
    /// What its scripts take from its module; what else wasm-bindgen writes is left out.
    exports: &'static str,
    /// How small it is made: guests wait for theirs on every connection there is, operators once a day at their desks.
    effort: Effort,
}

const APPS: [App; 2] = [
    App {
        package: "hushdesk-guest",
        folder: "guest",
        name: "widget",
        texts: "guest",
        exports: "default, open",
        effort: Effort::Most,
    },
    App {
        package: "hushdesk-console",
        folder: "console",
        name: "console",
        texts: "console",
        exports: "default, open, work",
        effort: Effort::Some,
    },
];

/// esbuild's options for a module that holds all it needs.
pub(super) const BUNDLED_MODULE: [&str; 2] = ["--bundle", "--format=esm"];

/// The script that each page begins with, of those in its folder.
const START: &str = "start.js";

/// What draws the questions of a queue.
const QUESTIONS: &str = "questions.js";

/// What seals a note, and the package it is compiled from.
const NOTE: &str = "note";
const NOTE_SCRIPT: &str = "note.js";
pub(super) const NOTE_CODE: &str = "note_bg.wasm";
const NOTE_PACKAGE: &str = "hushdesk-notes";

/// What works on keys beside the console's page.
const WORKSHOP: &str = "workshop.js";

/// What of the widget few guests need, and of the console few operators: it is loaded when they do.
pub(super) const LOADED_LATER: [&str; 4] = [QUESTIONS, NOTE_SCRIPT, NOTE_CODE, WORKSHOP];

/// For a script in somebody else's page: it leaves no names there.
const SCRIPT: [&str; 2] = ["--bundle", "--format=iife"];

/// What the loader's own objects are called by among themselves: shortened, these are a hundred bytes less. Here belongs no
/// name that a browser has, none that comes with an answer, none that has to be found in what an earlier version has stored, and
/// none by which two loaders of one page, of
/// different versions perhaps, know each other: what a snippet is made of, and `add`.
const LOADERS_OWN: &str = "--mangle-props=^(isOpen|makeRoom|isAlive|isSettled|settle|complain|draw|isAt|buttons|desks|learn|\
began|remember|places|facts|made|lets|opened|closed|home|hear|way|told|note|say|look|hide|move|words|frame|show|root|stand|side|within|known)$";

/// For a style sheet: what it imports goes in, files of the site are named as they are.
const BUNDLED_STYLE: [&str; 3] = ["--bundle", "--external:*.svg", "--external:*.woff2"];

/// The folder of an application's texts, under its own.
pub(super) const TEXTS: &str = "texts";

/// Builds the pages unless they are up to date. They change all at once: what is half built is never seen.
pub(crate) fn build(workspace: &Workspace, tools: &BuildTools) -> Result<()> {
    stamp::unless_up_to_date(workspace, SITE, &SOURCES, || {
        compile(workspace, tools)?;
        say::step("Making the pages", Some("half a minute"));
        let draft = Draft::begin(workspace)?;
        for app in &APPS {
            draft.add(app, tools)?;
            draft.add_texts(app)?;
        }
        draft.add_questions()?;
        draft.add_note(tools)?;
        let words = draft.add_page()?;
        draft.add_hush_desk(&words)?;
        draft.add_preview()?;
        draft.add_loader()?;
        draft.add_invitation()?;
        draft.add_headers()?;
        draft.finish()
    })
}

/// One by one: compiled together, each would have what the crates of both are asked for, and half a kilobyte more is in a guest's
/// browser.
fn compile(workspace: &Workspace, tools: &BuildTools) -> Result<()> {
    say::step(
        "Compiling the widget and the console",
        Some("4 min the first time"),
    );
    for package in APPS.iter().map(|app| app.package).chain([NOTE_PACKAGE]) {
        let mut cargo = workspace.cargo("build")?;
        cargo.args(["--locked", "--package", package]);
        Aim::Small.apply(&mut cargo);
        process::run(tools.wasm.apply(&mut cargo))?;
    }
    Ok(())
}

/// Says that scripts are loaded only when they are needed.
fn later() -> [String; 2] {
    [QUESTIONS, NOTE_SCRIPT].map(|file| format!("--external:./{file}"))
}

/// The pages to be.
pub(super) struct Draft<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) folder: PathBuf,
}

impl<'a> Draft<'a> {
    fn begin(workspace: &'a Workspace) -> Result<Self> {
        let folder = workspace.built("site.draft");
        files::remove_folder(&folder)?;
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self { workspace, folder })
    }

    /// In the place of the former ones.
    fn finish(self) -> Result<()> {
        hashes::write(&self.folder)?;
        let site = self.workspace.built(SITE);
        files::remove_folder(&site)?;
        fs::rename(&self.folder, &site)
            .with_context(|| format!("{} cannot be made", site.display()))
    }

    /// An application: its page, style sheet and script, and the compiled crate with its JavaScript module.
    fn add(&self, app: &App, tools: &BuildTools) -> Result<()> {
        let bound = self.workspace.built("bound").join(app.name);
        let compiled = Aim::Small.compiled(self.workspace, app.package);
        wasm::bind(
            self.workspace,
            tools,
            Place::Page,
            &compiled,
            app.name,
            &bound,
        )?;
        let folder = self.folder.join(app.name);
        fs::create_dir_all(&folder)?;
        let code = format!("{}_bg.wasm", app.name);
        let (bound_code, code) = (bound.join(&code), folder.join(&code));
        wasm::optimise(self.workspace, tools, app.effort, &bound_code, &code)?;
        let module = format!("{}.js", app.name);
        let entry = bound.join("entry.js");
        let exports = app.exports;
        files::write(
            &entry,
            format!("export {{ {exports} }} from \"./{module}\";"),
        )?;
        let [bundle, esm] = BUNDLED_MODULE;
        // What it would say in a browser's console is for those who write it.
        let [questions, note] = &later();
        self.esbuild(
            &entry,
            &folder.join(&module),
            &[bundle, esm, "--drop:console", questions, note],
        )?;
        self.add_static_files(app, &folder)
    }

    /// Style sheets and the page's first script are bundled with what they import. Another script loses its comments, long names and
    /// white space only: it has to run in browsers older than a minifier has in mind. Everything else is copied.
    fn add_static_files(&self, app: &App, folder: &Path) -> Result<()> {
        let source = self.workspace.path("web").join(app.folder).join("static");
        for file in files::all_in(&source)? {
            let target = folder.join(file.strip_prefix(&source)?);
            match file.extension().and_then(|extension| extension.to_str()) {
                Some("js") if file.ends_with(START) => self.bundle_start(app, &file, &target)?,
                Some("css") => self.esbuild(&file, &target, &BUNDLED_STYLE)?,
                Some("js") => self.strip(&file, &target, &[])?,
                _ => files::copy(&file, &target)?,
            }
        }
        Ok(())
    }

    /// The script that loads the application, which stays a file of its own, and the texts in the language it chooses.
    fn bundle_start(&self, app: &App, source: &Path, target: &Path) -> Result<()> {
        let [bundle, module] = BUNDLED_MODULE;
        let application = format!("--external:./{}.js", app.name);
        let [questions, note] = &later();
        let translations = Translations::read(&self.workspace.path("web/texts").join(app.texts))?;
        let languages = format!("--define:LANGUAGES={}", translations.tags()?);
        self.esbuild(
            source,
            target,
            &[bundle, module, &application, questions, note, &languages],
        )
    }

    /// What draws the questions of a queue, where it has any, and other forms that few guests need, with their words in all languages: they are few.
    fn add_questions(&self) -> Result<()> {
        let words = Words::read(&self.workspace.path("web/texts/questions"))?;
        let [bundle, module] = BUNDLED_MODULE;
        self.esbuild(
            &self.workspace.path("web/guest").join(QUESTIONS),
            &self.folder.join("widget").join(QUESTIONS),
            &[bundle, module, &format!("--define:WORDS={}", words.all()?)],
        )
    }

    /// What seals a note that a guest leaves, with its words in all languages, and the compiled crate that it loads.
    fn add_note(&self, tools: &BuildTools) -> Result<()> {
        let bound = self.workspace.built("bound").join(NOTE);
        let compiled = Aim::Small.compiled(self.workspace, NOTE_PACKAGE);
        let page = Place::Page;
        wasm::bind(self.workspace, tools, page, &compiled, NOTE, &bound)?;
        let folder = self.folder.join("widget");
        let (bound_code, code) = (bound.join(NOTE_CODE), folder.join(NOTE_CODE));
        wasm::optimise(self.workspace, tools, Effort::Some, &bound_code, &code)?;
        let words = Words::read(&self.workspace.path("web/texts/note"))?;
        let [bundle, module] = BUNDLED_MODULE;
        self.esbuild(
            &self.workspace.path("web/guest").join(NOTE_SCRIPT),
            &folder.join(NOTE_SCRIPT),
            &[
                bundle,
                module,
                "--drop:console",
                &format!("--define:WORDS={}", words.all()?),
                &format!("--alias:note-code={}", bound.join(NOTE_SCRIPT).display()),
            ],
        )
    }

    /// The texts, a file a language.
    fn add_texts(&self, app: &App) -> Result<()> {
        let folder = self.folder.join(app.name).join(TEXTS);
        fs::create_dir_all(&folder)?;
        Translations::read(&self.workspace.path("web/texts").join(app.texts))?.write(&folder)
    }

    /// What libraries put into their own pages, and what it says in other languages than English.
    fn add_loader(&self) -> Result<()> {
        let guest = self.workspace.path("web/guest");
        let words = Words::read(&self.workspace.path("web/texts/loader"))?;
        words.write(&self.folder.join("words/loader"))?;
        let look = self.minified(&guest.join("loader/look.css"))?;
        let [bundle, script] = SCRIPT;
        let look = format!("--define:LOOK={}", serde_json::to_string(look.trim())?);
        let languages = format!("--define:LANGUAGES={}", words.languages()?);
        self.esbuild(
            &guest.join("embed.js"),
            &self.folder.join("embed.js"),
            &[bundle, script, &look, &languages, LOADERS_OWN],
        )
    }

    /// What the loader loads where a library invites its guests, with its words in all languages: they are few.
    fn add_invitation(&self) -> Result<()> {
        let words = Words::read(&self.workspace.path("web/texts/invite"))?;
        let [bundle, module] = BUNDLED_MODULE;
        self.esbuild(
            &self.workspace.path("web/guest/invite.js"),
            &self.folder.join("invite.js"),
            &[bundle, module, &format!("--define:WORDS={}", words.all()?)],
        )
    }

    /// The widget's page before the widget is there, in English; in other languages it is loaded by `check.js`.
    fn add_page(&self) -> Result<Words> {
        let words = Words::read(&self.workspace.path("web/texts/page"))?;
        let folder = self.folder.join("widget");
        words.write(&self.folder.join("words/page"))?;
        let page = folder.join("index.html");
        let filled = words.fill(&String::from_utf8(files::read(&page)?)?, "page")?;
        files::write(&page, filled)?;
        let check = self.workspace.path("web/guest/check.js");
        let english = format!("--define:LACKS={}", words.english_of("lacks")?);
        let languages = format!("--define:LANGUAGES={}", words.languages()?);
        self.strip(&check, &folder.join("check.js"), &[&english, &languages])?;
        Ok(words)
    }

    /// The widget's page once more, with an edge that is made up: what an administrator sees beside the form of a skin.
    fn add_preview(&self) -> Result<()> {
        let page = String::from_utf8(files::read(&self.folder.join("widget/index.html"))?)?;
        let [check, start] = [
            "<script defer src=\"/widget/check.js\"></script>",
            "<script type=\"module\" src=\"/widget/start.js\"></script>",
        ];
        if !page.contains(check) || !page.contains(start) {
            bail!("the widget's page does not load what is expected");
        }
        let made_up = "<script type=\"module\" src=\"/preview/preview.js\"></script>";
        let page = page.replace(check, "").replace(start, made_up);
        let folder = self.folder.join("preview");
        fs::create_dir_all(&folder)?;
        files::write(&folder.join("index.html"), page)?;
        let script = self.workspace.path("web/guest/preview.js");
        self.esbuild(&script, &folder.join("preview.js"), &[])
    }

    fn add_headers(&self) -> Result<()> {
        files::copy(
            &self.workspace.path("web/headers"),
            &self.folder.join("_headers"),
        )
    }

    fn strip(&self, source: &Path, target: &Path, options: &[&str]) -> Result<()> {
        let mut esbuild = self.workspace.command("esbuild")?;
        esbuild
            .args([
                "--minify-identifiers",
                "--minify-whitespace",
                "--legal-comments=none",
                "--log-level=warning",
            ])
            .args(options)
            .arg(source)
            .arg(format!("--outfile={}", target.display()));
        process::output(&mut esbuild).map(drop)
    }

    /// A file as short as it can be.
    fn minified(&self, source: &Path) -> Result<String> {
        let mut esbuild = self.workspace.command("esbuild")?;
        process::output(esbuild.args(["--minify", "--target=es2022"]).arg(source))
    }

    pub(super) fn esbuild(&self, source: &Path, target: &Path, options: &[&str]) -> Result<()> {
        let mut esbuild = self.workspace.command("esbuild")?;
        esbuild
            .args([
                "--minify",
                "--target=es2022",
                "--legal-comments=none",
                "--log-level=warning",
            ])
            .args(options)
            .arg(source)
            .arg(format!("--outfile={}", target.display()));
        process::output(&mut esbuild).map(drop)
    }
}
