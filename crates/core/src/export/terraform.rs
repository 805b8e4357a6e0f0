//! A configuration for the vendor's Terraform provider: github.com/zenlayer/terraform-provider-zenlayercloud, read at
//! version 0.2.28 (`resource_zc_bmc_instance.go`).
//!
//! There is no reinstall as such. The provider reinstalls a server that it manages when an argument changes; so the server
//! is imported as it is, and the difference is the reinstall. What follows from that code:
//!
//! - Five arguments that are no part of the request are read back and make a new server where they differ, and others
//!   would be taken away: all are taken from the server and ignored. `prevent_destroy` refuses whatever else would
//!   replace the server.
//! - An image or RAID that the request leaves alone is ignored: else the next read would find it, and the next `apply`
//!   wipe again.
//! - The provider sets the hostname `Terraform-Instance` where none is given. The API sets the word `hostname`, so that is
//!   written.
//! - Terraform has no argument for iPXE, and brings texts into Unicode's form NFC.

use super::placeholders::{ACCESS_KEY_ID, ACCESS_KEY_PASSWORD, DOMAIN, Open, SCHEME, USER_DATA_FILE};
use super::preface::{commented, impossible, what_it_does};
use super::quote;
use super::quote::hcl as text;
use crate::prelude::*;
use crate::request::{CustomRaid, Partition};

const COMMENT: &str = "# ";

/// What the API sets where the request names none (zenlayer-api.md section 6).
const DEFAULT_HOSTNAME: &str = "hostname";

/// No part of the request. The first five are read from the server, since the provider demands or defaults them.
const NOT_OURS: [&str; 12] = [
    "availability_zone",
    "instance_type_id",
    "internet_charge_type",
    "instance_charge_type",
    "instance_name",
    "instance_charge_prepaid_period",
    "internet_max_bandwidth_out",
    "traffic_package_size",
    "resource_group_id",
    "subnet_id",
    "gateway_mode",
    "tags",
];
const READ_FROM_SERVER: usize = 5;

/// The arguments whose change makes the provider reinstall.
const REINSTALLS: [&str; 11] = [
    "hostname",
    "image_id",
    "password",
    "key_id",
    "ssh_keys",
    "raid_config_type",
    "raid_config_custom",
    "partitions",
    "nic_wan_name",
    "nic_lan_name",
    "user_data",
];

pub(super) fn write(request: &Open<'_>) -> String {
    if request.ipxe_url.is_some() {
        let why = "the Terraform provider (0.2.28) has no argument for an iPXE URL.";
        return impossible(COMMENT, request, why, "Use curl, the CLI or an SDK instead.");
    }
    let mut out = preface(request);
    out.push_str(
        "\nterraform {\n  required_version = \">= 1.5\"\n  required_providers {\n    zenlayercloud = {\n      \
         source  = \"zenlayer/zenlayercloud\"\n      version = \">= 0.2.28\"\n    }\n  }\n}\n",
    );
    if request.password.is_some() {
        out.push_str("\nvariable \"server_password\" {\n  type      = string\n  sensitive = true\n}\n");
    }
    let id = text(request.instance_id);
    out.push_str(&format!(
        "\n# The server as it is: what this file leaves alone.\ndata \"zenlayercloud_bmc_instances\" \"server\" {{\n  \
         instance_ids = [{id}]\n}}\n\nimport {{\n  to = zenlayercloud_bmc_instance.server\n  id = {id}\n}}\n\n\
         resource \"zenlayercloud_bmc_instance\" \"server\" {{\n"
    ));
    let from_server = NOT_OURS.iter().take(READ_FROM_SERVER);
    let from_server =
        from_server.map(|name| (*name, format!("data.zenlayercloud_bmc_instances.server.instance_list[0].{name}")));
    out.push_str(&arguments("  ", from_server));
    out.push('\n');
    out.push_str(&arguments("  ", asked(request).into_iter()));
    if let Some(raid) = request.raid {
        out.extend(raid.custom_raids.iter().map(custom_raid));
    }
    out.extend(request.partitions.iter().map(partition));
    out.push_str(&lifecycle(request));
    out.push_str("}\n");
    out
}

fn preface(request: &Open<'_>) -> String {
    let id = quote::json(request.instance_id);
    let mut lines = what_it_does("by the Terraform provider", &id);
    let mut line = |text: &str| lines.push(text.to_owned());
    line("`terraform plan` calls it a change: \"1 to import, 0 to add, 1 to change, 0 to destroy\".");
    line(
        "The provider reinstalls on every later change of hostname, image, password, key, RAID, partitions, NIC or user data,",
    );
    line("whoever made it. The last lines of this file prevent that, once the server is as you want it.");
    line("Nothing happens where the server already is as it is written here: then use the API.");
    if !request.names_interfaces() {
        line("Names of interfaces stay as they are. The API alone would set those of the model.");
    }
    line("");
    line("Set these environment variables first:");
    line(&format!("  {ACCESS_KEY_ID}: the access key"));
    line(&format!("  {ACCESS_KEY_PASSWORD}: the password of the access key"));
    if request.password.is_some() {
        line("  TF_VAR_server_password: the new password of the server, also for IPMI");
    }
    line(&format!("  {DOMAIN}, {SCHEME}: only for another host than the API's"));
    if request.user_data.is_some() {
        line(&format!("Put the user data into the file {USER_DATA_FILE}, beside this one."));
    }
    if request.password.is_some() || request.user_data.is_some() {
        line("Terraform keeps password and user data readable in its state. Guard that file.");
    }
    line("Save it as reinstall.tf in a folder of its own and run: terraform init && terraform apply");
    commented(COMMENT, &lines)
}

/// The arguments that come from the request, blocks left out.
fn asked(request: &Open<'_>) -> Vec<(&'static str, String)> {
    let quick = request.raid.and_then(|raid| raid.raid_type);
    [
        request.image_id.map(|id| ("image_id", text(id))),
        Some(("hostname", text(request.hostname.unwrap_or(DEFAULT_HOSTNAME)))),
        request.password.map(|_| ("password", "var.server_password".to_owned())),
        request.key_id.map(|id| ("key_id", text(id))),
        quick.map(|level| ("raid_config_type", format!("\"{level}\""))),
        request.wan_name.map(|name| ("nic_wan_name", text(name))),
        request.lan_name.map(|name| ("nic_lan_name", text(name))),
        request.user_data.map(|_| ("user_data", format!("file(\"${{path.module}}/{USER_DATA_FILE}\")"))),
        // Else changed user data would make a new server.
        Some(("reinstall", "true".to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Arguments with their equals signs in one column, as `terraform fmt` has them.
fn arguments<'a>(indent: &str, all: impl Iterator<Item = (&'a str, String)>) -> String {
    let all: Vec<_> = all.collect();
    let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    all.iter().map(|(name, value)| format!("{indent}{name:width$} = {value}\n")).collect()
}

fn block(name: &str, members: [Option<(&str, String)>; 3]) -> String {
    format!("\n  {name} {{\n{}  }}\n", arguments("    ", members.into_iter().flatten()))
}

fn custom_raid(array: &CustomRaid) -> String {
    let disks: Vec<_> = array.disk_sequence.iter().map(ToString::to_string).collect();
    let level = array.raid_type.map(|level| ("raid_type", format!("\"{level}\"")));
    block("raid_config_custom", [level, Some(("disk_sequence", format!("[{}]", disks.join(", ")))), None])
}

fn partition(partition: &Partition) -> String {
    block(
        "partitions",
        [
            partition.fs_path.as_deref().map(|path| ("fs_path", text(path))),
            partition.fs_type.as_deref().map(|fs_type| ("fs_type", text(fs_type))),
            partition.size.map(|size| ("size", size.to_string())),
        ],
    )
}

fn lifecycle(request: &Open<'_>) -> String {
    let mut out = String::from("\n  lifecycle {\n    prevent_destroy = true\n    ignore_changes = [\n");
    let mut line = |name: &str| out.push_str(&format!("      {name},\n"));
    NOT_OURS.into_iter().for_each(&mut line);
    // What the request leaves alone; ignored too, or the next apply would reinstall to take it away.
    let mut kept = Vec::new();
    if request.image_id.is_none() {
        kept.push("image_id");
    }
    if request.raid.is_none() {
        kept.extend(["raid_config_type", "raid_config_custom"]);
    }
    kept.iter().copied().for_each(&mut line);
    out.push_str(
        "\n      # After the reinstall, take away the signs # below: from then on no change wipes the server.\n",
    );
    for name in REINSTALLS.into_iter().filter(|name| !kept.contains(name)) {
        out.push_str(&format!("      # {name},\n"));
    }
    out.push_str("    ]\n  }\n");
    out
}
