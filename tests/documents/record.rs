//! Records put together by the tables of DOMAIN 1.2. Every person is invented.

/// A chip's text of 256 bytes: spaces, and each text at its byte offset.
pub fn record(fields: &[(usize, &str)]) -> [u8; 256] {
    let mut record = [0u8; 256];
    record.chunks_exact_mut(2).for_each(|unit| unit.copy_from_slice(&[0x20, 0]));
    for (start, text) in fields {
        for (place, unit) in text.encode_utf16().enumerate() {
            record[start + 2 * place..][..2].copy_from_slice(&unit.to_le_bytes());
        }
    }
    record
}

/// A resident card of this number.
pub fn resident(number: &str) -> [u8; 256] {
    record(&[
        (0, "张小三"),
        (30, "1"),
        (32, "56"),
        (36, &number[6..14]),
        (52, "江西省瑞金市象湖镇某路1号"),
        (122, number),
        (158, "瑞金市公安局"),
        (188, "20150301"),
        (204, "20350301"),
    ])
}
