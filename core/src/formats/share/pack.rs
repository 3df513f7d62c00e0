//! DEFLATE against a dictionary, and the bounds of what may come out.
//!
//! The dictionary holds what every document says. It makes a link half as long. Any DEFLATE reader can be given
//! it: as a stored block of its bytes, before the link's own.

use super::ShareError;
use miniz_oxide::deflate::core::{CompressorOxide, create_comp_flags_from_zip_params};
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use miniz_oxide::{MZFlush, MZStatus};

/// What the packer is told before, in parts.
pub(super) type Dictionary = &'static [&'static [u8]];

/// What every document says, the most usual last. Version 1 is this text: it never changes.
pub(super) const VERSION_1: Dictionary = &[include_bytes!("dictionary_1.txt")];

/// The same, and then what worked scenarios say: their steps, their network's ids and shapes. It never changes.
pub(super) const VERSION_2: Dictionary =
    &[include_bytes!("dictionary_1.txt"), include_bytes!("dictionary_2.txt")];

/// The most JSON that a link may unpack to.
const LARGEST: usize = 20_000_000;

/// Real documents pack to a twentieth at best. More than this is a bomb; small ones may do as they like.
const STEEPEST: usize = 200;
const SMALL: usize = 1_000_000;

/// The most objects, and the most values of other kinds, which cost memory once they are read.
const MOST_OBJECTS: usize = 200_000;
const MOST_VALUES: usize = 2_000_000;

/// Packs the bytes.
pub(super) fn pack(json: &[u8], dictionary: Dictionary) -> Vec<u8> {
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(9, -15, 0));
    // The dictionary's own output is thrown away: the reader has the dictionary.
    for part in dictionary {
        push(&mut compressor, part, MZFlush::Sync);
    }
    push(&mut compressor, json, MZFlush::Finish)
}

fn push(compressor: &mut CompressorOxide, mut input: &[u8], flush: MZFlush) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let step = deflate(compressor, input, &mut buffer, flush);
        input = input.get(step.bytes_consumed..).unwrap_or_default();
        packed.extend(buffer.iter().take(step.bytes_written));
        // A buffer that is not full means that nothing is left to write.
        let done = input.is_empty() && step.bytes_written < buffer.len();
        if done || step.status != Ok(MZStatus::Ok) {
            return packed;
        }
    }
}

/// Unpacks within the bounds, and takes nothing after the end.
pub(super) fn unpack(packed: &[u8], dictionary: Dictionary) -> Result<Vec<u8>, ShareError> {
    let bound = LARGEST.min(packed.len().saturating_mul(STEEPEST).max(SMALL));
    let mut inflator = Box::<DecompressorOxide>::default();
    let mut out = dictionary.concat();
    let mut filled = out.len();
    let start = filled;
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut input = packed;
    loop {
        let room = (filled - start).clamp(16_384, 1 << 20).min(start + bound - filled);
        out.resize(filled + room, 0);
        let (status, taken, written) = decompress(&mut inflator, input, &mut out, filled, flags);
        input = input.get(taken..).unwrap_or_default();
        filled += written;
        match status {
            TINFLStatus::Done if input.is_empty() => break,
            TINFLStatus::HasMoreOutput if filled - start < bound => {}
            TINFLStatus::HasMoreOutput => return Err(ShareError::TooLarge),
            _ => return Err(ShareError::Damaged),
        }
    }
    out.truncate(filled);
    Ok(out.split_off(start))
}

/// Refuses JSON of more values than a link's document has, before memory is spent on them.
pub(super) fn check_amount(json: &[u8]) -> Result<(), ShareError> {
    let count = |marks: &[u8]| json.iter().filter(|byte| marks.contains(byte)).count();
    if count(b"{") > MOST_OBJECTS || count(b",[:") > MOST_VALUES {
        return Err(ShareError::TooLarge);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::checksum;
    use super::*;

    #[test]
    fn the_dictionaries_are_the_ones_that_old_links_need() {
        // Not a snapshot to update: with another dictionary, no link of its version opens again.
        assert_eq!(checksum::of(&VERSION_1.concat()), 0x3D2E_38CE);
        assert_eq!(checksum::of(&VERSION_2.concat()), 0xA6F7_C111);
        assert!(VERSION_2.concat().len() <= 32_768, "the window of DEFLATE");
    }

    #[test]
    fn any_reader_of_deflate_opens_it_after_a_stored_block() {
        for dictionary in [VERSION_1, VERSION_2] {
            let said = dictionary.concat();
            let length = u16::try_from(said.len()).unwrap();
            let mut stream = vec![0];
            stream.extend(length.to_le_bytes());
            stream.extend((!length).to_le_bytes());
            stream.extend(&said);
            stream.extend(pack(b"{\"version\":1}", dictionary));
            let opened = miniz_oxide::inflate::decompress_to_vec(&stream).unwrap();
            assert_eq!(opened.strip_prefix(&*said), Some(&b"{\"version\":1}"[..]));
        }
    }

    #[test]
    fn long_input_comes_back_whole() {
        let json: Vec<u8> =
            (0..700_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        assert!(unpack(&pack(&json, VERSION_2), VERSION_2).unwrap() == json);
    }

    #[test]
    fn the_bounds_are_where_they_are_said_to_be() {
        assert_eq!(unpack(&pack(&vec![b' '; SMALL], VERSION_2), VERSION_2).map(|json| json.len()), Ok(SMALL));
        assert_eq!(unpack(&pack(&vec![b' '; SMALL + 1], VERSION_2), VERSION_2), Err(ShareError::TooLarge));
        assert_eq!(check_amount(&b"{".repeat(MOST_OBJECTS)), Ok(()));
        assert_eq!(check_amount(&b"{".repeat(MOST_OBJECTS + 1)), Err(ShareError::TooLarge));
        assert_eq!(check_amount(&b",".repeat(MOST_VALUES + 1)), Err(ShareError::TooLarge));
    }
}
