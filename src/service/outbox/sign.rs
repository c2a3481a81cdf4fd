//! How a webhook is signed: as Standard Webhooks 1.0 says, so that receivers find a library that
//! checks it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::edge::hex::to_base64;

/// A receiver refuses what was signed longer ago than this, or so far ahead, in seconds. Every
/// try is signed anew, so that a late one is not refused.
pub const REPLAY_SECONDS: i64 = 300;

/// What stands in `webhook-signature`: `v1,` and the base64 of HMAC-SHA-256 over key, seconds
/// since 1970 and body, with dots between.
pub fn signature(secret: &[u8], key: &str, seconds: i64, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(format!("{key}.{seconds}.").as_bytes());
    mac.update(body);
    Some(format!("v1,{}", to_base64(&mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::hex::base64;

    #[test]
    fn a_known_signature() {
        // The example of the standard's own libraries.
        let secret = base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let body = br#"{"test": 2432232314}"#;
        let made = signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        let known = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(made.as_deref(), Some(known));
    }
}
