//! Requests as code: what is written, that it reads back as the request, that no secret is in it.
//!
//! That the code runs is for `tests/interop/test_export.py`.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod read_back;
mod snapshots;

use proptest::prelude::*;
use reinstall_core::export::{Format, export};
use reinstall_core::request::{CustomRaid, Nic, Partition, RaidConfig};
use reinstall_core::{Context, Prepared, ReinstallRequest, prepare};
use serde_json::{Value, json};

const PASSWORD: &str = "Canary~Pass1";
const USER_DATA: &str = "#!/bin/sh\necho canary's \"secret\" $HOME\n";

fn prepared(request: &ReinstallRequest) -> Prepared {
    prepare(request, Context::default()).expect("a request without errors")
}

/// What the API gets, with the JSON format's placeholders for its secrets.
fn body_with_placeholders(prepared: &Prepared) -> Value {
    let mut body: Value = serde_json::from_str(prepared.body().expose()).unwrap();
    for (member, placeholder) in
        [("password", json!({"$env": "SERVER_PASSWORD"})), ("userData", json!({"$file": "user-data.txt"}))]
    {
        if let Some(secret) = body.get_mut(member) {
            *secret = placeholder;
        }
    }
    body
}

/// Texts that would do harm in one language or another.
fn text() -> impl Strategy<Value = String> {
    let harmful = prop::sample::select(vec![
        "'", "\"", "\\", "`", "$", "%", "{", "}", "${", "%{", "$${", "$(", "\n", "\r", "\t", "\u{1b}", "\u{7f}",
        "\u{0}", "\u{2028}", "\u{202e}", "\u{feff}", "é", "e\u{301}", "重", "😀", "#", "//", "*/", "!", "&", ";", " ",
    ]);
    prop::collection::vec(prop_oneof![2 => harmful.prop_map(str::to_owned), 1 => any::<String>()], 1..8)
        .prop_map(|parts| parts.concat())
        .prop_filter("an empty text counts as absent", |text| !text.is_empty())
}

/// A mount point is any text without control characters.
fn mount_point() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("/x{}", text.replace(char::is_control, "")))
}

prop_compose! {
    /// Requests without errors, of every shape.
    fn request()(
        (instance_id, image, key, ipxe) in (text(), prop::option::of(text()), prop::option::of(text()), any::<bool>()),
        (password, user_data, hostname) in (any::<bool>(), any::<bool>(), prop::option::of("[A-Za-z0-9.-]{1,64}")),
        raid in prop_oneof![
            Just(None),
            prop::sample::select(vec![0, 1, 5, 10])
                .prop_map(|level| Some(RaidConfig { raid_type: Some(level), custom_raids: vec![] })),
            (1i64..90).prop_map(|first| Some(RaidConfig { raid_type: None, custom_raids: vec![
                CustomRaid { raid_type: Some(1), disk_sequence: vec![first, first + 1] },
                CustomRaid { raid_type: Some(5), disk_sequence: vec![first + 2, first + 3, first + 4] },
            ]})),
        ],
        paths in prop::option::of(mount_point()),
        (wan, lan) in (prop::option::of("eth[0-4]"), prop::option::of("eth[5-9]")),
    ) -> ReinstallRequest {
        let partition = |path: String| Partition { fs_path: Some(path), fs_type: Some("EXT4".into()), size: Some(100) };
        let image_id = image.filter(|_| !ipxe);
        // Without an image they are refused.
        let partitions = paths.filter(|_| image_id.is_some()).map(|path| vec![partition("/".into()), partition(path)]);
        let nic = (wan.is_some() || lan.is_some()).then_some(Nic { wan_name: wan, lan_name: lan });
        ReinstallRequest {
            instance_id,
            image_id,
            hostname,
            password: password.then(|| PASSWORD.into()),
            key_id: key.filter(|_| !password),
            raid_config: raid,
            partitions: partitions.unwrap_or_default(),
            nic,
            ipxe_url: ipxe.then(|| "http://h/${net0/mac}?a=%22&b='c'".to_owned()),
            user_data: user_data.then(|| USER_DATA.into()),
        }
    }
}

/// The parts of a secret that could not be there by chance.
fn shows_a_secret(text: &str) -> bool {
    text.to_lowercase().contains("canary")
}

proptest! {
    #[test]
    fn what_is_written_is_what_the_api_gets(request in request()) {
        let prepared = prepared(&request);
        let body = body_with_placeholders(&prepared);
        let parsed: Value = serde_json::from_str(&export(&prepared, Format::Json)).unwrap();
        prop_assert_eq!(&parsed, &body);
        for format in Format::ALL {
            let text = export(&prepared, format);
            prop_assert!(!shows_a_secret(&text), "{} shows a secret", format);
            prop_assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{} ends in one newline", format);
            if format != Format::Cli {
                prop_assert!(text.chars().all(|c| matches!(c, ' '..='~' | '\n' | '\t')), "{} is ASCII", format);
            }
        }
        prop_assert_eq!(read_back::curl(&export(&prepared, Format::Curl)), body.clone());
        prop_assert_eq!(read_back::python(&export(&prepared, Format::Python)), body.clone());
        prop_assert_eq!(read_back::go(&export(&prepared, Format::Go)), body.clone());
        if request.ipxe_url.is_none() {
            prop_assert_eq!(read_back::terraform(&export(&prepared, Format::Terraform)), read_back::flat(&body));
        }
        let shell = export(&prepared, Format::Cli);
        if shell.contains("zeno bmc") {
            prop_assert_eq!(read_back::cli(&shell), body);
        }
    }
}

#[test]
fn a_body_that_was_not_filled_in_is_refused() {
    let request = ReinstallRequest {
        instance_id: "1".into(),
        password: Some(PASSWORD.into()),
        user_data: Some(USER_DATA.into()),
        ..ReinstallRequest::default()
    };
    let report = reinstall_core::check_json(&export(&prepared(&request), Format::Json), Context::default());
    let wrong: Vec<_> = report.issues.iter().map(|issue| (issue.code.id(), issue.path.to_string())).collect();
    assert!(wrong.iter().any(|(_, path)| path == "password") && wrong.iter().any(|(_, path)| path == "userData"));
    assert!(!report.is_valid(), "{wrong:?}");
}

#[test]
fn a_format_that_cannot_say_it_has_no_code() {
    let code = |text: &str| text.lines().filter(|line| !line.starts_with('#')).collect::<String>();
    let ipxe =
        ReinstallRequest { instance_id: "1".into(), ipxe_url: Some("netboot".into()), ..ReinstallRequest::default() };
    assert_eq!(code(&export(&prepared(&ipxe), Format::Terraform)), "");
    let nul = ReinstallRequest { instance_id: "1\0".into(), ..ReinstallRequest::default() };
    assert_eq!(code(&export(&prepared(&nul), Format::Cli)), "");
    for (size, is_code) in [(1 << 53, true), ((1 << 53) + 1, false)] {
        let partition = Partition { fs_path: Some("/".into()), fs_type: Some("ext4".into()), size: Some(size) };
        let large = ReinstallRequest { partitions: vec![partition], ..ipxe_free() };
        assert_eq!(!code(&export(&prepared(&large), Format::Cli)).is_empty(), is_code, "{size}");
    }
}

fn ipxe_free() -> ReinstallRequest {
    ReinstallRequest { instance_id: "1".into(), image_id: Some("i".into()), ..ReinstallRequest::default() }
}
