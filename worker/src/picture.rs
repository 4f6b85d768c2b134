//! A picture that somebody hands in: what kind of file it is, by its bytes and by nothing that is said of it, and whether it is
//! small enough for every guest's browser.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hushdesk_directory::{Picture, PictureKind};
use hushdesk_protocol::ids::PictureId;
use hushdesk_protocol::rest::{PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX};
use imagesize::ImageType;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// The picture with the hash of its bytes, if it is one that can be had. What can hold scripts (SVG) is none.
pub(crate) fn read(base64: String) -> Result<(PictureId, Picture), Problem> {
    let bytes = STANDARD
        .decode(&base64)
        .map_err(|_| malformed("it is no base64"))?;
    if bytes.len() > PICTURE_BYTES_MAX {
        return Err(malformed(&format!(
            "it has {} bytes, at most {PICTURE_BYTES_MAX} are allowed",
            bytes.len()
        )));
    }
    let kind = kind(&bytes).ok_or_else(|| malformed("it is neither PNG nor JPEG nor WebP"))?;
    let size = imagesize::blob_size(&bytes).map_err(|_| malformed("it has no size"))?;
    let sides = 1..=PICTURE_PIXELS_MAX;
    if !sides.contains(&size.width) || !sides.contains(&size.height) {
        return Err(malformed(&format!(
            "it is {} by {} pixels, at most {PICTURE_PIXELS_MAX} are allowed",
            size.width, size.height
        )));
    }
    let id = PictureId::from_bytes(Sha256::digest(&bytes).into());
    let picture = Picture {
        kind,
        bytes: base64,
    };
    Ok((id, picture))
}

/// The bytes of a picture that is kept.
pub(crate) fn bytes(picture: &Picture) -> Result<Vec<u8>, Problem> {
    let bytes = STANDARD.decode(&picture.bytes);
    bytes.map_err(|_| Problem::failed("reading a picture"))
}

/// What a browser is told that it is.
pub(crate) const fn content_type(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Png => "image/png",
        PictureKind::Jpeg => "image/jpeg",
        PictureKind::Webp => "image/webp",
    }
}

fn kind(bytes: &[u8]) -> Option<PictureKind> {
    match imagesize::image_type(bytes).ok()? {
        ImageType::Png => Some(PictureKind::Png),
        ImageType::Jpeg => Some(PictureKind::Jpeg),
        ImageType::Webp => Some(PictureKind::Webp),
        _ => None,
    }
}

fn malformed(why: &str) -> Problem {
    Problem::Malformed(format!("its picture: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of this size, which is all that is looked at.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    fn taken(bytes: &[u8]) -> Option<PictureKind> {
        let read = read(STANDARD.encode(bytes)).ok();
        read.map(|(_, picture)| picture.kind)
    }

    #[test]
    fn a_picture_is_what_its_bytes_are() {
        assert_eq!(taken(&png(512, 1)), Some(PictureKind::Png));
        let webp =
            b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";
        assert_eq!(taken(webp), Some(PictureKind::Webp));
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xd9";
        assert_eq!(taken(jpeg), Some(PictureKind::Jpeg));
        for other in [
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>".as_slice(),
            b"<?xml version=\"1.0\"?><svg/>",
            b"GIF89a\x01\0\x01\0\0\0\0",
            b"<!doctype html><script>alert(1)</script>",
            b"\x89PNG\r\n\x1a\n",
            b"",
        ] {
            assert_eq!(taken(other), None);
        }
        assert!(read("no base64!".to_owned()).is_err());
    }

    #[test]
    fn a_picture_is_small_in_bytes_and_on_every_side() {
        assert_eq!(taken(&png(513, 1)), None);
        assert_eq!(taken(&png(1, 40_000)), None);
        assert_eq!(taken(&png(0, 1)), None);
        let mut long = png(1, 1);
        long.resize(PICTURE_BYTES_MAX, 0);
        assert_eq!(taken(&long), Some(PictureKind::Png));
        long.push(0);
        assert_eq!(taken(&long), None);
    }
}
