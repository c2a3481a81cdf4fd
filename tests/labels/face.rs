//! A font made here: every character has the same black block.

/// A TrueType font of one letter for the characters in this range (ISO/IEC 14496-22).
pub fn face(characters: std::ops::RangeInclusive<u32>) -> Vec<u8> {
    let words = |words: &[i16]| words.iter().flat_map(|word| word.to_be_bytes()).collect();
    let longs = |longs: &[u32]| longs.iter().flat_map(|long| long.to_be_bytes()).collect();
    // Its bounds, one contour of four points, and the way from each to the next.
    let block =
        words(&[1, 0, -100, 900, 800, 3, 0, 0x0101, 0x0101, 0, 900, 0, -900, -100, 0, 900, 0]);
    let head: Vec<u8> =
        [longs(&[0x1_0000, 0, 0, 0x5f0f_3cf5]), words(&[0, 1000]), vec![0; 34]].concat();
    let hhea: Vec<u8> =
        [longs(&[0x1_0000]), words(&[800, -200, 0, 1000]), vec![0; 22], words(&[1])].concat();
    let groups: Vec<u8> = longs(&[28, 0, 1, *characters.start(), *characters.end(), 1]);
    let cmap: Vec<u8> = [words(&[0, 1, 0, 4]), longs(&[12]), words(&[13, 0]), groups].concat();
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"cmap", cmap),
        (b"glyf", block),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", words(&[1000, 0, 0])),
        (b"loca", words(&[0, 0, 17])),
        (b"maxp", [longs(&[0x5000]), words(&[2])].concat()),
    ];
    let mut font: Vec<u8> = [longs(&[0x1_0000]), words(&[7, 0, 0, 0])].concat();
    let mut at = font.len() + 16 * tables.len();
    for (tag, table) in &tables {
        font.extend_from_slice(*tag);
        let entry: Vec<u8> = longs(&[0, at as u32, table.len() as u32]);
        font.extend(entry);
        at += table.len().next_multiple_of(4);
    }
    for (_, mut table) in tables {
        table.resize(table.len().next_multiple_of(4), 0);
        font.extend(table);
    }
    font
}
