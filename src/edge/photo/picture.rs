//! A picture's bytes as brightness, within bounds that are asked before anything is unpacked.

use std::io::Cursor;

use png::{BitDepth, ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{BYTES_MAX, Luma, PASSES_MAX, PIXELS_MAX, Why};

/// Memory that the PNG reader may ask for by itself, in bytes: rows and tables, not the picture.
const PNG_BYTES_MAX: usize = 4 << 20;

/// Unpacks a JPEG or a PNG.
///
/// # Errors
/// [`Why`] not.
pub(super) fn luma(bytes: &[u8]) -> Result<Luma, Why> {
    if bytes.len() > BYTES_MAX {
        return Err(Why::TooManyBytes);
    }
    match bytes {
        [0xff, 0xd8, 0xff, ..] => jpeg(bytes),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => png(bytes),
        _ => Err(other_kind(bytes).map_or(Why::NotPicture, Why::OtherKind)),
    }
}

/// Kinds that cameras and offices send, and that are not read here.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand {
            [b'h', b'e', ..] | [b'm', b'i' | b's', b'f', b'1', ..] => Some("HEIC"),
            [b'a', b'v', b'i', ..] => Some("AVIF"),
            _ => None,
        },
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("WebP"),
        [b'G', b'I', b'F', b'8', ..] => Some("GIF"),
        [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => Some("TIFF"),
        [b'%', b'P', b'D', b'F', ..] => Some("PDF"),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some("BMP"),
        _ => None,
    }
}

fn within(width: usize, height: usize) -> Result<(u32, u32), Why> {
    let (width, height) = (width.min(u32::MAX as usize), height.min(u32::MAX as usize));
    let (width, height) = (width as u32, height as u32);
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Why::TooManyPixels(width, height));
    }
    if width == 0 || height == 0 { Err(Why::Damaged) } else { Ok((width, height)) }
}

/// Only the brightness is unpacked where the file keeps it apart from the colours, as cameras do.
fn jpeg(bytes: &[u8]) -> Result<Luma, Why> {
    // Packed data never holds these two bytes, a small picture kept beside the large one may.
    if bytes.windows(2).filter(|pair| *pair == [0xff, 0xda]).count() > PASSES_MAX {
        return Err(Why::TooManyPasses);
    }
    let side = u16::MAX.into();
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| Why::Damaged)?;
    let (width, height) = decoder.dimensions().ok_or(Why::Damaged)?;
    let (width, height) = within(width, height)?;
    let apart = [Some(ColorSpace::YCbCr), Some(ColorSpace::Luma)];
    let wanted = if apart.contains(&decoder.input_colorspace()) {
        ColorSpace::Luma
    } else {
        ColorSpace::RGB
    };
    let options = options.jpeg_set_out_colorspace(wanted);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let mut pixels = decoder.decode().map_err(|_| Why::Damaged)?;
    if wanted == ColorSpace::RGB {
        pixels = pixels.chunks_exact(3).map(grey).collect();
    }
    Luma::new(width, height, pixels).ok_or(Why::Damaged)
}

/// Row by row, so that colours are never held for the whole picture; an interlaced one is
/// unpacked whole.
fn png(bytes: &[u8]) -> Result<Luma, Why> {
    let limits = png::Limits { bytes: PNG_BYTES_MAX };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(|_| Why::Damaged)?;
    let (width, height) = within(header.width as usize, header.height as usize)?;
    let mut reader = decoder.read_info().map_err(|_| Why::Damaged)?;
    let (colour, depth) = reader.output_color_type();
    if depth != BitDepth::Eight {
        return Err(Why::Damaged);
    }
    let mut pixels = Vec::with_capacity(width as usize * height as usize);
    if reader.info().interlaced {
        let size = reader.output_buffer_size().ok_or(Why::Damaged)?;
        let mut whole = vec![0; size];
        reader.next_frame(&mut whole).map_err(|_| Why::Damaged)?;
        add(&mut pixels, colour, &whole);
    } else {
        while let Some(row) = reader.next_row().map_err(|_| Why::Damaged)? {
            add(&mut pixels, colour, row.data());
        }
    }
    Luma::new(width, height, pixels).ok_or(Why::Damaged)
}

/// Adds a row's brightness; what shows through is white.
fn add(pixels: &mut Vec<u8>, colour: ColorType, row: &[u8]) {
    match colour {
        ColorType::Grayscale | ColorType::Indexed => pixels.extend_from_slice(row),
        ColorType::Rgb => pixels.extend(row.chunks_exact(3).map(grey)),
        ColorType::GrayscaleAlpha => {
            pixels.extend(row.chunks_exact(2).map(|pixel| on_white(pixel[0], pixel[1])));
        }
        ColorType::Rgba => {
            pixels.extend(row.chunks_exact(4).map(|pixel| on_white(grey(pixel), pixel[3])));
        }
    }
}

/// Brightness of red, green and blue by ITU-R BT.601, the weights of JPEG.
fn grey(pixel: &[u8]) -> u8 {
    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
    ((77 * red + 150 * green + 29 * blue) >> 8) as u8
}

fn on_white(grey: u8, alpha: u8) -> u8 {
    let (grey, alpha) = (u32::from(grey), u32::from(alpha));
    ((grey * alpha + 255 * (255 - alpha)) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_named() {
        for (bytes, why) in [
            (&b""[..], Why::NotPicture),
            (b"hello", Why::NotPicture),
            (b"\xff\xd8\xff", Why::Damaged),
            (b"\x89PNG\r\n\x1a\n", Why::Damaged),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Why::OtherKind("HEIC")),
            (b"\0\0\0\x18ftypmif1\0\0\0\0", Why::OtherKind("HEIC")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Why::OtherKind("WebP")),
            (b"%PDF-1.4", Why::OtherKind("PDF")),
        ] {
            assert_eq!(luma(bytes), Err(why), "{bytes:?}");
        }
        assert_eq!(luma(&vec![0xff; BYTES_MAX + 1]), Err(Why::TooManyBytes));
        let passes = [&[0xff, 0xd8][..], &[0xff, 0xda].repeat(PASSES_MAX + 1)].concat();
        assert_eq!(luma(&passes), Err(Why::TooManyPasses));
    }

    #[test]
    fn colours_are_weighed_and_what_shows_through_is_white() {
        assert_eq!(grey(&[255, 255, 255]), 255);
        assert_eq!(grey(&[0, 0, 0]), 0);
        assert_eq!(on_white(0, 0), 255);
        assert_eq!(on_white(7, 255), 7);
    }
}
