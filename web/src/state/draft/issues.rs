//! What the form shows beside its fields.

use super::{BootChoice, Draft, RaidChoice, SignInChoice};
use crate::locales::Words;
use crate::t;
use reinstall_core::issue::{Field, Severity};
use reinstall_core::report::{Path, Segment};
use reinstall_core::{Context, Issue, check, path};
use yew::AttrValue;

/// What a field shows: an issue of the core, or a choice that was begun and not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldIssue {
    /// Where.
    pub path: Path,
    /// How bad.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// The id of core's code; `None` where the form itself speaks.
    pub code: Option<&'static str>,
    /// The code that the API would answer with.
    pub server_code: Option<&'static str>,
    /// Nothing has been chosen or typed there yet; the form says so once the review is asked for.
    pub waits: bool,
}

impl FieldIssue {
    /// What core found, in the language of the page.
    pub fn of(issue: &Issue, words: &Words) -> Self {
        Self {
            path: issue.path.clone(),
            severity: issue.severity(),
            message: visible(&issue.message(words.locale())),
            code: Some(issue.code.id()),
            server_code: issue.server_code().map(|code| code.name()),
            waits: false,
        }
    }

    /// An error of the form itself, which core cannot know.
    pub fn error(path: Path, message: impl Into<String>) -> Self {
        Self { path, severity: Severity::Error, message: message.into(), code: None, server_code: None, waits: false }
    }
}

/// A message that quotes what was typed. What nobody would see in it is written as core writes control characters.
fn visible(message: &str) -> String {
    let mut text = String::new();
    for character in message.chars() {
        match character {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                text.extend(character.escape_unicode());
            }
            other => text.push(other),
        }
    }
    text
}

impl Draft {
    /// Every issue: the core's, and choices that were begun and not finished. An unfinished choice
    /// would otherwise be sent as "leave it to the server", which is not what was chosen.
    pub fn issues(&self, context: Context<'_>, words: &Words) -> Vec<FieldIssue> {
        let unfinished = self.unfinished(words);
        let report = check(&self.to_request(), context);
        let core = report.issues.iter().filter(|issue| !unfinished.iter().any(|open| open.path == issue.path));
        let mut issues: Vec<FieldIssue> = core.map(|issue| FieldIssue::of(issue, words)).collect();
        issues.extend(unfinished);
        issues.extend(self.user_data_gone.map(|bytes| {
            FieldIssue {
                path: path!["userData"],
                severity: Severity::Warning,
                message: t!(
                    words,
                    "The {bytes} bytes of user data from before are not kept. Paste them again, or none is sent.",
                    bytes = bytes,
                )
                .to_string(),
                code: None,
                server_code: None,
                waits: false,
            }
        }));
        issues.sort_by_key(|issue| place(&issue.path));
        issues
    }

    pub(super) fn unfinished(&self, words: &Words) -> Vec<FieldIssue> {
        let mut open = Vec::new();
        let mut say = |path: Path, message: AttrValue, waits: bool| {
            open.push(FieldIssue {
                path,
                severity: Severity::Error,
                message: message.to_string(),
                code: None,
                server_code: None,
                waits,
            });
        };
        match self.boot {
            BootChoice::Image if self.image_id.is_empty() => say(path!["imageId"], t!(words, "Choose an image."), true),
            BootChoice::SameImage if self.current_image_id.is_none() => {
                say(path!["imageId"], t!(words, "The server has no image now. Choose one."), false);
            }
            BootChoice::NoSystem if self.current_image_id.is_some() => say(
                path!["imageId"],
                t!(
                    words,
                    "The server has an image now, and leaving the image out would install that one again. Choose it, or another."
                ),
                false,
            ),
            BootChoice::IpxeUrl if self.ipxe_url.is_empty() => {
                say(
                    path!["ipxeUrl"],
                    t!(words, "Type the URL of the iPXE script, like http://boot.example/script.ipxe."),
                    true,
                );
            }
            _ => {}
        }
        match self.sign_in {
            SignInChoice::Password if self.password.is_empty() => {
                say(
                    path!["password"],
                    t!(words, "Type or generate a password, or choose another way to sign in."),
                    true,
                );
            }
            SignInChoice::KeyPair if self.key_id.is_empty() => {
                say(path!["keyId"], t!(words, "Choose a key pair."), true)
            }
            _ => {}
        }
        match self.raid {
            RaidChoice::Quick if self.quick_level.is_none() => {
                say(path!["raidConfig", "raidType"], t!(words, "Choose a RAID level."), true);
            }
            RaidChoice::Custom if self.arrays.is_empty() => {
                say(
                    path!["raidConfig", "customRaids"],
                    t!(words, "Add an array, or choose another RAID option."),
                    true,
                );
            }
            _ => {}
        }
        for (index, row) in self.partitions.iter().enumerate() {
            if !row.size.trim().is_empty() && row.parsed_size().is_none() {
                say(path!["partitions", index, "size"], t!(words, "Type a whole number of GB, without a unit."), false);
            }
            if row.size.is_empty() && self.intent.rest == Some(row.key) {
                let message = match self.capacity() {
                    Some(_) => t!(words, "The other partitions leave nothing for this one. Make one of them smaller."),
                    None => {
                        t!(words, "How much is left cannot be told, because the capacity is not known. Type a size.")
                    }
                };
                say(path!["partitions", index, "size"], message, false);
            }
        }
        open
    }
}

/// Where the form shows an issue of this path: by field, then by row; what is about all rows comes after them.
fn place(path: &Path) -> (Field, usize) {
    let row = path.0.iter().find_map(|segment| match segment {
        Segment::Index(row) => Some(*row),
        Segment::Key(_) => None,
    });
    (path.field(), row.unwrap_or(usize::MAX))
}
