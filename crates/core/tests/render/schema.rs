//! `schema.json`: the request as JSON Schema (draft 2020-12), as far as that can say what the rules say.
//!
//! It refuses nothing that the rules accept without knowing the server. What needs the server, other members, or the order of
//! a list is left to the rules.

use reinstall_core::disk::RaidLevel;
use reinstall_core::read::ELEMENTS_MAX;
use reinstall_core::rules::hostname::HOSTNAME_MAX_CHARS;
use reinstall_core::rules::image::NETBOOT;
use reinstall_core::rules::nic::{NIC_NAME_MAX_CHARS, NIC_NAME_MIN_CHARS};
use reinstall_core::rules::partitions::{LINUX_FILE_SYSTEMS, PARTITION_MIN_SIZE, WINDOWS_FILE_SYSTEM, WINDOWS_LETTERS};
use reinstall_core::rules::sign_in::{PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, PASSWORD_SPECIAL};
use reinstall_core::rules::user_data::USER_DATA_MAX_BYTES;
use serde_json::{Value, json};

/// The file.
pub(crate) fn schema() -> String {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ReinstallRequest",
        "description": "The body of Zenlayer Cloud's ReinstallInstance (version 2026-02-01), which wipes a server. An empty text, an empty list and null are the same as a member that is left out. Unknown members are ignored by the API.",
        "type": "object",
        "required": ["instanceId"],
        "properties": {
            "instanceId": { "description": "The instance to wipe and install anew.", "type": "string", "minLength": 1 },
            "imageId": { "description": "The image to install. Left out: the one that the instance has.", "type": ["string", "null"] },
            "hostname": {
                "description": format!("At most {HOSTNAME_MAX_CHARS} letters, digits, hyphens and dots. Left out: the word hostname."),
                "type": ["string", "null"],
                "maxLength": HOSTNAME_MAX_CHARS,
                "pattern": "^[A-Za-z0-9.-]*$",
            },
            "password": {
                "description": format!("{PASSWORD_MIN_CHARS} to {PASSWORD_MAX_CHARS} characters with an upper-case letter, a lower-case letter, a digit and one of {PASSWORD_SPECIAL}. Not together with keyId. Without both a random one is mailed."),
                "type": ["string", "null"],
                "pattern": password(),
            },
            "keyId": { "description": "An SSH key pair. Not together with a password, and not for Windows.", "type": ["string", "null"] },
            "raidConfig": raid(),
            "partitions": {
                "description": "The partitions of the system array; together they use up its capacity. Left out: the image makes its own layout.",
                "type": ["array", "null"],
                "maxItems": ELEMENTS_MAX,
                "items": partition(),
            },
            "nic": {
                "description": "Names of the network interfaces. Left out: the model's.",
                "type": ["object", "null"],
                "properties": {
                    "wanName": nic_name("The public interface's name."),
                    "lanName": nic_name("The private interface's name."),
                },
            },
            "ipxeUrl": {
                "description": format!("An http or https URL of an iPXE script, or the word {NETBOOT}. In place of an image."),
                "type": ["string", "null"],
                "pattern": format!("^$|^{NETBOOT}$|://"),
            },
            "userData": {
                "description": format!("Text that the first boot runs: at most {USER_DATA_MAX_BYTES} bytes of UTF-8."),
                "type": ["string", "null"],
                // A character has at least one byte.
                "maxLength": USER_DATA_MAX_BYTES,
            },
        },
        "allOf": [
            excluded("imageId", present("string", "minLength"), "ipxeUrl", present("string", "minLength")),
            excluded("password", present("string", "minLength"), "keyId", present("string", "minLength")),
        ],
    });
    format!("{schema:#}\n")
}

/// Only one of two members may be there.
fn excluded(one: &str, present: Value, other: &str, other_present: Value) -> Value {
    json!({ "not": { "type": "object", "required": [one, other], "properties": { one: present, other: other_present } } })
}

/// What counts as being there.
fn present(kind: &str, least: &str) -> Value {
    json!({ "type": kind, least: 1 })
}

fn password() -> String {
    let special: String = PASSWORD_SPECIAL.chars().filter(|character| *character != '-').collect();
    // Inside brackets only these two mean something where they stand.
    let special = special.replace('^', "\\^") + "-";
    let needed: String = ["A-Z", "a-z", "0-9", &special].iter().map(|class| format!("(?=.*[{class}])")).collect();
    format!("^$|^{needed}[A-Za-z0-9{special}]{{{PASSWORD_MIN_CHARS},{PASSWORD_MAX_CHARS}}}$")
}

fn level(nullable: bool, description: &str) -> Value {
    let mut levels: Vec<Value> = RaidLevel::ALL.iter().map(|level| json!(level.number())).collect();
    let mut kinds = vec!["integer"];
    if nullable {
        levels.push(Value::Null);
        kinds.push("null");
    }
    let kind = if nullable { json!(kinds) } else { json!("integer") };
    json!({ "description": description, "type": kind, "enum": levels })
}

fn raid() -> Value {
    let fewest = RaidLevel::ALL.iter().map(|level| level.min_disks()).min();
    json!({
        "description": "Quick RAID over all disks, or arrays of one's own; not both. Left out: RAID stays as it is.",
        "type": ["object", "null"],
        "properties": {
            "raidType": level(true, "The level of quick RAID."),
            "customRaids": {
                "description": "The arrays; the first one holds the system.",
                "type": ["array", "null"],
                "maxItems": ELEMENTS_MAX,
                "items": {
                    "type": "object",
                    "required": ["raidType", "diskSequence"],
                    "properties": {
                        "raidType": level(false, "The array's level."),
                        "diskSequence": {
                            "description": "Numbers of disks, from 1, consecutive and ascending.",
                            "type": "array",
                            "minItems": fewest,
                            "maxItems": ELEMENTS_MAX,
                            "uniqueItems": true,
                            "items": { "type": "integer", "minimum": 1 },
                        },
                    },
                },
            },
        },
        "allOf": [excluded("raidType", json!({ "type": "integer" }), "customRaids", present("array", "minItems"))],
    })
}

fn partition() -> Value {
    let letters = |shift: fn(&char) -> char| -> String { WINDOWS_LETTERS.iter().map(shift).collect() };
    let (upper, lower) = (letters(|letter| *letter), letters(char::to_ascii_lowercase));
    let file_systems: Vec<String> =
        LINUX_FILE_SYSTEMS.iter().chain([&WINDOWS_FILE_SYSTEM]).map(|name| any_case(name)).collect();
    json!({
        "type": "object",
        "required": ["fsPath", "fsType", "size"],
        "properties": {
            "fsPath": {
                "description": "A path, or for Windows a letter from C to H.",
                "type": "string",
                "pattern": format!("^(?:/[^\\u0000-\\u001f\\u007f-\\u009f]*|[{upper}{lower}])$"),
            },
            "fsType": {
                "description": format!("{}; for Windows {WINDOWS_FILE_SYSTEM}.", LINUX_FILE_SYSTEMS.join(", ")),
                "type": "string",
                "pattern": format!("^(?:{})$", file_systems.join("|")),
            },
            "size": { "description": "GB.", "type": "integer", "minimum": PARTITION_MIN_SIZE },
        },
    })
}

/// A pattern for a word in any case, which JSON Schema has no flag for.
fn any_case(word: &str) -> String {
    let both = |letter: char| format!("[{}{}]", letter.to_ascii_uppercase(), letter.to_ascii_lowercase());
    word.chars().map(|letter| if letter.is_ascii_alphabetic() { both(letter) } else { letter.to_string() }).collect()
}

fn nic_name(description: &str) -> Value {
    let (min, max) = (NIC_NAME_MIN_CHARS - 1, NIC_NAME_MAX_CHARS - 1);
    json!({
        "description": format!("{description} {NIC_NAME_MIN_CHARS} to {NIC_NAME_MAX_CHARS} letters and digits, a letter first."),
        "type": ["string", "null"],
        "pattern": format!("^$|^[A-Za-z][A-Za-z0-9]{{{min},{max}}}$"),
    })
}
