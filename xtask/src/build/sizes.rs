//! What a guest's browser loads, and how much of it there may be.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::site::{LOADED_LATER, TEXTS};
use crate::files;

/// Bytes, compressed, of what every page of the library loads: 5 KB.
const LOADER_MAX: usize = 5_000;

/// Bytes, compressed, of all that an opened widget loads, OTR included: 200 KB.
const WIDGET_MAX: usize = 200_000;

/// The loader, under the site.
const LOADER: &str = "embed.js";

/// The folder of the widget's files, under the site.
const WIDGET: &str = "widget";

/// Prints the compressed size of each file, and fails if there is too much. The bounds are of gzip, which every browser
/// takes; what the edge sends to those that take it is Brotli.
pub(crate) fn check(site: &Path) -> Result<()> {
    println!("What a guest's browser loads, in bytes of gzip, and of Brotli:");
    let loader = print_sizes(site, vec![site.join(LOADER)])?;
    let widget = print_sizes(site, loaded_at_once(&site.join(WIDGET))?)?;
    loader.print(&format!("for every page, of {LOADER_MAX}"));
    widget.print(&format!("for an opened widget, of {WIDGET_MAX}"));
    refuse_more_than(LOADER_MAX, loader.gzip, "the loader")?;
    refuse_more_than(WIDGET_MAX, widget.gzip, "the opened widget")
}

/// The widget's files, with the texts in one language only, as a guest loads them: without what waits until it is needed.
fn loaded_at_once(widget: &Path) -> Result<Vec<PathBuf>> {
    let texts = widget.join(TEXTS);
    let english = texts.join("en.json");
    let mut files = files::all_in(widget)?;
    files.retain(|file| !file.starts_with(&texts) || *file == english);
    files.retain(|file| !LOADED_LATER.iter().any(|later| file.ends_with(later)));
    Ok(files)
}

/// How much something is, compressed.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    gzip: usize,
    brotli: usize,
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

fn print_sizes(site: &Path, files: Vec<PathBuf>) -> Result<Size> {
    let mut total = Size::default();
    for file in files {
        let size = Size::of(&file)?;
        let name = file.strip_prefix(site).unwrap_or(&file);
        size.print(&format!("/{}", name.display()));
        total.gzip += size.gzip;
        total.brotli += size.brotli;
    }
    Ok(total)
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
