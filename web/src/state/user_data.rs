//! User data as text: what a field of a page does to it, what a file must be, and what goes over the wire.

use reinstall_core::rules::user_data::USER_DATA_MAX_BYTES;

/// Above this many bytes the form warns: 90 % of the limit (R8).
pub const NEARLY_FULL_BYTES: usize = USER_DATA_MAX_BYTES / 10 * 9;

/// The text as a `<textarea>` shows it: every line ends in LF.
pub fn shown(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The text after somebody typed. A `<textarea>` knows LF only, so what it gives back would silently lose every CR: only
/// what differs from what it showed is taken from it. New lines end as the others do, where all end alike.
pub fn typed(before: &str, now: &str) -> String {
    if !before.contains('\r') {
        return now.to_owned();
    }
    let old = shown(before);
    let prefix = common(old.char_indices().map(|(_, c)| c), now.chars());
    let most = old.len().min(now.len()) - prefix;
    let suffix = common(old.chars().rev(), now.chars().rev()).min(most);
    // A cut within a character would be possible where both ends meet in one.
    let suffix =
        (0..=suffix).rev().find(|cut| now.is_char_boundary(now.len() - cut) && old.is_char_boundary(old.len() - cut));
    let suffix = suffix.unwrap_or(0);
    let middle = now.get(prefix..now.len() - suffix).unwrap_or_default();
    let (start, end) = (exact(before, prefix), exact(before, old.len() - suffix));
    let all_crlf = before.matches('\n').count() == before.matches("\r\n").count()
        && before.matches('\r').count() == before.matches("\r\n").count();
    let middle = if all_crlf { middle.replace('\n', "\r\n") } else { middle.to_owned() };
    let text = [before.get(..start).unwrap_or_default(), &middle, before.get(end..).unwrap_or_default()].concat();
    // A lone CR before a new LF would be read as one end of a line: what somebody typed goes first.
    if shown(&text) == now { text } else { now.to_owned() }
}

/// How many bytes both begin with, in whole characters.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}

/// Where the byte `at` of the text as it is shown stands in the text as it is.
fn exact(text: &str, at: usize) -> usize {
    let mut seen = 0;
    let mut position = 0;
    let mut rest = text;
    while seen < at {
        let Some(character) = rest.chars().next() else { break };
        let length = if rest.starts_with("\r\n") { 2 } else { character.len_utf8() };
        seen += if character == '\r' { 1 } else { length };
        position += length;
        rest = rest.get(length..).unwrap_or_default();
    }
    position
}

/// How many lines a text has; an empty one has one.
pub fn line_count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count() + 1
}

/// The member as it goes over the wire.
pub fn on_the_wire(text: &str) -> String {
    // A text can always be written.
    format!("\"userData\":{}", serde_json::to_string(text).unwrap_or_default())
}

/// Why a file is no user data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// It has so many bytes more than allowed that it is not even read: its size.
    TooLong(u64),
    /// Compressed with gzip.
    Gzip,
    /// UTF-16, as Windows' own tools write it.
    Utf16,
    /// The byte at this place, from 1, is no UTF-8.
    NotUtf8(usize),
    /// The byte at this place, from 1, is a NUL, which no text has.
    Nul(usize),
}

/// Whether a file of this size may be read at all.
///
/// # Errors
/// [`NoText::TooLong`] where it may not.
pub fn may_be_read(size: u64) -> Result<(), NoText> {
    // A number of bytes that fits into memory.
    if size > USER_DATA_MAX_BYTES as u64 { Err(NoText::TooLong(size)) } else { Ok(()) }
}

/// The text of a file, byte for byte: BOM and CR are left in it for core to find.
///
/// # Errors
/// [`NoText`] says why it is none.
pub fn text_of(bytes: Vec<u8>) -> Result<String, NoText> {
    match bytes.as_slice() {
        [0x1f, 0x8b, ..] => return Err(NoText::Gzip),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(NoText::Utf16),
        _ => {}
    }
    let text = String::from_utf8(bytes).map_err(|error| NoText::NotUtf8(error.utf8_error().valid_up_to() + 1))?;
    match text.bytes().position(|byte| byte == 0) {
        Some(at) => Err(NoText::Nul(at + 1)),
        None => Ok(text),
    }
}

/// A text to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// For cloud-init.
    CloudConfig,
    /// For any shell.
    Shell,
    /// For Windows.
    PowerShell,
}

impl Example {
    /// Every example.
    pub const ALL: [Self; 3] = [Self::CloudConfig, Self::Shell, Self::PowerShell];

    /// What it is called, the same in every language.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CloudConfig => "cloud-init",
            Self::Shell => "Shell",
            Self::PowerShell => "PowerShell (Windows)",
        }
    }

    /// The text. A key of one's own has to be put in; there is no secret in it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::CloudConfig => include_str!("examples/cloud-config.yaml"),
            Self::Shell => include_str!("examples/first-boot.sh"),
            Self::PowerShell => include_str!("examples/first-boot.ps1"),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reinstall_core::machine::Image;
    use reinstall_core::{Context, ReinstallRequest, check};

    #[test]
    fn what_was_not_touched_stays_byte_for_byte() {
        // Before, as it stands in the field after typing, and what it is then.
        let table = [
            ("#!/bin/sh\r\necho\r\n", "#!/bin/sh\necho 1\n", "#!/bin/sh\r\necho 1\r\n"),
            ("a\r\nb", "a\nx\nb", "a\r\nx\r\nb"),
            // Mixed ends stay mixed; a new line is LF.
            ("a\r\nb\nc", "a\nb\nc\nd", "a\r\nb\nc\nd"),
            ("a\rb", "a\nbc", "a\rbc"),
            ("a\r\nb", "ab", "ab"),
            ("a\r\n", "", ""),
            ("a\nb", "a\nc", "a\nc"),
            ("é\r\nê", "é\në", "é\r\në"),
            ("\u{feff}a\r\n", "\u{feff}ab\n", "\u{feff}ab\r\n"),
        ];
        for (before, now, after) in table {
            assert_eq!(typed(before, now), after, "{before:?} {now:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

        #[test]
        fn what_is_typed_is_what_is_shown(before in "[a\u{e9}\u{1f600}\r\n]{0,12}", now in "[a\u{e9}\u{1f600}\n]{0,12}") {
            prop_assert_eq!(shown(&typed(&before, &now)), now);
        }

        #[test]
        fn a_field_that_nobody_touched_changes_nothing(text in "[ab\u{e9}\r\n]{0,12}") {
            prop_assert_eq!(typed(&text, &shown(&text)), text);
        }
    }

    #[test]
    fn a_file_is_text_or_it_is_said_why_not() {
        assert_eq!(text_of("\u{feff}#!/bin/sh\r\n".into()), Ok("\u{feff}#!/bin/sh\r\n".into()));
        assert_eq!(text_of(vec![0x1f, 0x8b, 8]), Err(NoText::Gzip));
        assert_eq!(text_of(vec![0xff, 0xfe, b'a', 0]), Err(NoText::Utf16));
        assert_eq!(text_of(vec![b'a', 0xff]), Err(NoText::NotUtf8(2)));
        assert_eq!(text_of(vec![b'a', b'b', 0]), Err(NoText::Nul(3)));
        assert_eq!(may_be_read(32_768), Ok(()));
        assert_eq!(may_be_read(5_000_000), Err(NoText::TooLong(5_000_000)));
    }

    #[test]
    fn the_preview_is_part_of_the_body() {
        let text = "#!/bin/sh\r\necho \"\u{1f600}\\\t\u{0}\u{7f}\"\n";
        let request = ReinstallRequest {
            instance_id: "1".into(),
            image_id: Some("i".into()),
            user_data: Some(text.into()),
            ..ReinstallRequest::default()
        };
        let prepared = reinstall_core::prepare(&request, Context::default()).unwrap();
        assert!(prepared.body().expose().contains(&on_the_wire(text)), "{}", on_the_wire(text));
    }

    #[test]
    fn examples_are_fine_as_they_are() {
        for example in Example::ALL {
            let image = |name: &str, catalog: &str| Image {
                image_id: "i".into(),
                image_name: Some(name.into()),
                catalog: Some(catalog.into()),
                ..Image::default()
            };
            let image = match example {
                Example::PowerShell => image("Win2019-SE-EN", "windows"),
                _ => image("Debian12", "debian"),
            };
            let request = ReinstallRequest {
                instance_id: "1".into(),
                image_id: Some("i".into()),
                user_data: Some(example.text().into()),
                ..ReinstallRequest::default()
            };
            let report = check(&request, Context { image: Some(&image), ..Context::default() });
            let found: Vec<_> = report.issues.iter().filter(|issue| issue.path.to_string() == "userData").collect();
            // That Windows runs it is documented nowhere, whatever the text is.
            assert_eq!(found.len(), usize::from(example == Example::PowerShell), "{found:?}");
            assert!(example.text().contains("REPLACE-WITH-YOUR-PUBLIC-KEY"), "one's own key has to be put in");
            assert!(!example.text().to_lowercase().contains("password"), "no secret in it");
        }
    }
}
