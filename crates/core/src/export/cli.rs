//! A script that calls `zeno`, the vendor's command line: github.com/zenlayer/zenlayercloud-cli, read at version 1.0.22
//! (`apis/en-US/bmc/reinstall-instance.yaml`, `internal/loader`, `cmd/root.go`). It takes RAID, partitions and interfaces
//! as JSON, and the password as an argument only. Run by hand, built from that source, against the sandbox.

use super::body;
use super::curl::{confirmation, secrets_are_there};
use super::placeholders::{Open, SERVER_PASSWORD, USER_DATA_FILE};
use super::preface::{Preface, impossible};
use super::quote;
use crate::prelude::*;

const PREFACE: Preface<'_> = Preface {
    comment: "# ",
    by: "by zeno, the Zenlayer CLI",
    usage: &[
        "Needs zeno and a POSIX shell. Save it as reinstall.sh and run: sh reinstall.sh",
        "To see the request and send nothing, add the flag --cli-dry-run. It prints the secrets.",
        "zeno takes secrets as arguments, which everybody who can list the processes of this machine sees.",
    ],
    credentials: &[
        ("ZENLAYER_ACCESS_KEY_ID", "the access key, unless zeno configure has it"),
        ("ZENLAYER_ACCESS_KEY_SECRET", "the password of the access key, unless zeno configure has it"),
    ],
    takes_domain: false,
};

/// The numbers of the flags that are JSON become 64-bit floats in `zeno`.
const EXACT: u64 = 1 << 53;

pub(super) fn write(request: &Open<'_>) -> String {
    if let Some(why) = what_is_lost(request) {
        return impossible(PREFACE.comment, request, why, "Use curl or an SDK instead.");
    }
    let mut flags = vec![format!("--instance-id={}", quote::shell(request.instance_id))];
    let mut flag = |name: &str, value: Option<&str>| {
        flags.extend(value.map(|value| format!("--{name}={}", quote::shell(value))));
    };
    flag("image-id", request.image_id);
    flag("hostname", request.hostname);
    flag("key-id", request.key_id);
    flag("raid-config", request.raid.map(body::raid_config).as_deref());
    flag("partitions", (!request.partitions.is_empty()).then(|| body::partitions(request.partitions)).as_deref());
    flag("nic", request.names_interfaces().then(|| body::nic(request)).as_deref());
    flag("ipxe-url", request.ipxe_url);
    flags.extend(request.password.map(|_| format!("--password=\"${SERVER_PASSWORD}\"")));
    flags.extend(request.user_data.map(|_| "--user-data=\"${user_data%.}\"".to_owned()));

    let mut out = PREFACE.write(request);
    out.push_str("(\nset -eu\n");
    out.push_str(&confirmation(request));
    out.push_str(&secrets_are_there(request));
    if request.user_data.is_some() {
        out.push_str(&format!(
            "# The dot saves the newlines at the end.\nuser_data=$(cat {USER_DATA_FILE} && echo .)\n"
        ));
    }
    out.push_str(
        "# With these set, zeno would print the whole request, secrets included.\nunset DEBUG ZENLAYER_DEBUG\n\n",
    );
    out.push_str(&format!("zeno bmc reinstall-instance \\\n  {}\n)\n", flags.join(" \\\n  ")));
    out
}

/// Control characters, which a terminal acts on when it is pasted, and what turns the direction of a line around.
const fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Why this request cannot pass through an argument of a program, or through a float, unchanged.
fn what_is_lost(request: &Open<'_>) -> Option<&'static str> {
    let texts = [Some(request.instance_id), request.image_id, request.hostname, request.key_id, request.ipxe_url];
    if texts.into_iter().flatten().any(|text| text.chars().any(is_hidden)) {
        return Some(
            "a text of it has characters that a terminal acts on or hides, and an argument would hold them as they are.",
        );
    }
    let arrays = request.raid.map(|raid| raid.custom_raids.as_slice()).unwrap_or_default();
    let mut numbers = arrays
        .iter()
        .flat_map(|array| array.disk_sequence.iter().copied())
        .chain(request.partitions.iter().filter_map(|partition| partition.size));
    if numbers.any(|number| number.unsigned_abs() > EXACT) {
        return Some("zeno would round a number as large as one in this request.");
    }
    None
}
