//! What browsers load, and how much of it there may be in a guest's.

use std::iter::Sum;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::site::{LOADED_LATER, TEXTS};
use crate::files;

/// Bytes, compressed, of what every page of the library loads: 5 KB.
pub(crate) const LOADER_MAX: usize = 5_000;

/// Bytes, compressed, of all that an opened widget loads, OTR included: 200 KB.
pub(crate) const WIDGET_MAX: usize = 200_000;

/// The loader, under the site.
const LOADER: &str = "embed.js";

/// The folders of the widget's files and of the console's, under the site.
const WIDGET: &str = "widget";
const CONSOLE: &str = "console";

/// Prints the compressed size of each file, and fails if there is too much for a guest. The bounds are of gzip, which every
/// browser takes; what the edge sends to those that take it is Brotli.
pub(crate) fn check(site: &Path) -> Result<()> {
    let sizes = Sizes::of(site)?;
    sizes.print();
    refuse_more_than(LOADER_MAX, sizes.loader.total().gzip, "the loader")?;
    refuse_more_than(WIDGET_MAX, sizes.widget.total().gzip, "the opened widget")
}

/// What is loaded of a site, and when.
#[derive(Debug)]
pub(crate) struct Sizes {
    /// With every page of a library.
    pub(crate) loader: Load,
    /// When a guest opens the widget.
    pub(crate) widget: Load,
    /// When an operator comes to the desk.
    pub(crate) console: Load,
}

impl Sizes {
    /// Measures a site that has been built.
    pub(crate) fn of(site: &Path) -> Result<Self> {
        Ok(Self {
            loader: Load::of(site, vec![site.join(LOADER)])?,
            widget: Load::of(site, loaded_at_once(&site.join(WIDGET))?)?,
            console: Load::of(site, loaded_at_once(&site.join(CONSOLE))?)?,
        })
    }

    fn print(&self) {
        println!("What a browser loads, in bytes of gzip, and of Brotli:");
        self.loader
            .print(&format!("for every page, of {LOADER_MAX}"));
        self.widget
            .print(&format!("for an opened widget, of {WIDGET_MAX}"));
        self.console.print("for an operator's desk");
    }
}

/// Files that are loaded together.
#[derive(Debug)]
pub(crate) struct Load(Vec<(PathBuf, Size)>);

impl Load {
    fn of(site: &Path, files: Vec<PathBuf>) -> Result<Self> {
        let measured = |file: PathBuf| {
            let name = file.strip_prefix(site)?.to_owned();
            Ok((name, Size::of(&file)?))
        };
        files
            .into_iter()
            .map(measured)
            .collect::<Result<_>>()
            .map(Self)
    }

    /// How much they are in all.
    pub(crate) fn total(&self) -> Size {
        self.0.iter().map(|(_, size)| *size).sum()
    }

    fn print(&self, what: &str) {
        for (name, size) in &self.0 {
            size.print(&format!("/{}", name.display()));
        }
        self.total().print(what);
    }
}

/// An application's files, with the texts in one language only, as a browser loads them: without what waits until it is needed.
fn loaded_at_once(folder: &Path) -> Result<Vec<PathBuf>> {
    let texts = folder.join(TEXTS);
    let english = texts.join("en.json");
    let mut files = files::all_in(folder)?;
    files.retain(|file| !file.starts_with(&texts) || *file == english);
    files.retain(|file| !LOADED_LATER.iter().any(|later| file.ends_with(later)));
    Ok(files)
}

/// How much something is, compressed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    /// As every browser takes it.
    pub(crate) gzip: usize,
    /// As it is sent to those that take it.
    pub(crate) brotli: usize,
}

impl Size {
    fn of(file: &Path) -> Result<Self> {
        let content = files::read(file)?;
        Ok(Self {
            gzip: files::gzip_size(&content)?,
            brotli: files::brotli_size(&content)?,
        })
    }

    fn print(self, what: &str) {
        println!("{:>9} {:>9} {what}", self.gzip, self.brotli);
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |one, other| Self {
            gzip: one.gzip + other.gzip,
            brotli: one.brotli + other.brotli,
        })
    }
}

fn refuse_more_than(most: usize, size: usize, what: &str) -> Result<()> {
    if size > most {
        bail!("{what} has {size} bytes, more than the {most} that a guest is to be asked for");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_as_may_be_is_not_too_much() {
        assert!(refuse_more_than(LOADER_MAX, LOADER_MAX, "the loader").is_ok());
        assert!(refuse_more_than(LOADER_MAX, LOADER_MAX + 1, "the loader").is_err());
    }
}
