//! Files and folders, with errors that name them.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// A file by itself, or all files in a folder and the folders in it, in order.
pub(crate) fn all_in(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(path, &mut files)?;
    files.sort();
    Ok(files)
}

/// Reads a file.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// How many bytes of gzip a file is.
pub(crate) fn compressed_size(file: &Path) -> Result<usize> {
    gzip_size(&read(file)?)
}

/// How many bytes of gzip a content is.
pub(crate) fn gzip_size(content: &[u8]) -> Result<usize> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok(gzip.finish()?.len())
}

/// How many bytes of Brotli a content is, at its best.
pub(crate) fn brotli_size(mut content: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(
        &mut content,
        &mut compressed,
        &BrotliEncoderParams::default(),
    )?;
    Ok(compressed.len())
}

/// Writes a file, in a folder that may not be there yet.
pub(crate) fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    make_folder_of(file)?;
    fs::write(file, content).with_context(|| format!("{} cannot be written", file.display()))
}

/// Copies a file, into a folder that may not be there yet.
pub(crate) fn copy(source: &Path, target: &Path) -> Result<()> {
    make_folder_of(target)?;
    fs::copy(source, target)
        .map(drop)
        .with_context(|| format!("{} cannot be copied", source.display()))
}

/// Copies all files of a folder.
pub(crate) fn copy_folder(source: &Path, target: &Path) -> Result<()> {
    for file in all_in(source)? {
        copy(&file, &target.join(file.strip_prefix(source)?))?;
    }
    Ok(())
}

/// Makes a folder, and those around it.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

/// Removes a folder, if it is there.
pub(crate) fn remove_folder(folder: &Path) -> Result<()> {
    unless_missing(fs::remove_dir_all(folder))
        .with_context(|| format!("{} cannot be removed", folder.display()))
}

/// Removes a file, if it is there.
pub(crate) fn remove(file: &Path) -> Result<()> {
    unless_missing(fs::remove_file(file))
        .with_context(|| format!("{} cannot be removed", file.display()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries =
        fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?;
    for entry in entries {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

fn make_folder_of(file: &Path) -> Result<()> {
    file.parent().map_or(Ok(()), make_folder)
}

fn unless_missing(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
