//! Frames put together by DOMAIN 1.3.

/// A security module's frame of such parts: declared lengths, the parts, the checksum.
pub fn frame(parts: &[&[u8]]) -> Vec<u8> {
    let mut body = vec![0x00, 0x00, 0x90];
    parts.iter().for_each(|part| body.extend((part.len() as u16).to_be_bytes()));
    parts.iter().for_each(|part| body.extend_from_slice(part));
    let mut after = (body.len() as u16 + 1).to_be_bytes().to_vec();
    after.append(&mut body);
    after.push(after.iter().fold(0, |sum, byte| sum ^ byte));
    [&[0xaa, 0xaa, 0xaa, 0x96, 0x69], after.as_slice()].concat()
}
