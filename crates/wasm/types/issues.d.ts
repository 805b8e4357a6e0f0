// Made from crates/core/src/issue/table.rs by `cargo xtask codegen`; changes here are lost.

/** How bad an issue is: only an `error` keeps a request from being sent. */
export type Severity = "error" | "warning" | "notice";

/** How sure it is that the API holds to a rule, or answers with a code. */
export type Certainty = "documented" | "userGuide" | "inferred";

/** The member of the request that a rule belongs to; `""` is the request itself. */
export type Field =
  | ""
  | "instanceId"
  | "imageId"
  | "ipxeUrl"
  | "hostname"
  | "password"
  | "keyId"
  | "raidConfig"
  | "partitions"
  | "nic"
  | "userData";

/** The API's error codes that a violated rule would get, as on the wire. */
export type ServerCode =
  | "MISSING_PARAMETER"
  | "INVALID_PARAMETER_TYPE"
  | "INVALID_PARAMETER_EXCEED_MAXIMUM"
  | "INVALID_PARAMETER_LESS_MINIMUM"
  | "INVALID_PARAMETER_EXCEED_LENGTH"
  | "INVALID_PARAMETER_PATTERN_ERROR"
  | "INVALID_PARAMETER_VALUE"
  | "INVALID_IMAGE_NOT_FOUND"
  | "INVALID_PARAMETER_HOSTNAME_EXCEED"
  | "INVALID_PARAMETER_HOSTNAME_MALFORMED"
  | "INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED"
  | "INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT"
  | "INVALID_RAID_CONFIG_FAST_CUSTOM_CONFLICT"
  | "INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT"
  | "INVALID_INSTANCE_TYPE_QUICK_RAID_NOT_SUPPORT"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_MISMATCH"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_DISORDER"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_DUPLICATE"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_RANGE"
  | "INVALID_PARTITION_IMAGE_NOT_SET"
  | "INVALID_PARTITION_SIZE_NOT_FULL"
  | "INVALID_PARTITION_DUPLICATE_FILE_PATH"
  | "INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH"
  | "INVALID_PARTITION_MALFORMED"
  | "INVALID_PARTITION_NO_TYPE"
  | "INVALID_PARTITION_INVALID_ORDER"
  | "INVALID_PARAMETER_NIC_NAME_CONFLICT"
  | "INVALID_PARAMETER_NIC_NAME_MALFORMED"
  | "OPERATION_DENIED_INSTANCE_RECYCLED"
  | "OPERATION_DENIED_INSTANCE_CREATING"
  | "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING"
  | "OPERATION_DENIED_INSTANCE_STATUS";

/** Every error code of the API that is known, as on the wire. */
export type ErrorCode =
  | "INTERNAL_SERVER_ERROR"
  | "SERVICE_TEMPORARY_UNAVAILABLE"
  | "REQUEST_TIMED_OUT"
  | "REQUEST_LIMIT_EXCEEDED"
  | "AUTHFAILURE_INVALID_AUTHORIZATION"
  | "AUTHFAILURE_SIGNATURE_FAILURE"
  | "AUTHFAILURE_UNAUTHORIZED_OPERATION"
  | "AUTHFAILURE_SIGNATURE_EXPIRED"
  | "MISSING_PARAMETER"
  | "INVALID_PARAMETER_TYPE"
  | "INVALID_PARAMETER_EXCEED_MAXIMUM"
  | "INVALID_PARAMETER_LESS_MINIMUM"
  | "INVALID_PARAMETER_EXCEED_LENGTH"
  | "INVALID_PARAMETER_LESS_LENGTH"
  | "INVALID_PARAMETER_PATTERN_ERROR"
  | "INVALID_PARAMETER_DATE_FORMAT_ERROR"
  | "INVALID_PARAMETER_VALUE"
  | "INVALID_INSTANCE_NOT_FOUND"
  | "INVALID_IMAGE_NOT_FOUND"
  | "IMAGE_NOT_FOUND"
  | "INVALID_INSTANCE_TYPE_NOT_FOUND"
  | "INVALID_ZONE_NOT_FOUND"
  | "INVALID_KEY_PAIR_NOT_FOUND"
  | "INVALID_PARAMETER_HOSTNAME_EXCEED"
  | "INVALID_PARAMETER_HOSTNAME_MALFORMED"
  | "INVALID_PARAMETER_INSTANCE_NAME_EXCEED"
  | "INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED"
  | "INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT"
  | "INVALID_PARAMETER_SSH_KEY_MALFORMED"
  | "INVALID_PARAMETER_SSH_KEY_DUPLICATE"
  | "INVALID_RAID_CONFIG_FAST_CUSTOM_CONFLICT"
  | "INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT"
  | "INVALID_INSTANCE_TYPE_QUICK_RAID_NOT_SUPPORT"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_MISMATCH"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_DISORDER"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_DUPLICATE"
  | "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_RANGE"
  | "INVALID_PARTITION_IMAGE_NOT_SET"
  | "INVALID_PARTITION_SIZE_NOT_FULL"
  | "INVALID_PARTITION_DUPLICATE_FILE_PATH"
  | "INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH"
  | "INVALID_PARTITION_MALFORMED"
  | "INVALID_PARTITION_NO_TYPE"
  | "INVALID_PARTITION_INVALID_ORDER"
  | "INVALID_PARAMETER_NIC_NAME_CONFLICT"
  | "INVALID_PARAMETER_NIC_NAME_MALFORMED"
  | "OPERATION_DENIED_INSTANCE_RECYCLED"
  | "OPERATION_DENIED_INSTANCE_CREATING"
  | "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING"
  | "OPERATION_DENIED_INSTANCE_STATUS"
  | "OPERATION_FAILED_FOR_RECYCLE_RESOURCE"
  | "OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND"
  | "OPERATION_FAILED_RESOURCE_NOT_FOUND";

/** A word that a message mentions, by its stable name. */
export type Term =
  | "null"
  | "boolean"
  | "integer"
  | "decimal"
  | "string"
  | "array"
  | "object"
  | "not_json"
  | "upper_case_letter"
  | "lower_case_letter"
  | "digit"
  | "special_character"
  | "space"
  | "comma"
  | "public"
  | "private"
  | "windows"
  | "esxi"
  | "ipxe"
  | "no_system"
  | "double_slash"
  | "trailing_slash"
  | "dot_part"
  | "white_space"
  | "non_ascii";

/** Where in the request: `["partitions", 1, "size"]`. Empty: the request itself. */
export type Path = (string | number)[];

/** A value that a message mentions: a number, a text or a `Term`, or several of these. Never a secret. */
export type Param = number | string | Param[];

/** The values that the message of each rule mentions. */
export interface IssueParams {
  /** This cannot be read as JSON beyond line {line}, column {column}. Look there for a missing quote, comma or bracket. (5; docs/request) */
  invalid_json: { line: number; column: number };
  /** Must be {expected}, but is {actual}. (5; gb/commonerrorcode.md; D32; D36) */
  wrong_type: { expected: Term; actual: Term };
  /** This member is there more than once, and it is not documented which one counts. Keep one. (5; docs/request; RFC 8259 section 4) */
  duplicate_member: Record<never, never>;
  /** More than {max} elements, inner lists included; the rest was not read. No server has so many disks or partitions: shorten the list. (5; gb/commonerrorcode.md) */
  list_too_long: { max: number };
  /** The API does not know a member of this name and ignores it: if it should do something, it will not. Check the spelling. (6; py/models.py; D25) */
  unknown_member: Record<never, never>;
  /** There are more members that the API does not know; only {max} are listed. (6; py/models.py; D25) */
  unknown_members_more: { max: number };
  /** Name the instance to reinstall. (6; seed; gb/commonerrorcode.md) */
  instance_id_missing: Record<never, never>;
  /** The instance is {status}. Wait until that installation has ended. (11; seed; cli-zh/reinstall-instance.yaml; gb/rebootinstances.md) */
  instance_installing: { status: string };
  /** The instance is {status}: it is still being created. Wait until it is RUNNING. (11; seed; gb/rebootinstances.md) */
  instance_creating: { status: string };
  /** The instance is {status}: it was never created, and waiting does not help. Ask the vendor's support, or choose another instance. (11; gb/datastructure.md; gb/rebootinstances.md) */
  instance_create_failed: { status: string };
  /** The instance is in the recycle bin ({status}), from which it is released 24 hours after it went there. Take it out first, if the console offers that. (11; seed; gb/rebootinstances.md; gb/terminateinstance.md) */
  instance_recycled: { status: string };
  /** The instance is {status}, which does not allow a reinstall. Wait until it is RUNNING or STOPPED. (11; cli/start-instances.yaml; cli/stop-instances.yaml; gb/rebootinstances.md) */
  instance_status_refuses: { status: string };
  /** The last installation failed ({status}). The vendor says to ask its support; that another reinstall is taken is assumed, not documented. (11; seed; D21) */
  instance_install_failed: { status: string };
  /** The instance's status, {status}, is not a documented one; the API may refuse. (11; tf/extension_bmc.go; D43) */
  instance_status_unknown: { status: string };
  /** An image and an iPXE URL exclude each other: the API would boot iPXE and drop the image. Remove one of them. (9; seed; docs/bare-metal-cloud reinstallinstance; D18; D26) */
  image_with_ipxe: Record<never, never>;
  /** Model {model} cannot run this image. Choose one that is offered for the model. (9; seed; gb/describeimages.md; D17) */
  image_not_for_model: { model: string };
  /** The current image is no longer offered for model {model}. Choose another one. (9; gb/describeimages.md; D39; D40) */
  current_image_not_for_model: { model: string };
  /** The instance has no image now and none is chosen: it will be wiped and left without an operating system. Choose an image or an iPXE URL if that is not meant. (9; seed; D16) */
  no_operating_system: Record<never, never>;
  /** Neither a URL nor the word netboot in lower case. Look for spaces; use something like http://boot.example/script.ipxe, or netboot. (9; go/bmc26/models.go; D47) */
  ipxe_url_malformed: Record<never, never>;
  /** Only http and https are assumed to work here; this is {scheme}. Use one of the two. (9; go/bmc26/models.go; D33) */
  ipxe_url_scheme: { scheme: string };
  /** Holds the iPXE setting {setting}. It is not documented that the API takes one, or who fills it in. Write the address out to be sure. (9; iPXE, settings; D47) */
  ipxe_url_setting: { setting: string };
  /** {actual} characters. It is not documented that the API takes more than {max}: shorten it. (9; go/bmc26/models.go; D33) */
  ipxe_url_too_long: { actual: number; max: number };
  /** At most {max} characters; this has {actual}. (6.1; seed; go/bmc26/models.go; gb/reinstallinstance.md; D5) */
  hostname_too_long: { max: number; actual: number };
  /** Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove {characters}. (6.1; seed; go/bmc26/models.go; gb/reinstallinstance.md; D5) */
  hostname_characters: { characters: Param[] };
  /** A hostname of one character is accepted here, but not by the vendor's other tools. Use at least two. (6.1; user/create-an-instance.md; tf/resource_zc_bmc_instance.go; D5) */
  hostname_one_character: Record<never, never>;
  /** Begins or ends with a hyphen or a dot, which DNS refuses. Remove it. (6.1; RFC 1123 section 2.1; D5) */
  hostname_edge: Record<never, never>;
  /** A part of the hostname has more than {max} characters without a dot, which DNS refuses. Shorten it. (6.1; RFC 1035 section 2.3.4; D5) */
  hostname_label_too_long: { max: number };
  /** Left out: the hostname becomes the word "hostname". Type the current one to keep it. (6; seed; D22) */
  hostname_default: Record<never, never>;
  /** Between {min} and {max} characters; this has {actual}. (8; seed; gb/reinstallinstance.md) */
  password_length: { min: number; max: number; actual: number };
  /** Still missing: {missing}. (8; seed; gb/reinstallinstance.md; go/bmc22/models.go; D11) */
  password_classes: { missing: Param[] };
  /** Only a–z, A–Z, 0–9 and {allowed} are allowed; character {position} is another one. (8; seed; gb/reinstallinstance.md; cli/reinstall-instance.yaml; D11; D12) */
  password_characters: { allowed: string; position: number };
  /** Neither a password nor a key pair: a random password is mailed to the account's creator once the installation has succeeded. (8; seed; gb/reinstallinstance.md; D13) */
  sign_in_mailed: Record<never, never>;
  /** It is not documented that an iPXE installation uses this password; it is documented to become the IPMI password. (8; seed; D45) */
  password_with_ipxe: Record<never, never>;
  /** A password and a key pair exclude each other. Keep one of them. (8; seed; gb/reinstallinstance.md; D26) */
  password_and_key: Record<never, never>;
  /** Windows does not take a key pair. Use a password. (8; seed; D14) */
  key_with_windows: Record<never, never>;
  /** ESXi is said to ignore a key pair, so that nobody could sign in with it. Use a password. (8; go/bmc22/models.go; D15) */
  key_with_esxi: Record<never, never>;
  /** Where no image is installed, nobody is known to install the key pair. Plan another way in. (8; go/bmc22/models.go; D42) */
  key_without_system: Record<never, never>;
  /** Quick and custom RAID exclude each other. Remove one of them. (7.1; go/bmc26/models.go; gb/datastructure.md; gb/reinstallinstance.md; D26) */
  raid_conflict: Record<never, never>;
  /** RAID {level} does not exist here. Choose 0, 1, 5 or 10. (7.1; go/bmc26/models.go) */
  raid_level_unknown: { level: number };
  /** Choose the array's RAID level. (7.1; gb/datastructure.md) */
  raid_level_missing: Record<never, never>;
  /** Choose the array's disks. (7.1; gb/datastructure.md) */
  raid_disks_missing: Record<never, never>;
  /** Model {model} does not support RAID {level}. It supports these levels: {supported}. Choose a supported one, or leave RAID out. (7.1; go/bmc22/errors.go; gb/reinstallinstance.md; user/set-up-raid.md) */
  raid_level_not_supported: { model: string; level: number; supported: Param[] };
  /** The model's disks differ in size. Use custom RAID. (7.1; user/set-up-raid.md; java/BmcErrorCode.java) */
  raid_quick_mixed_disks: Record<never, never>;
  /** RAID {level} needs at least {min} disks; the model has {actual}. (7.1; user/set-up-raid.md; user/create-a-bare-metal-instance.md; D30) */
  raid_quick_too_few_disks: { level: number; min: number; actual: number };
  /** RAID 10 needs an even number of disks; the model has {actual}. Use custom RAID. (7.1; user/set-up-raid.md; D29) */
  raid_quick_odd_disks: { actual: number };
  /** RAID 1 over {actual} disks uses two of them and wastes the rest. The console does not offer it; custom RAID can use them all. (7.1; user/set-up-raid.md; D6) */
  raid_quick_not_offered: { actual: number };
  /** The console offers no quick RAID over {actual} disks, an odd number. Whether the API takes RAID {level} there is not documented: use custom RAID to be sure. (7.1; user/set-up-raid.md; D6) */
  raid_quick_odd_not_offered: { level: number; actual: number };
  /** Disk {disk} is named more than once. Put each disk into one array, once. (7.1; go/bmc22/errors.go) */
  raid_disk_duplicate: { disk: number };
  /** There is no disk {disk}. Disks are numbered from 1. (7.1; go/bmc26/models.go; go/bmc22/errors.go) */
  raid_disk_below_one: { disk: number };
  /** There is no disk {disk}. The model's disks are numbered from 1 to {last}. (7.1; go/bmc26/models.go; go/bmc22/errors.go) */
  raid_disk_range: { disk: number; last: number };
  /** The disks of an array must be consecutive and ascending, like 1, 2, 3. (7.1; go/bmc26/models.go; gb/reinstallinstance.md) */
  raid_disk_order: Record<never, never>;
  /** RAID {level} needs at least {min} disks; this array has {actual}. (7.1; user/set-up-raid.md; gb/reinstallinstance.md) */
  raid_disk_count: { level: number; min: number; actual: number };
  /** RAID 10 needs an even number of disks; this array has {actual}. Add or remove one. (7.1; user/set-up-raid.md; D29) */
  raid_disk_odd: { actual: number };
  /** RAID 1 over {actual} disks: half of their space is assumed to be usable, which is not documented. With four or more, an even number, RAID 10 is the usual choice. (7.1; user/set-up-raid.md; D28) */
  raid_one_many_disks: { actual: number };
  /** The disks of this array differ in size: each counts as the smallest, {smallest} GB. (7.1; user/set-up-raid.md; D31) */
  raid_mixed_sizes: { smallest: number };
  /** Disks in no array: {disks}. What becomes of them and their data is not documented. (7.1; gb/describeinstances.md) */
  raid_disks_left_out: { disks: Param[] };
  /** Partitions need an image, and none is known to be installed. Choose an image (without an iPXE URL), or remove the partitions. (7.2; seed; gb/reinstallinstance.md; D16; D18) */
  partitions_without_system: Record<never, never>;
  /** Give the mount point or the drive letter. (7.2; gb/datastructure.md; D32) */
  partition_path_missing: Record<never, never>;
  /** A Linux path begins with / and has no control characters. (7.2; go/bmc26/models.go; gb/reinstallinstance.md; D7; D44) */
  partition_path_linux: Record<never, never>;
  /** Windows takes one letter from C to H. (7.2; go/bmc26/models.go; gb/reinstallinstance.md; D7) */
  partition_path_windows: Record<never, never>;
  /** An unusual path: it contains {what}. Installers may stumble over it. (7.2; go/bmc26/models.go; D44) */
  partition_path_unusual: { what: Term };
  /** {path} is there more than once. Give each partition its own. (7.2; go/bmc22/errors.go; gb/reinstallinstance.md; D26) */
  partition_duplicate: { path: string };
  /** Add the system partition: / must be the first. (7.2; go/bmc26/models.go; gb/reinstallinstance.md) */
  partition_root_missing: Record<never, never>;
  /** / is the system partition and must be the first. (7.2; go/bmc26/models.go; D26) */
  partition_root_not_first: Record<never, never>;
  /** Add the system partition: C must be the first. (7.2; go/bmc22/errors.go; gb/reinstallinstance.md) */
  partition_drive_missing: Record<never, never>;
  /** C is the system partition and must be the first. (7.2; go/bmc26/models.go; gb/reinstallinstance.md; D26) */
  partition_drive_not_first: Record<never, never>;
  /** Letters follow the alphabet from C without a gap; {expected} is expected here. (7.2; go/bmc22/errors.go; java/BmcErrorCode.java; gb/reinstallinstance.md; D26) */
  partition_drive_order: { expected: string };
  /** Choose a file system: {allowed}. (7.2; gb/datastructure.md; D7; D32) */
  partition_file_system_missing: { allowed: Param[] };
  /** This system does not take that file system. Choose one of these: {allowed}. (7.2; go/bmc26/models.go; java/BmcErrorCode.java; gb/reinstallinstance.md; D7) */
  partition_file_system: { allowed: Param[] };
  /** Give the size in GB. (7.2; gb/datastructure.md; D32) */
  partition_size_missing: Record<never, never>;
  /** The size must be at least {min} GB. (7.2; tf/resource_zc_bmc_instance.go) */
  partition_size_too_small: { min: number };
  /** The partitions add up to {sum} GB, but the capacity is {capacity} GB. Add {difference} GB to one of them, usually the last. (7.2; go/bmc22/errors.go; go/bmc26/models.go; gb/reinstallinstance.md; user/set-up-raid.md; D8; D9) */
  partitions_not_full: { sum: number; capacity: number; difference: number };
  /** The partitions add up to {sum} GB, but the capacity is {capacity} GB. Take {difference} GB away. (7.2; go/bmc26/models.go; user/set-up-raid.md; D8; D9; D27) */
  partitions_too_large: { sum: number; capacity: number; difference: number };
  /** The partitions add up to {sum} GB, {difference} GB less than the {capacity} GB that the current RAID leaves. Choose RAID explicitly to be sure. (7.2; go/bmc26/models.go; D22; D27) */
  partitions_not_full_as_now: { sum: number; capacity: number; difference: number };
  /** The partitions add up to {sum} GB, {difference} GB more than the {capacity} GB that the current RAID leaves. Choose RAID explicitly to be sure. (7.2; go/bmc26/models.go; D22; D27) */
  partitions_too_large_as_now: { sum: number; capacity: number; difference: number };
  /** Partitions are not documented for ESXi. Leave them out. (7.2; go/bmc26/models.go; D41) */
  partitions_esxi: Record<never, never>;
  /** {min} to {max} of a–z, A–Z and 0–9, beginning with a letter. (7.3; go/bmc26/models.go; gb/reinstallinstance.md; D34) */
  nic_name_malformed: { min: number; max: number };
  /** The {which} interface's name must not begin with {prefix}. (7.3; go/bmc26/models.go; cli/reinstall-instance.yaml; gb/reinstallinstance.md; D10) */
  nic_name_prefix: { which: Term; prefix: string };
  /** The {which} interface's name begins with {prefix} in whatever case; models without high availability refuse that in lower case. Choose another name. (7.3; go/bmc26/models.go; D10; D34; D46) */
  nic_name_prefix_unusual: { which: Term; prefix: string };
  /** Both interfaces would be called {name}. Give them different names. (7.3; go/bmc26/models.go; gb/reinstallinstance.md; D26) */
  nic_names_equal: { name: string };
  /** {name} is what the {which} interface is called when its name is left out. Give one of them another name. (7.3; go/bmc26/models.go; D26) */
  nic_name_is_other_default: { name: string; which: Term };
  /** At most {max} bytes of UTF-8; this has {actual}. (10; seed; go/bmc26/models.go; cli/vm create-instances.yaml; D19) */
  user_data_too_long: { max: number; actual: number };
  /** {actual} bytes. Whether the limit is {safe} or {max} is not documented; keep to {safe} or less. (10; seed; D19) */
  user_data_near_limit: { actual: number; safe: number; max: number };
  /** It is not documented that {system} runs user data. Leave it out, or do not rely on it. (10; seed) */
  user_data_not_run: { system: Term };
  /** Begins with an invisible byte order mark, so the first line is not recognised. Remove it. (10; cloud-init, user-data formats) */
  user_data_byte_order_mark: Record<never, never>;
  /** The first line ends in CR LF, as Windows writes it, so the interpreter is not found. Use LF. (10; cloud-init, user-data formats) */
  user_data_carriage_return: Record<never, never>;
  /** This looks like base64. It is not documented that anything decodes it: send the plain text. (10; go/bmc26/models.go; py/models.py; tf/resource_zc_bmc_instance.go; D19) */
  user_data_encoded: Record<never, never>;
  /** This looks like gzip. It does not survive as text: send the text itself. (10; go/bmc26/models.go) */
  user_data_compressed: Record<never, never>;
  /** The first line is neither #cloud-config nor #!…, so the installed system may not know what to do with it. (10; cloud-init, user-data formats) */
  user_data_no_header: Record<never, never>;
}

/** Which rule was violated. Codes are stable; messages are not. */
export type IssueCode = keyof IssueParams;

/** One violated rule. `code` decides what `params` holds. */
export type Issue = {
  [Code in IssueCode]: {
    /** The place to change. */
    path: Path;
    /** Which rule. */
    code: Code;
    /** How bad it is. */
    severity: Severity;
    /** The sentence for a person, in English. */
    message: string;
    /** The values that the message mentions. */
    params: IssueParams[Code];
    /** What the API would answer, where it would refuse. */
    serverCode?: ServerCode;
    /** Other places that take part, e.g. the earlier of two equal paths. */
    related?: Path[];
  };
}[IssueCode];

/** Every issue of one check, in the order of the fields. */
export interface Report {
  /** No issue has severity `error`. */
  valid: boolean;
  /** All of them, never just the first. */
  issues: Issue[];
}

/** One row of the table of rules. */
export interface IssueRow {
  /** The stable name. */
  readonly code: IssueCode;
  /** The member that it belongs to. */
  readonly field: Field;
  /** How bad it is. */
  readonly severity: Severity;
  /** How sure the rule is. */
  readonly certainty: Certainty;
  /** What the API would answer; null where it would not refuse. */
  readonly serverCode: ServerCode | null;
  /** The HTTP status that it comes with. */
  readonly httpStatus: number | null;
  /** How sure that answer is. */
  readonly serverCertainty: Certainty | null;
  /** The values that the sentences mention, and what each of them is. */
  readonly params: { readonly [name: string]: "number" | "text" | "term" | "list" };
  /** The English sentence, with `{params}`. */
  readonly message: string;
  /** The same in Simplified Chinese. */
  readonly messageZhCN: string;
  /** Section of the API notes, public sources, decisions. */
  readonly source: string;
}
