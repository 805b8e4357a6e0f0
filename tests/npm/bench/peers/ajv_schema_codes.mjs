// What each error of ajv is called, in a file of its own: a bundle shall not carry the schema, too.

const array = "#/properties/raidConfig/properties/customRaids/items";

/** The code of each keyword that can fail, by its place in the schema. `type` is wrong_type everywhere. */
export const CODES = {
  __proto__: null,
  "#/properties/instanceId/not": "instance_id_missing",
  "#/properties/instanceId/minLength": "instance_id_missing",
  "#/properties/ipxeUrl/format": "ipxe_url_malformed",
  "#/properties/hostname/maxLength": "hostname_too_long",
  "#/properties/hostname/pattern": "hostname_characters",
  "#/properties/password/allOf/0/pattern": "password_length",
  "#/properties/password/allOf/1/pattern": "password_classes",
  "#/properties/password/allOf/2/pattern": "password_characters",
  "#/properties/raidConfig/properties/raidType/format": "raid_level_unknown",
  [`${array}/properties/raidType/format`]: "raid_level_unknown",
  [`${array}/properties/raidType/not`]: "raid_level_missing",
  [`${array}/properties/diskSequence/not`]: "raid_disks_missing",
  [`${array}/properties/diskSequence/minItems`]: "raid_disks_missing",
  [`${array}/properties/diskSequence/items/format`]: "raid_disk_below_one",
  "#/properties/partitions/items/properties/size/not": "partition_size_missing",
  "#/properties/partitions/items/properties/size/format": "partition_size_too_small",
  "#/properties/nic/properties/wanName/pattern": "nic_name_malformed",
  "#/properties/nic/properties/lanName/pattern": "nic_name_malformed",
  "#/properties/userData/format": "user_data_too_long",
};

/** The code of `required`, by the member that is not there. */
export const MISSING = {
  __proto__: null,
  instanceId: "instance_id_missing",
  raidType: "raid_level_missing",
  diskSequence: "raid_disks_missing",
  size: "partition_size_missing",
};
