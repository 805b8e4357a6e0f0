//! The way back: the form that stands for a request, so that a plan can be taken up again.

use super::{ArrayRow, BootChoice, Draft, PartitionRow, RaidChoice, SignInChoice};
use reinstall_core::machine::Instance;
use reinstall_core::request::{CustomRaid, Partition, RaidConfig, ReinstallRequest};
use reinstall_core::rules::image::NETBOOT;

impl Draft {
    /// The form of a request for this server. What the request leaves out is left open in the form,
    /// but for the image: "the same as now" is written in (R9).
    pub fn from_request(request: &ReinstallRequest, instance: &Instance) -> Self {
        let mut draft = Self::for_instance(instance);
        draft.boot = boot(request, &draft);
        draft.image_id = request.image_id().unwrap_or_default().to_owned();
        draft.ipxe_url = request.ipxe_url().filter(|url| *url != NETBOOT).unwrap_or_default().to_owned();
        draft.hostname = request.hostname().unwrap_or_default().to_owned();
        draft.sign_in = match (request.password(), request.key_id()) {
            (Some(_), _) => SignInChoice::Password,
            (None, Some(_)) => SignInChoice::KeyPair,
            (None, None) => SignInChoice::Mailed,
        };
        draft.password = request.password().cloned().unwrap_or_default();
        draft.key_id = request.key_id().unwrap_or_default().to_owned();
        match request.raid() {
            None => draft.raid = RaidChoice::Keep,
            Some(RaidConfig { raid_type, custom_raids }) if custom_raids.is_empty() => {
                (draft.raid, draft.quick_level) = (RaidChoice::Quick, *raid_type);
            }
            Some(raid) => {
                draft.raid = RaidChoice::Custom;
                draft.arrays = raid.custom_raids.iter().map(|array| draft.array_row(array)).collect();
            }
        }
        draft.partitions = request.partitions.iter().map(|partition| draft.partition_row(partition)).collect();
        draft.wan_name = request.wan_name().unwrap_or_default().to_owned();
        draft.lan_name = request.lan_name().unwrap_or_default().to_owned();
        draft.user_data = request.user_data().cloned().unwrap_or_default();
        draft
    }

    fn array_row(&mut self, array: &CustomRaid) -> ArrayRow {
        ArrayRow { key: self.new_key(), level: array.raid_type, disks: array.disk_sequence.iter().copied().collect() }
    }

    fn partition_row(&mut self, partition: &Partition) -> PartitionRow {
        PartitionRow {
            key: self.new_key(),
            fs_path: partition.fs_path.clone().unwrap_or_default(),
            fs_type: partition.fs_type.clone().unwrap_or_default(),
            size: partition.size.map(|size| size.to_string()).unwrap_or_default(),
        }
    }
}

fn boot(request: &ReinstallRequest, draft: &Draft) -> BootChoice {
    match (request.ipxe_url(), request.image_id()) {
        (Some(NETBOOT), _) => BootChoice::Netboot,
        (Some(_), _) => BootChoice::IpxeUrl,
        (None, Some(id)) if draft.current_image_id.as_deref() != Some(id) => BootChoice::Image,
        (None, None) if draft.current_image_id.is_none() => BootChoice::NoSystem,
        (None, _) => BootChoice::SameImage,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) mod tests {
    use super::super::{Edit, Hardware};
    use super::*;
    use crate::locales::Words;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use reinstall_core::Context;
    use reinstall_core::disk::Layout;
    use reinstall_core::machine::{Disk, DiskInfo, Family, InstanceType};
    use std::rc::Rc;

    pub(in super::super) fn any_edit() -> impl Strategy<Value = Edit> {
        let key = || 1_u32..8;
        let text = || select(vec!["", "web-01", "/", "/data", "C", "eth9", "x"]).prop_map(str::to_owned);
        let family = select(vec![None, Some(Family::Linux), Some(Family::Windows)]);
        let system = || select(vec![Family::Linux, Family::Windows]);
        let layout = select(vec![Layout::Single, Layout::SystemAndData, Layout::SystemVarHome]);
        let level = || proptest::option::of(select(vec![0_i64, 1, 5, 10]));
        prop_oneof![
            select(vec![
                BootChoice::Image,
                BootChoice::SameImage,
                BootChoice::IpxeUrl,
                BootChoice::Netboot,
                BootChoice::NoSystem,
            ])
            .prop_map(Edit::Boot),
            select(vec!["", "now", "another"]).prop_map(|id| Edit::ImageId(id.into())),
            select(vec!["", "http://boot.example/x"]).prop_map(|url| Edit::IpxeUrl(url.into())),
            text().prop_map(Edit::Hostname),
            select(vec![SignInChoice::Password, SignInChoice::KeyPair, SignInChoice::Mailed]).prop_map(Edit::SignIn),
            select(vec!["", "Example~123"]).prop_map(|text| Edit::Password(text.into())),
            select(vec!["", "key-1"]).prop_map(|id| Edit::KeyId(id.into())),
            select(vec![RaidChoice::Keep, RaidChoice::Quick, RaidChoice::Custom]).prop_map(Edit::Raid),
            level().prop_map(Edit::QuickLevel),
            Just(Edit::AddArray),
            key().prop_map(Edit::RemoveArray),
            (key(), level()).prop_map(|(key, level)| Edit::ArrayLevel(key, level)),
            (key(), 1_i64..6, any::<bool>()).prop_map(|(key, disk, member)| Edit::ArrayDisk(key, disk, member)),
            family.prop_map(Edit::AddPartition),
            key().prop_map(Edit::RemovePartition),
            (key(), text()).prop_map(|(key, text)| Edit::PartitionPath(key, text)),
            (key(), select(vec!["", "ext4", "NTFS"])).prop_map(|(key, text)| Edit::PartitionType(key, text.into())),
            (key(), select(vec!["", "1", " 20 ", "-3", "9223372036854775807"]))
                .prop_map(|(key, text)| Edit::PartitionSize(key, text.into())),
            (key(), any::<bool>()).prop_map(|(key, up)| Edit::MovePartition(key, up)),
            (key(), any::<bool>()).prop_map(|(key, rest)| Edit::PartitionRest(key, rest)),
            (system(), layout).prop_map(|(family, layout)| Edit::LayOut(family, layout)),
            system().prop_map(Edit::ConvertPartitions),
            system().prop_map(Edit::KeepPartitions),
            Just(Edit::ClearPartitions),
            Just(Edit::UndoPartitions),
            (0_i64..5).prop_map(|disks| Edit::Hardware(Rc::new(hardware(disks)))),
            text().prop_map(Edit::WanName),
            text().prop_map(Edit::LanName),
            select(vec!["", "#!/bin/sh\n"]).prop_map(|text| Edit::UserData(text.into())),
        ]
    }

    /// What is known of a server with so many disks.
    fn hardware(disk_count: i64) -> Hardware {
        let info = DiskInfo { disks: vec![Disk { disk_size: 480, disk_count }], ..DiskInfo::default() };
        let model = InstanceType { disk_info: Some(info), ..InstanceType::default() };
        Hardware::of(&Instance::default(), Some(&model))
    }

    pub(in super::super) fn any_instance() -> impl Strategy<Value = Instance> {
        proptest::option::of(Just("now".to_owned())).prop_map(|image_id| Instance {
            instance_id: "1".into(),
            hostname: "web-01".into(),
            image_id,
            ..Instance::default()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn form_to_request_to_form_loses_nothing(edits in vec(any_edit(), 0..40), instance in any_instance()) {
            let mut draft = Draft::for_instance(&instance);
            edits.into_iter().for_each(|edit| draft.apply(edit));
            // A choice that was begun and not finished leaves nothing in the request to be told by.
            if draft.unfinished(&Words::ENGLISH).is_empty() {
                let again = Draft::from_request(&draft.to_request(), &instance);
                prop_assert_eq!(again.to_request(), draft.to_request());
                prop_assert_eq!(again.intent.rest, None, "from a request a size is a plain number");
                let chose_current =
                    draft.boot == BootChoice::Image && draft.chosen_image_id() == draft.current_image_id.as_deref();
                prop_assert_eq!(again.boot, if chose_current { BootChoice::SameImage } else { draft.boot });
                prop_assert_eq!(again.sign_in, draft.sign_in);
                prop_assert_eq!(again.raid, draft.raid);
                prop_assert_eq!(again.issues(Context::default(), &Words::ENGLISH), draft.issues(Context::default(), &Words::ENGLISH));
            }
        }

        #[test]
        fn request_to_form_to_request_loses_nothing(
            edits in vec(any_edit(), 0..40),
            instance in any_instance(),
            other in any_instance(),
        ) {
            let mut draft = Draft::for_instance(&instance);
            edits.into_iter().for_each(|edit| draft.apply(edit));
            let request = draft.to_request();
            // Taken up on a server whose image may be another: only a left-out image is filled in.
            // An empty RAID configuration asks for nothing (D35).
            let mut expected = ReinstallRequest { raid_config: request.raid().cloned(), ..request.clone() };
            if expected.image_id.is_none() && expected.ipxe_url.is_none() {
                expected.image_id = other.image_id.clone();
            }
            prop_assert_eq!(Draft::from_request(&request, &other).to_request(), expected);
        }
    }
}
