//! The reinstall form as it is filled in: it mirrors the form and becomes a request only for a check.

mod from_request;

use reinstall_core::disk::{DiskPlan, Gigabytes};
use reinstall_core::issue::{Field, Severity};
use reinstall_core::machine::{Family, Instance, InstanceType};
use reinstall_core::report::{Path, Segment};
use reinstall_core::request::{CustomRaid, Nic, Partition, RaidConfig, ReinstallRequest};
use reinstall_core::rules::image::NETBOOT;
use reinstall_core::rules::partitions::{LINUX_FILE_SYSTEMS, WINDOWS_FILE_SYSTEM, WINDOWS_LETTERS};
use reinstall_core::{Context, Issue, Locale, Secret, check, path};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::Reducible;

/// What the server boots afterwards; always an explicit choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BootChoice {
    /// An image that is offered for the model.
    Image,
    /// The image that the server has now; its id is sent.
    SameImage,
    /// An iPXE script.
    IpxeUrl,
    /// The vendor's netboot menu.
    Netboot,
}

/// Who can sign in afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInChoice {
    /// A password.
    Password,
    /// A key pair.
    KeyPair,
    /// A random password, mailed by the vendor.
    Mailed,
}

/// What happens to RAID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RaidChoice {
    /// Nothing is sent.
    Keep,
    /// One level over all disks.
    Quick,
    /// Arrays one by one.
    Custom,
}

/// One row of the arrays. The key stays with the row, whatever happens to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArrayRow {
    /// Unique in the draft.
    pub key: u32,
    /// The RAID level.
    pub level: Option<i64>,
    /// The disks by number.
    pub disks: BTreeSet<i64>,
}

/// One row of the partitions. The key stays with the row, whatever happens to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartitionRow {
    /// Unique in the draft.
    pub key: u32,
    /// A mount point or a drive letter.
    pub fs_path: String,
    /// The file system.
    pub fs_type: String,
    /// The size in GB as typed.
    pub size: String,
}

impl PartitionRow {
    fn parsed_size(&self) -> Option<i64> {
        self.size.trim().parse().ok()
    }
}

/// The form. Its `Debug` form shows no secret.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields of the form")]
pub struct Draft {
    pub instance_id: String,
    pub boot: BootChoice,
    pub image_id: String,
    /// The image that the server had when the form was opened.
    pub current_image_id: Option<String>,
    pub ipxe_url: String,
    pub hostname: String,
    pub sign_in: SignInChoice,
    pub password: Secret,
    pub key_id: String,
    pub raid: RaidChoice,
    pub quick_level: Option<i64>,
    pub arrays: Vec<ArrayRow>,
    pub partitions: Vec<PartitionRow>,
    pub wan_name: String,
    pub lan_name: String,
    pub user_data: Secret,
    /// How many bytes of user data were sent last and are not kept, until the field is touched or sent without.
    pub user_data_gone: Option<usize>,
    next_key: u32,
}

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
    WanName(String),
    LanName(String),
    UserData(Secret),
}

/// What a field shows: an issue of the core, or a choice that was begun and not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldIssue {
    /// Where.
    pub path: Path,
    /// How bad.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// The code that the API would answer with.
    pub server_code: Option<&'static str>,
    /// Nothing has been chosen or typed there yet; the form says so once the review is asked for.
    pub waits: bool,
}

impl From<&Issue> for FieldIssue {
    fn from(issue: &Issue) -> Self {
        Self {
            path: issue.path.clone(),
            severity: issue.severity(),
            message: issue.message(Locale::En),
            server_code: issue.server_code().map(|code| code.name()),
            waits: false,
        }
    }
}

impl Draft {
    /// The form for a server: what it has now is written in, so that nothing changes by omission.
    pub fn for_instance(instance: &Instance) -> Self {
        let nic = instance.nic.clone().unwrap_or_default();
        let current_image_id = instance.image_id().map(str::to_owned);
        Self {
            instance_id: instance.instance_id.clone(),
            boot: if current_image_id.is_some() { BootChoice::SameImage } else { BootChoice::Image },
            image_id: String::new(),
            current_image_id,
            ipxe_url: String::new(),
            hostname: instance.hostname.clone(),
            sign_in: SignInChoice::Password,
            password: Secret::default(),
            key_id: String::new(),
            raid: RaidChoice::Keep,
            quick_level: None,
            arrays: Vec::new(),
            partitions: Vec::new(),
            wan_name: nic.wan_name.unwrap_or_default(),
            lan_name: nic.lan_name.unwrap_or_default(),
            user_data: Secret::default(),
            user_data_gone: None,
            next_key: 0,
        }
    }

    /// The id of the image that will be installed, as far as it is chosen.
    pub fn chosen_image_id(&self) -> Option<&str> {
        match self.boot {
            BootChoice::Image => Some(self.image_id.as_str()).filter(|id| !id.is_empty()),
            BootChoice::SameImage => self.current_image_id.as_deref(),
            BootChoice::IpxeUrl | BootChoice::Netboot => None,
        }
    }

    /// The request that the form stands for.
    pub fn to_request(&self) -> ReinstallRequest {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        ReinstallRequest {
            instance_id: self.instance_id.clone(),
            image_id: self.chosen_image_id().map(str::to_owned),
            hostname: filled(&self.hostname),
            password: (self.sign_in == SignInChoice::Password && !self.password.is_empty())
                .then(|| self.password.clone()),
            key_id: filled(&self.key_id).filter(|_| self.sign_in == SignInChoice::KeyPair),
            raid_config: self.raid_config(),
            partitions: self.partitions.iter().map(partition).collect(),
            nic: Some(Nic { wan_name: filled(&self.wan_name), lan_name: filled(&self.lan_name) })
                .filter(|nic| *nic != Nic::default()),
            ipxe_url: match self.boot {
                BootChoice::IpxeUrl => filled(&self.ipxe_url),
                BootChoice::Netboot => Some(NETBOOT.to_owned()),
                BootChoice::Image | BootChoice::SameImage => None,
            },
            user_data: (!self.user_data.is_empty()).then(|| self.user_data.clone()),
        }
    }

    fn raid_config(&self) -> Option<RaidConfig> {
        match self.raid {
            RaidChoice::Keep => None,
            RaidChoice::Quick => Some(RaidConfig { raid_type: self.quick_level, custom_raids: Vec::new() }),
            RaidChoice::Custom => Some(RaidConfig {
                raid_type: None,
                custom_raids: self
                    .arrays
                    .iter()
                    .map(|row| CustomRaid { raid_type: row.level, disk_sequence: row.disks.iter().copied().collect() })
                    .collect(),
            }),
        }
    }

    /// Every issue: the core's, and choices that were begun and not finished. An unfinished choice
    /// would otherwise be sent as "leave it to the server", which is not what was chosen.
    pub fn issues(&self, context: Context<'_>) -> Vec<FieldIssue> {
        let unfinished = self.unfinished();
        let report = check(&self.to_request(), context);
        let core = report.issues.iter().filter(|issue| !unfinished.iter().any(|open| open.path == issue.path));
        let mut issues: Vec<FieldIssue> = core.map(FieldIssue::from).collect();
        issues.extend(unfinished);
        issues.extend(self.user_data_gone.map(|bytes| FieldIssue {
            path: path!["userData"],
            severity: Severity::Warning,
            message: format!(
                "The {bytes} bytes of user data that were sent last are not kept. Paste them again, or none is sent."
            ),
            server_code: None,
            waits: false,
        }));
        issues.sort_by_key(|issue| place(&issue.path));
        issues
    }

    fn unfinished(&self) -> Vec<FieldIssue> {
        let mut open = Vec::new();
        let mut say = |path: Path, message: &str, waits: bool| {
            open.push(FieldIssue {
                path,
                severity: Severity::Error,
                message: message.to_owned(),
                server_code: None,
                waits,
            });
        };
        match self.boot {
            BootChoice::Image if self.image_id.is_empty() => say(path!["imageId"], "Choose an image.", true),
            BootChoice::SameImage if self.current_image_id.is_none() => {
                say(path!["imageId"], "The server has no image now. Choose one.", false);
            }
            BootChoice::IpxeUrl if self.ipxe_url.is_empty() => {
                say(path!["ipxeUrl"], "Type the URL of the iPXE script, like http://boot.example/script.ipxe.", true);
            }
            _ => {}
        }
        match self.sign_in {
            SignInChoice::Password if self.password.is_empty() => {
                say(path!["password"], "Type or generate a password, or choose another way to sign in.", true);
            }
            SignInChoice::KeyPair if self.key_id.is_empty() => say(path!["keyId"], "Choose a key pair.", true),
            _ => {}
        }
        match self.raid {
            RaidChoice::Quick if self.quick_level.is_none() => {
                say(path!["raidConfig", "raidType"], "Choose a RAID level.", true);
            }
            RaidChoice::Custom if self.arrays.is_empty() => {
                say(path!["raidConfig", "customRaids"], "Add an array, or choose another RAID option.", true);
            }
            _ => {}
        }
        for (index, row) in self.partitions.iter().enumerate() {
            if !row.size.trim().is_empty() && row.parsed_size().is_none() {
                say(path!["partitions", index, "size"], "Type a whole number of GB, without a unit.", false);
            }
        }
        open
    }

    /// The sizes of the partitions as far as they are sizes.
    pub fn partition_sizes(&self) -> Vec<Option<Gigabytes>> {
        self.partitions.iter().map(|row| row.parsed_size().and_then(Gigabytes::from_wire)).collect()
    }

    /// What the form makes of the disks of `model`, whose server has `current` RAID now; `None` while
    /// the choice of RAID is not finished.
    pub fn disk_plan(&self, model: &InstanceType, current: Option<&RaidConfig>) -> Option<DiskPlan> {
        let request = self.to_request();
        let raid = match self.raid {
            RaidChoice::Keep => current,
            RaidChoice::Quick | RaidChoice::Custom => Some(request.raid()?),
        };
        Some(DiskPlan::new(model, raid, &request.partitions))
    }

    fn new_key(&mut self) -> u32 {
        self.next_key += 1;
        self.next_key
    }

    fn add_partition(&mut self, family: Option<Family>) {
        let windows = family == Some(Family::Windows);
        let first = self.partitions.is_empty();
        let fs_path = if windows {
            let used: Vec<String> = self.partitions.iter().map(|row| row.fs_path.to_ascii_uppercase()).collect();
            WINDOWS_LETTERS.iter().map(char::to_string).find(|letter| !used.contains(letter)).unwrap_or_default()
        } else if first {
            "/".to_owned()
        } else {
            String::new()
        };
        let fs_type = if windows { WINDOWS_FILE_SYSTEM } else { LINUX_FILE_SYSTEMS[0] };
        let key = self.new_key();
        self.partitions.push(PartitionRow { key, fs_path, fs_type: fs_type.to_owned(), size: String::new() });
    }

    fn partition(&mut self, key: u32) -> Option<&mut PartitionRow> {
        self.partitions.iter_mut().find(|row| row.key == key)
    }

    fn array(&mut self, key: u32) -> Option<&mut ArrayRow> {
        self.arrays.iter_mut().find(|row| row.key == key)
    }

    fn apply(&mut self, edit: Edit) {
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
            Edit::RemovePartition(key) => self.partitions.retain(|row| row.key != key),
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
                if let Some(row) = self.partition(key) {
                    row.size = size;
                }
            }
            Edit::WanName(name) => self.wan_name = name,
            Edit::LanName(name) => self.lan_name = name,
            Edit::UserData(text) => {
                self.user_data = text;
                self.user_data_gone = None;
            }
        }
    }

    /// Forgets the secrets; that there was user data stays known, so that it is not left out by mistake.
    fn drop_secrets(&mut self) {
        self.password = Secret::default();
        let bytes = self.user_data.expose().len();
        self.user_data_gone = (bytes > 0).then_some(bytes);
        self.user_data = Secret::default();
    }

    /// The server as it was read again: "the same system" means the one that it has now.
    fn read_again(&mut self, instance: &Instance) {
        self.current_image_id = instance.image_id().map(str::to_owned);
    }
}

/// The drafts of this visit, one for each server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    by_instance: BTreeMap<String, Rc<Draft>>,
}

/// A change of one draft.
#[derive(Clone, Debug)]
pub enum DraftsAction {
    /// Opens the form; a draft that is there already is kept, and learns which image the server has now.
    Open(Box<Instance>),
    /// Edits the form of this instance.
    Edit(String, Edit),
    /// Forgets the secrets of this instance's form: they have been sent.
    DropSecrets(String),
    /// Forgets every form: whoever filled them in has gone.
    Clear,
}

impl Drafts {
    /// The draft of this instance.
    pub fn get(&self, instance_id: &str) -> Option<&Rc<Draft>> {
        self.by_instance.get(instance_id)
    }
}

impl Reducible for Drafts {
    type Action = DraftsAction;

    fn reduce(mut self: Rc<Self>, action: DraftsAction) -> Rc<Self> {
        let drafts = &mut Rc::make_mut(&mut self).by_instance;
        match action {
            DraftsAction::Open(instance) => {
                let draft = drafts
                    .entry(instance.instance_id.clone())
                    .or_insert_with(|| Rc::new(Draft::for_instance(&instance)));
                Rc::make_mut(draft).read_again(&instance);
            }
            DraftsAction::Edit(id, edit) => {
                if let Some(draft) = drafts.get_mut(&id) {
                    Rc::make_mut(draft).apply(edit);
                }
            }
            DraftsAction::DropSecrets(id) => {
                if let Some(draft) = drafts.get_mut(&id) {
                    Rc::make_mut(draft).drop_secrets();
                }
            }
            DraftsAction::Clear => drafts.clear(),
        }
        self
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

fn partition(row: &PartitionRow) -> Partition {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Partition { fs_path: filled(&row.fs_path), fs_type: filled(&row.fs_type), size: row.parsed_size() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance() -> Instance {
        Instance {
            instance_id: "1".into(),
            instance_name: "web-01".into(),
            hostname: "web-01".into(),
            image_id: Some("image-now".into()),
            nic: Some(Nic { wan_name: Some("wan0".into()), lan_name: Some("lan0".into()) }),
            ..Instance::default()
        }
    }

    fn after(edits: impl IntoIterator<Item = Edit>) -> Draft {
        let mut draft = Draft::for_instance(&instance());
        for edit in edits {
            draft.apply(edit);
        }
        draft
    }

    #[test]
    fn what_the_server_has_is_written_in() {
        let request = Draft::for_instance(&instance()).to_request();
        assert_eq!(request.image_id.as_deref(), Some("image-now"));
        assert_eq!(request.hostname.as_deref(), Some("web-01"));
        assert_eq!(request.wan_name(), Some("wan0"));
    }

    #[test]
    fn a_choice_that_was_not_finished_is_an_error_and_not_a_default() {
        // The edit that leaves a choice open, and where the form must say so.
        let table = [
            (Edit::Boot(BootChoice::Image), "imageId"),
            (Edit::Boot(BootChoice::IpxeUrl), "ipxeUrl"),
            (Edit::SignIn(SignInChoice::Password), "password"),
            (Edit::SignIn(SignInChoice::KeyPair), "keyId"),
            (Edit::Raid(RaidChoice::Quick), "raidConfig.raidType"),
            (Edit::Raid(RaidChoice::Custom), "raidConfig.customRaids"),
        ];
        for (edit, path) in table {
            let issues = after([edit.clone()]).issues(Context::default());
            let found = issues.iter().any(|issue| issue.severity == Severity::Error && issue.path.to_string() == path);
            assert!(found, "{edit:?}: {issues:?}");
        }
    }

    #[test]
    fn a_field_of_another_choice_is_not_sent() {
        let draft = after([
            Edit::KeyId("key-1".into()),
            Edit::Password("Example~123".into()),
            Edit::IpxeUrl("http://x/".into()),
            Edit::QuickLevel(Some(1)),
        ]);
        let request = draft.to_request();
        assert_eq!((request.key_id(), request.ipxe_url(), request.raid()), (None, None, None));
        assert!(request.password().is_some());
    }

    #[test]
    fn a_removed_row_takes_its_own_values_along() {
        let mut draft = after([Edit::AddPartition(None), Edit::AddPartition(None), Edit::AddPartition(None)]);
        let keys: Vec<u32> = draft.partitions.iter().map(|row| row.key).collect();
        draft.apply(Edit::PartitionPath(keys[1], "/b".into()));
        draft.apply(Edit::PartitionPath(keys[2], "/c".into()));
        draft.apply(Edit::RemovePartition(keys[1]));
        draft.apply(Edit::AddPartition(None));
        let paths: Vec<&str> = draft.partitions.iter().map(|row| row.fs_path.as_str()).collect();
        assert_eq!(paths, ["/", "/c", ""]);
        assert!(!keys.contains(&draft.partitions[2].key), "a new row has a new key");
    }

    #[test]
    fn windows_gets_the_next_letter_and_its_file_system() {
        let family = Some(Family::Windows);
        let draft = after([Edit::AddPartition(family), Edit::AddPartition(family)]);
        let rows: Vec<_> = draft.partitions.iter().map(|row| (row.fs_path.as_str(), row.fs_type.as_str())).collect();
        assert_eq!(rows, [("C", "NTFS"), ("D", "NTFS")]);
    }

    #[test]
    fn a_size_that_is_no_number_is_said_and_not_lost() {
        let mut draft = after([Edit::AddPartition(None)]);
        draft.apply(Edit::PartitionSize(draft.partitions[0].key, "12 GB".into()));
        let issues = draft.issues(Context::default());
        let at_size: Vec<_> = issues.iter().filter(|issue| issue.path.to_string() == "partitions[0].size").collect();
        assert_eq!(at_size.len(), 1, "one sentence, not two: {at_size:?}");
        assert_eq!(draft.partitions[0].size, "12 GB");
    }

    #[test]
    fn the_same_system_is_the_one_that_the_server_has_now() {
        let mut drafts = Rc::new(Drafts::default());
        drafts = drafts.reduce(DraftsAction::Open(Box::new(instance())));
        drafts = drafts.reduce(DraftsAction::Edit("1".into(), Edit::Hostname("typed".into())));
        let reinstalled = Instance { image_id: Some("image-new".into()), hostname: "typed".into(), ..instance() };
        drafts = drafts.reduce(DraftsAction::Open(Box::new(reinstalled)));
        let request = drafts.get("1").unwrap().to_request();
        assert_eq!((request.image_id.as_deref(), request.hostname()), (Some("image-new"), Some("typed")));
    }

    #[test]
    fn user_data_that_was_sent_is_not_forgotten_silently() {
        let mut draft = after([Edit::UserData("#!/bin/sh\n".into())]);
        draft.drop_secrets();
        assert!(draft.user_data.is_empty() && draft.password.is_empty());
        let warned =
            |draft: &Draft| draft.issues(Context::default()).iter().any(|i| i.message.starts_with("The 10 bytes"));
        assert!(warned(&draft));
        draft.apply(Edit::UserData("x".into()));
        assert!(!warned(&draft));
    }

    #[test]
    fn the_form_does_not_print_its_secrets() {
        let draft = after([Edit::Password("Canary~123".into()), Edit::UserData("canary".into())]);
        assert!(!format!("{draft:?}").to_lowercase().contains("canary"));
    }
}
