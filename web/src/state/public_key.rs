//! The public keys of a key pair, as OpenSSH writes them (zenlayer-api.md section 13.4).

/// One public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// The type, e.g. `ssh-ed25519`.
    pub algorithm: String,
    /// The key itself in base64.
    pub blob: String,
    /// What its owner wrote behind it; often a name, may be empty.
    pub comment: String,
}

impl PublicKey {
    /// Reads one line: `[options] type base64 [comment]`, or `None` where it is none. Whether the base64 holds a key of this
    /// type is seen once it is decoded.
    pub fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_type = |word: &str| ["ssh-", "ecdsa-", "sk-"].iter().any(|begin| word.starts_with(begin));
        let at = words
            .windows(2)
            .position(|pair| matches!(pair, [kind, blob] if is_type(kind) && blob.starts_with("AAAA")))?;
        let [kind, blob, comment @ ..] = words.get(at..)? else { return None };
        Some(Self { algorithm: (*kind).to_owned(), blob: (*blob).to_owned(), comment: comment.join(" ") })
    }

    /// Every line that is neither empty nor a comment; `None` for one that is no public key.
    pub fn parse_all(text: &str) -> Vec<Option<Self>> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(Self::parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(String, String, String)> {
        PublicKey::parse(line).map(|key| (key.algorithm, key.blob, key.comment))
    }

    #[test]
    fn a_line_is_type_key_and_comment() {
        let key = |algorithm: &str, blob: &str, comment: &str| Some((algorithm.into(), blob.into(), comment.into()));
        for (line, expected) in [
            ("ssh-ed25519 AAAAC3 me@host", key("ssh-ed25519", "AAAAC3", "me@host")),
            ("ssh-rsa AAAAB3", key("ssh-rsa", "AAAAB3", "")),
            ("  ecdsa-sha2-nistp256\tAAAAE2  two words ", key("ecdsa-sha2-nistp256", "AAAAE2", "two words")),
            (r#"command="a b",no-pty ssh-rsa AAAAB3 c"#, key("ssh-rsa", "AAAAB3", "c")),
            ("ssh-rsa", None),
            ("ssh-rsa not-a-key", None),
            ("---- BEGIN SSH2 PUBLIC KEY ----", None),
            ("", None),
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
    }

    #[test]
    fn a_pair_has_several_keys_and_none_is_passed_over() {
        let keys = PublicKey::parse_all("ssh-rsa AAAAB3 one\r\n\n# a comment\nrubbish\nssh-ed25519 AAAAC3 two");
        let comments: Vec<_> = keys.iter().map(|key| key.as_ref().map(|key| key.comment.as_str())).collect();
        assert_eq!(comments, [Some("one"), None, Some("two")]);
    }
}
