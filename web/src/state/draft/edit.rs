//! One change of the form, and what it does.

use super::{ArrayRow, BootChoice, Draft, Hardware, Machine, PartitionRow, RaidChoice, SignInChoice};
use reinstall_core::Secret;
use reinstall_core::disk::Layout;
use reinstall_core::machine::{Family, Instance};
use std::rc::Rc;

/// One change of the form.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields of the form; rows are named by their key")]
pub enum Edit {
    Boot(BootChoice),
    ImageId(String),
    IpxeUrl(String),
    Hostname(String),
    SignIn(SignInChoice),
    Password(Secret),
    KeyId(String),
    Raid(RaidChoice),
    QuickLevel(Option<i64>),
    AddArray,
    RemoveArray(u32),
    ArrayLevel(u32, Option<i64>),
    ArrayDisk(u32, i64, bool),
    /// With the family of the image that will be installed.
    AddPartition(Option<Family>),
    RemovePartition(u32),
    PartitionPath(u32, String),
    PartitionType(u32, String),
    PartitionSize(u32, String),
    /// One row up or down, in the direction of the bool: up.
    MovePartition(u32, bool),
    /// Whether this row takes what the others leave. At most one does.
    PartitionRest(u32, bool),
    /// A layout in place of the rows there are; the last partition takes the rest.
    LayOut(Family, Layout),
    /// The rows there are, for a system of this family.
    ConvertPartitions(Family),
    /// The rows stay as they are, although the system is of this family.
    KeepPartitions(Family),
    ClearPartitions,
    UndoPartitions,
    /// What is known of the disks. No choice of anybody's, but sizes follow it.
    Hardware(Rc<Hardware>),
    WanName(String),
    LanName(String),
    UserData(Secret),
}

impl Draft {
    /// A key that no row of this draft has had.
    pub(super) fn new_key(&mut self) -> u32 {
        self.next_key += 1;
        self.next_key
    }

    /// The row of this key, to be changed: what it was before cannot be had back then.
    fn partition(&mut self, key: u32) -> Option<&mut PartitionRow> {
        self.forget_all_rows();
        self.partitions.iter_mut().find(|row| row.key == key)
    }

    fn array(&mut self, key: u32) -> Option<&mut ArrayRow> {
        self.arrays.iter_mut().find(|row| row.key == key)
    }

    /// Makes the change.
    pub(super) fn apply(&mut self, edit: Edit) {
        match edit {
            Edit::Boot(boot) => self.boot = boot,
            Edit::ImageId(id) => self.image_id = id,
            Edit::IpxeUrl(url) => self.ipxe_url = url,
            Edit::Hostname(hostname) => self.hostname = hostname,
            Edit::SignIn(sign_in) => self.sign_in = sign_in,
            Edit::Password(password) => self.password = password,
            Edit::KeyId(id) => self.key_id = id,
            Edit::Raid(raid) => self.raid = raid,
            Edit::QuickLevel(level) => self.quick_level = level,
            Edit::AddArray => {
                let key = self.new_key();
                self.arrays.push(ArrayRow { key, ..ArrayRow::default() });
            }
            Edit::RemoveArray(key) => self.arrays.retain(|row| row.key != key),
            Edit::ArrayLevel(key, level) => {
                if let Some(row) = self.array(key) {
                    row.level = level;
                }
            }
            Edit::ArrayDisk(key, disk, member) => {
                if let Some(row) = self.array(key) {
                    if member {
                        row.disks.insert(disk);
                    } else {
                        row.disks.remove(&disk);
                    }
                }
            }
            Edit::AddPartition(family) => self.add_partition(family),
            Edit::RemovePartition(key) => self.remove_partition(key),
            Edit::PartitionPath(key, fs_path) => {
                if let Some(row) = self.partition(key) {
                    row.fs_path = fs_path;
                }
            }
            Edit::PartitionType(key, fs_type) => {
                if let Some(row) = self.partition(key) {
                    row.fs_type = fs_type;
                }
            }
            Edit::PartitionSize(key, size) => {
                // A number that was typed is meant.
                self.intent.rest = self.intent.rest.filter(|rest| *rest != key);
                if let Some(row) = self.partition(key) {
                    row.size = size;
                }
            }
            Edit::MovePartition(key, up) => self.move_partition(key, up),
            Edit::PartitionRest(key, rest) => self.take_rest(key, rest),
            Edit::LayOut(family, layout) => self.lay_out(family, layout),
            Edit::ConvertPartitions(family) => self.convert_partitions(family),
            Edit::KeepPartitions(family) => self.intent.family = Some(family),
            Edit::ClearPartitions => self.replace_rows(Vec::new(), None, None),
            Edit::UndoPartitions => self.undo_partitions(),
            Edit::Hardware(hardware) => self.intent.machine = Machine(Some(hardware)),
            Edit::WanName(name) => self.wan_name = name,
            Edit::LanName(name) => self.lan_name = name,
            Edit::UserData(text) => {
                self.user_data = text;
                self.user_data_gone = None;
            }
        }
        self.settle_rest();
    }

    /// Forgets the secrets; that there was user data stays known, so that it is not left out by mistake.
    pub(super) fn drop_secrets(&mut self) {
        self.password = Secret::default();
        let bytes = self.user_data.expose().len();
        self.user_data_gone = (bytes > 0).then_some(bytes);
        self.user_data = Secret::default();
    }

    /// The server as it was read again: "the same system" means the one that it has now.
    pub(super) fn read_again(&mut self, instance: &Instance) {
        self.current_image_id = instance.image_id().map(str::to_owned);
    }
}
