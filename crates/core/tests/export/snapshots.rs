//! Every format of some requests, as text: `UPDATE=1 cargo test -p reinstall-core --test export` writes them anew.

use super::{PASSWORD, USER_DATA, prepared};
use reinstall_core::ReinstallRequest;
use reinstall_core::export::{Format, export};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn cases() -> [(&'static str, Value); 6] {
    [
        ("shortest", json!({"instanceId": "820653960707704280"})),
        (
            "linux",
            json!({
                "instanceId": "820653960707704280", "imageId": "d3c61ff4-3a32-4b4b-a6b6-2e6c3b1f7f0e",
                "hostname": "web-01.example", "keyId": "key-YWD2QFOl",
                "raidConfig": {"customRaids": [
                    {"raidType": 1, "diskSequence": [1, 2]}, {"raidType": 0, "diskSequence": [3, 4]}
                ]},
                "partitions": [
                    {"fsPath": "/", "fsType": "ext4", "size": 200}, {"fsPath": "/data", "fsType": "ext3", "size": 800}
                ],
                "nic": {"wanName": "eth0", "lanName": "eth1"}, "userData": USER_DATA,
            }),
        ),
        (
            "windows",
            json!({
                "instanceId": "820653960707704281", "imageId": "windows-2022", "hostname": "win", "password": PASSWORD,
                "raidConfig": {"raidType": 1},
                "partitions": [
                    {"fsPath": "c", "fsType": "ntfs", "size": 100}, {"fsPath": "D", "fsType": "NTFS", "size": 1000}
                ],
                "nic": {"lanName": "private1"},
            }),
        ),
        (
            "ipxe",
            json!({
                "instanceId": "820653960707704282", "hostname": "boot",
                "ipxeUrl": "https://boot.example/${net0/mac}.ipxe?a='b'&c=%7B",
            }),
        ),
        (
            "quotes",
            json!({
                "instanceId": "1'; rm -rf / #$(id)", "imageId": "a\"b\\c`d`${e}%{f}$${g}😀重",
                "keyId": "''''QQ'\"\"\"*/ --> !x", "partitions": [
                    {"fsPath": "/", "fsType": "ext4", "size": 1}, {"fsPath": "/it's ${here}", "fsType": "ext2", "size": 2}
                ],
            }),
        ),
        (
            "nasty",
            json!({
                "instanceId": "1'; rm -rf / #\n$(id)\u{202e}", "imageId": "a\"b\\c`d`${e}%{f}$${g}\u{2028}\t😀重",
                "keyId": "''''\"\"\"*/ -->", "userData": USER_DATA,
                "partitions": [
                    {"fsPath": "/", "fsType": "ext4", "size": 1}, {"fsPath": "/it's ${here} 重", "fsType": "ext2", "size": 2}
                ],
            }),
        ),
    ]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export")
}

#[test]
fn snapshots() {
    for (name, request) in cases() {
        let request: ReinstallRequest = serde_json::from_value(request).unwrap();
        let prepared = prepared(&request);
        let found: String = Format::ALL
            .into_iter()
            .map(|format| format!("===== {name}.{} ({format})\n{}", format.extension(), export(&prepared, format)))
            .collect();
        let file = folder().join(format!("{name}.txt"));
        if env::var_os("UPDATE").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        assert!(found == expected, "{} is another text; UPDATE=1 writes it anew\n{found}", file.display());
    }
}
