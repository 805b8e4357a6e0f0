//! A program for the vendor's Go SDK: github.com/zenlayer/zenlayercloud-sdk-go, run by hand with version 0.2.45. Formatted
//! as `gofmt` does.

use super::placeholders::{
    ACCESS_KEY_ID, ACCESS_KEY_PASSWORD, CONFIRMATION, DOMAIN, Open, SCHEME, SERVER_PASSWORD, USER_DATA_FILE,
};
use super::preface::{ACCESS_KEY, NOT_CONFIRMED, Preface, shown_id};
use super::quote::code as text;
use crate::prelude::*;
use crate::request::{CustomRaid, Partition, RaidConfig};

const PREFACE: Preface<'_> = Preface {
    comment: "// ",
    by: "by the Go SDK",
    usage: &[
        "Save it as main.go in a folder of its own and run:",
        "  go mod init reinstall && go get github.com/zenlayer/zenlayercloud-sdk-go@v0.2.45 && go run .",
    ],
    credentials: ACCESS_KEY,
    takes_domain: true,
};

pub(super) fn write(request: &Open<'_>) -> String {
    let mut out = PREFACE.write(request);
    // The first comment would otherwise be the package's documentation.
    out.push_str("\npackage main\n\nimport (\n\t\"fmt\"\n\t\"log\"\n\t\"os\"\n");
    if request.user_data.is_some() {
        out.push_str("\t\"unicode/utf8\"\n");
    }
    out.push_str(
        "\n\tbmc \"github.com/zenlayer/zenlayercloud-sdk-go/zenlayercloud/bmc20260201\"\n\
         \t\"github.com/zenlayer/zenlayercloud-sdk-go/zenlayercloud/common\"\n)\n\nfunc main() {\n",
    );
    let id = text(&shown_id(request));
    out.push_str(&format!(
        "\tserver := {id}\n\tif os.Getenv(\"{CONFIRMATION}\") != server {{\n\
         \t\tlog.Fatal(\"{NOT_CONFIRMED} \" + server + \". Set {CONFIRMATION} to that id to go on.\")\n\t}}\n\n"
    ));
    out.push_str("\trequest := bmc.NewReinstallInstanceRequest()\n");
    let string = |value: &str| format!("common.String({})", text(value));
    let mut set = |name: &str, value: Option<String>| {
        out.extend(value.map(|value| format!("\trequest.{name} = {value}\n")));
    };
    set("InstanceId", Some(string(request.instance_id)));
    set("ImageId", request.image_id.map(string));
    set("Hostname", request.hostname.map(string));
    set("Password", request.password.map(|_| format!("common.String(required(\"{SERVER_PASSWORD}\"))")));
    set("KeyId", request.key_id.map(string));
    set("IpxeUrl", request.ipxe_url.map(string));
    set("RaidConfig", request.raid.map(raid_config));
    set("Partitions", (!request.partitions.is_empty()).then(|| partitions(request.partitions)));
    set("Nic", request.names_interfaces().then(|| nic(request)));
    if request.user_data.is_some() {
        out.push_str(&user_data());
    }
    out.push_str(&format!(
        "\n\tconfig := common.NewConfig()\n\tconfig.Scheme = os.Getenv(\"{SCHEME}\")\n\
         \tconfig.Domain = os.Getenv(\"{DOMAIN}\")\n\
         \t// With DEBUG=on the SDK would print the whole request, secrets included.\n\
         \tconfig.Debug = common.Bool(false)\n\
         \tclient, err := bmc.NewClient(config, required(\"{ACCESS_KEY_ID}\"), required(\"{ACCESS_KEY_PASSWORD}\"))\n\
         \tif err != nil {{\n\t\tlog.Fatal(err)\n\t}}\n\
         \tanswer, err := client.ReinstallInstance(request)\n\tif err != nil {{\n\t\tlog.Fatal(err)\n\t}}\n\
         \tfmt.Println(\"Accepted. The id of the request is\", common.ToString(answer.RequestId))\n}}\n\n\
         func required(name string) string {{\n\tvalue := os.Getenv(name)\n\tif value == \"\" {{\n\
         \t\tlog.Fatal(name + \" is not set. Nothing was sent.\")\n\t}}\n\treturn value\n}}\n"
    ));
    out
}

/// The SDK would send other bytes than the file's where they are no UTF-8.
fn user_data() -> String {
    format!(
        "\tuserData, err := os.ReadFile(\"{USER_DATA_FILE}\")\n\tif err != nil {{\n\t\tlog.Fatal(err)\n\t}}\n\
         \tif len(userData) == 0 || !utf8.Valid(userData) {{\n\
         \t\tlog.Fatal(\"{USER_DATA_FILE} is empty or not UTF-8. Nothing was sent.\")\n\t}}\n\
         \trequest.UserData = common.String(string(userData))\n"
    )
}

/// A literal of these members on one line.
fn literal(kind: &str, members: impl IntoIterator<Item = Option<String>>) -> String {
    format!("{kind}{{{}}}", members.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// A literal with an element a line.
fn list(kind: &str, indent: &str, elements: impl Iterator<Item = String>) -> String {
    format!(
        "[]*bmc.{kind}{{\n{}{indent}}}",
        elements.map(|element| format!("{indent}\t{element},\n")).collect::<String>()
    )
}

fn integer(name: &str, value: Option<i64>) -> Option<String> {
    value.map(|value| format!("{name}: common.Integer({value})"))
}

fn string(name: &str, value: Option<&str>) -> Option<String> {
    value.map(|value| format!("{name}: common.String({})", text(value)))
}

fn raid_config(raid: &RaidConfig) -> String {
    if raid.custom_raids.is_empty() {
        return literal("&bmc.RaidConfig", [integer("RaidType", raid.raid_type)]);
    }
    let arrays = list("CustomRaid", "\t\t", raid.custom_raids.iter().map(custom_raid));
    let level = integer("RaidType", raid.raid_type).map(|level| format!("\t\t{level},\n")).unwrap_or_default();
    format!("&bmc.RaidConfig{{\n{level}\t\tCustomRaids: {arrays},\n\t}}")
}

fn custom_raid(array: &CustomRaid) -> String {
    let disks: Vec<_> = array.disk_sequence.iter().map(ToString::to_string).collect();
    let disks = format!("DiskSequence: []int{{{}}}", disks.join(", "));
    literal("", [integer("RaidType", array.raid_type), Some(disks)])
}

fn partitions(partitions: &[Partition]) -> String {
    let element = |partition: &Partition| {
        literal(
            "",
            [
                string("FsPath", partition.fs_path.as_deref()),
                string("FsType", partition.fs_type.as_deref()),
                integer("Size", partition.size),
            ],
        )
    };
    list("Partition", "\t", partitions.iter().map(element))
}

fn nic(request: &Open<'_>) -> String {
    literal("&bmc.Nic", [string("WanName", request.wan_name), string("LanName", request.lan_name)])
}
