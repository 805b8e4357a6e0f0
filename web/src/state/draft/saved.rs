//! A draft as the device keeps it. The type has no place for a secret: what is left out here cannot be kept by mistake.

use super::{ArrayRow, BootChoice, Draft, PartitionRow, RaidChoice, SignInChoice};
use crate::state::review::Reading;
use reinstall_core::Secret;
use reinstall_core::machine::{Family, Instance};
use reinstall_core::time::UnixSeconds;
use serde::{Deserialize, Serialize};

/// The version that this program writes and reads. Another meaning of a member is another version.
const VERSION: u32 = 1;

/// After so many seconds without an edit a draft is removed: 30 days.
pub const KEPT_FOR: i64 = 30 * 24 * 60 * 60;

/// A draft without its secrets. Of those it is only known that they were there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields of the form, as in Draft; those that are not have a line")]
pub struct SavedDraft {
    version: u32,
    /// When it was edited last.
    pub saved_at: UnixSeconds,
    /// When the server was read that the form was filled in for.
    pub read_at: UnixSeconds,
    /// What that server was like.
    pub reading: Reading,
    pub boot: BootChoice,
    pub image_id: String,
    pub ipxe_url: String,
    pub hostname: String,
    pub sign_in: SignInChoice,
    /// A password had been typed.
    pub had_password: bool,
    pub key_id: String,
    pub raid: RaidChoice,
    pub quick_level: Option<i64>,
    pub arrays: Vec<ArrayRow>,
    pub partitions: Vec<PartitionRow>,
    /// The row, from 0, that takes what the others leave.
    #[serde(default)]
    pub rest_row: Option<usize>,
    /// The family of systems that the rows were made for.
    #[serde(default)]
    pub family: Option<Family>,
    pub wan_name: String,
    pub lan_name: String,
    /// How many bytes of user data there were.
    pub user_data_bytes: usize,
}

/// Why a kept text is no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A later version of this program wrote it.
    Newer,
    /// It is damaged.
    Damaged,
}

impl SavedDraft {
    /// What is kept of a draft that was filled in for `reading`.
    pub fn of(draft: &Draft, reading: &Reading, read_at: UnixSeconds, saved_at: UnixSeconds) -> Self {
        // Every field by name: a new one has to be decided about here.
        let Draft {
            instance_id: _,
            boot,
            image_id,
            current_image_id: _,
            ipxe_url,
            hostname,
            sign_in,
            password,
            key_id,
            raid,
            quick_level,
            arrays,
            partitions,
            intent,
            wan_name,
            lan_name,
            user_data,
            user_data_gone,
            next_key: _,
        } = draft.clone();
        Self {
            version: VERSION,
            saved_at,
            read_at,
            reading: reading.clone(),
            boot,
            image_id,
            ipxe_url,
            hostname,
            sign_in,
            had_password: !password.is_empty(),
            key_id,
            raid,
            quick_level,
            rest_row: partitions.iter().position(|row| Some(row.key) == intent.rest),
            family: intent.family,
            // A key means something in one draft only.
            arrays: arrays.into_iter().map(|row| ArrayRow { key: 0, ..row }).collect(),
            partitions: partitions.into_iter().map(|row| PartitionRow { key: 0, ..row }).collect(),
            wan_name,
            lan_name,
            user_data_bytes: user_data_gone.unwrap_or(user_data.expose().len()),
        }
    }

    /// The text that is kept.
    pub fn to_text(&self) -> String {
        // Texts, numbers and lists alone: writing them cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a kept text.
    ///
    /// # Errors
    /// [`Unreadable`] where it is no draft of this version.
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Version { version } = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        if version > VERSION {
            return Err(Unreadable::Newer);
        }
        serde_json::from_str(text).map_err(|_| Unreadable::Damaged)
    }

    /// The form again, for the server as it is now.
    pub fn restore(self, instance: &Instance) -> Draft {
        let mut draft = Draft {
            boot: self.boot,
            image_id: self.image_id,
            ipxe_url: self.ipxe_url,
            hostname: self.hostname,
            sign_in: self.sign_in,
            password: Secret::default(),
            key_id: self.key_id,
            raid: self.raid,
            quick_level: self.quick_level,
            arrays: self.arrays,
            partitions: self.partitions,
            wan_name: self.wan_name,
            lan_name: self.lan_name,
            user_data: Secret::default(),
            user_data_gone: (self.user_data_bytes > 0).then_some(self.user_data_bytes),
            ..Draft::for_instance(instance)
        };
        let next = &mut draft.next_key;
        let keys =
            draft.arrays.iter_mut().map(|row| &mut row.key).chain(draft.partitions.iter_mut().map(|row| &mut row.key));
        for key in keys {
            *next += 1;
            *key = *next;
        }
        draft.intent.rest = self.rest_row.and_then(|row| Some(draft.partitions.get(row)?.key));
        draft.intent.family = self.family;
        draft
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::from_request::tests::{any_edit, any_instance};
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const THEN: UnixSeconds = UnixSeconds(1_700_000_000);

    fn saved(draft: &Draft, instance: &Instance) -> SavedDraft {
        SavedDraft::of(draft, &Reading::of(instance), THEN, THEN.plus(60))
    }

    /// The draft without what is not kept: secrets, and the keys of rows.
    fn without_secrets(draft: &Draft) -> Draft {
        let mut draft = draft.clone();
        if draft.user_data_gone.is_none() {
            draft.drop_secrets();
        }
        draft.next_key = 0;
        // The row that takes the rest is told by where it stands; what could be undone is not kept.
        let rest = draft.partitions.iter().position(|row| Some(row.key) == draft.intent.rest);
        draft.intent.rest = rest.and_then(|row| u32::try_from(row).ok());
        draft.intent.undo = None;
        draft.arrays.iter_mut().for_each(|row| row.key = 0);
        draft.partitions.iter_mut().for_each(|row| row.key = 0);
        draft
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn what_is_kept_is_the_draft_but_for_its_secrets(edits in vec(any_edit(), 0..40), instance in any_instance()) {
            let mut draft = Draft::for_instance(&instance);
            edits.into_iter().for_each(|edit| draft.apply(edit));
            let kept = saved(&draft, &instance);
            let read = SavedDraft::from_text(&kept.to_text());
            prop_assert_eq!(read.as_ref(), Ok(&kept));
            let again = kept.clone().restore(&instance);
            prop_assert_eq!(without_secrets(&again), without_secrets(&draft));
            // Kept once more, it is known still that there was user data; the password is asked for by its empty field.
            prop_assert_eq!(saved(&again, &instance), SavedDraft { had_password: false, ..kept });
        }

        #[test]
        fn no_secret_is_ever_in_what_is_kept(edits in vec(any_edit(), 0..40), instance in any_instance()) {
            let mut draft = Draft::for_instance(&instance);
            edits.into_iter().for_each(|edit| draft.apply(edit));
            draft.password = "Canary~123".into();
            draft.user_data = "#!/bin/sh\n# canary".into();
            draft.user_data_gone = None;
            let kept = saved(&draft, &instance);
            prop_assert!(!kept.to_text().to_lowercase().contains("canary"));
            prop_assert_eq!((kept.had_password, kept.user_data_bytes), (true, 18));
        }

        #[test]
        fn no_text_is_too_odd_to_be_refused(text in any::<String>()) {
            prop_assert!(SavedDraft::from_text(&text).is_err());
        }
    }

    #[test]
    fn rows_of_a_restored_draft_have_keys_of_their_own() {
        use super::super::Edit;
        let instance = Instance::default();
        let mut draft = Draft::for_instance(&instance);
        for edit in [Edit::AddArray, Edit::AddPartition(None), Edit::AddPartition(None)] {
            draft.apply(edit);
        }
        let mut again = saved(&draft, &instance).restore(&instance);
        again.apply(Edit::AddArray);
        let mut keys: Vec<u32> = again.arrays.iter().map(|row| row.key).collect();
        keys.extend(again.partitions.iter().map(|row| row.key));
        keys.sort_unstable();
        assert_eq!(keys, [1, 2, 3, 4]);
    }

    #[test]
    fn a_draft_of_a_later_version_and_a_damaged_one_are_told_apart() {
        let text = saved(&Draft::for_instance(&Instance::default()), &Instance::default()).to_text();
        let later = text.replacen("\"version\":1", "\"version\":2", 1);
        assert_eq!(SavedDraft::from_text(&later), Err(Unreadable::Newer));
        for damaged in
            ["", "{", "[]", "{\"version\":1}", text.strip_suffix('}').unwrap(), &text.replace("\"password\"", "7")]
        {
            assert_eq!(SavedDraft::from_text(damaged), Err(Unreadable::Damaged), "{damaged}");
        }
    }
}
