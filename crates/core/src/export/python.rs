//! A program for the vendor's Python SDK: PyPI `zenlayercloud-sdk-python`, run by `tests/interop` with the version that is
//! pinned there.

use super::placeholders::{
    ACCESS_KEY_ID, ACCESS_KEY_PASSWORD, CONFIRMATION, DOMAIN, Open, SCHEME, SERVER_PASSWORD, USER_DATA_FILE,
};
use super::preface::{ACCESS_KEY, NOT_CONFIRMED, Preface, shown_id};
use super::quote::code as text;
use crate::prelude::*;
use crate::request::{CustomRaid, Partition, RaidConfig};

const PREFACE: Preface<'_> = Preface {
    comment: "# ",
    by: "by the Python SDK",
    usage: &["Needs: pip install zenlayercloud-sdk-python. Save it as reinstall.py and run: python3 reinstall.py"],
    credentials: ACCESS_KEY,
    takes_domain: true,
};

pub(super) fn write(request: &Open<'_>) -> String {
    let mut out = PREFACE.write(request);
    out.push_str(
        "import os\nimport sys\n\nfrom zenlayercloud.bmc.v20260201 import models\n\
         from zenlayercloud.bmc.v20260201.bmc_client import BmcClient\n\
         from zenlayercloud.common.config import Config\nfrom zenlayercloud.common.credential import Credential\n\n",
    );
    let id = text(&shown_id(request));
    out.push_str(&format!(
        "server = {id}\nif os.environ.get(\"{CONFIRMATION}\") != server:\n    \
         sys.exit(\"{NOT_CONFIRMED} \" + server + \". Set {CONFIRMATION} to that id to go on.\")\n\n\n"
    ));
    out.push_str(
        "def required(name):\n    return os.environ.get(name) or sys.exit(name + \" is not set. Nothing was sent.\")\n\n\n",
    );
    out.push_str("request = models.ReinstallInstanceRequest()\n");
    let mut set = |name: &str, value: Option<String>| {
        out.extend(value.map(|value| format!("request.{name} = {value}\n")));
    };
    set("instanceId", Some(text(request.instance_id)));
    set("imageId", request.image_id.map(text));
    set("hostname", request.hostname.map(text));
    set("password", request.password.map(|_| format!("required(\"{SERVER_PASSWORD}\")")));
    set("keyId", request.key_id.map(text));
    set("ipxeUrl", request.ipxe_url.map(text));
    if let Some(raid) = request.raid {
        out.push_str(&raid_config(raid));
    }
    if !request.partitions.is_empty() {
        out.push_str("request.partitions = []\n");
        out.extend(request.partitions.iter().map(partition));
    }
    if request.names_interfaces() {
        out.push_str("request.nic = models.Nic()\n");
        out.extend(request.wan_name.map(|name| format!("request.nic.wanName = {}\n", text(name))));
        out.extend(request.lan_name.map(|name| format!("request.nic.lanName = {}\n", text(name))));
    }
    if request.user_data.is_some() {
        // With `newline=""` the line ends are taken as they are.
        out.push_str(&format!(
            "with open(\"{USER_DATA_FILE}\", encoding=\"utf-8\", newline=\"\") as file:\n    \
             request.userData = file.read() or sys.exit(\"{USER_DATA_FILE} is empty. Nothing was sent.\")\n"
        ));
    }
    out.push_str(&format!(
        "\ncredential = Credential(required(\"{ACCESS_KEY_ID}\"), required(\"{ACCESS_KEY_PASSWORD}\"))\n\
         config = Config(scheme=os.environ.get(\"{SCHEME}\", \"https\").lower(), domain=os.environ.get(\"{DOMAIN}\"))\n\
         answer = BmcClient(credential, config).ReinstallInstance(request)\n\
         print(\"Accepted. The id of the request is\", answer.requestId)\n"
    ));
    out
}

fn raid_config(raid: &RaidConfig) -> String {
    let mut out = String::from("request.raidConfig = models.RaidConfig()\n");
    out.extend(raid.raid_type.map(|level| format!("request.raidConfig.raidType = {level}\n")));
    if !raid.custom_raids.is_empty() {
        out.push_str("request.raidConfig.customRaids = []\n");
        out.extend(raid.custom_raids.iter().map(custom_raid));
    }
    out
}

fn custom_raid(array: &CustomRaid) -> String {
    let disks: Vec<_> = array.disk_sequence.iter().map(ToString::to_string).collect();
    let mut out = String::from("array = models.CustomRaid()\n");
    out.extend(array.raid_type.map(|level| format!("array.raidType = {level}\n")));
    out.push_str(&format!(
        "array.diskSequence = [{}]\nrequest.raidConfig.customRaids.append(array)\n",
        disks.join(", ")
    ));
    out
}

fn partition(partition: &Partition) -> String {
    let mut out = String::from("partition = models.Partition()\n");
    out.extend(partition.fs_path.as_deref().map(|path| format!("partition.fsPath = {}\n", text(path))));
    out.extend(partition.fs_type.as_deref().map(|fs_type| format!("partition.fsType = {}\n", text(fs_type))));
    out.extend(partition.size.map(|size| format!("partition.size = {size}\n")));
    out.push_str("request.partitions.append(partition)\n");
    out
}
