//! Every rule as one row. See [`super`] for what the columns mean.
//!
//! A row reads: variant, stable name, parameters; severity, how sure the rule is; the code that the
//! API would answer with and how sure that is, or `-`; the sentence in both languages; where the
//! rule comes from: section of the API notes, public sources, decisions.

use super::issue_codes;
issue_codes! {
    Request {
        InvalidJson "invalid_json" (line: Number, column: Number)
            Error Documented, InvalidParameterType / Inferred
            en "This cannot be read as JSON beyond line {line}, column {column}. Look there for a missing quote, comma or bracket."
            zh "从第 {line} 行第 {column} 列之后无法按 JSON 解析。请检查该处是否缺少引号、逗号或括号。"
            from "5" "docs/request" [];
        WrongType "wrong_type" (expected: Term, actual: Term)
            Error Documented, InvalidParameterType / Documented
            en "Must be {expected}, but is {actual}."
            zh "应为{expected}，实际为{actual}。"
            from "5" "gb/commonerrorcode.md" [32, 36];
        DuplicateMember "duplicate_member" ()
            Error Inferred, -
            en "This member is there more than once, and it is not documented which one counts. Keep one."
            zh "该成员重复出现，文档未说明以哪一个为准。请只保留一个。"
            from "5" "docs/request; RFC 8259 section 4" [];
        ListTooLong "list_too_long" (max: Number)
            Error Inferred, InvalidParameterExceedLength / Inferred
            en "More than {max} elements, inner lists included; the rest was not read. No server has so many disks or partitions: shorten the list."
            zh "元素总数（含内层列表）超过 {max} 个，其余未读取。没有服务器会有这么多磁盘或分区，请缩短列表。"
            from "5" "gb/commonerrorcode.md" [];
        UnknownMember "unknown_member" ()
            Warning Inferred, -
            en "The API does not know a member of this name and ignores it: if it should do something, it will not. Check the spelling."
            zh "API 不认识这个成员，会将其忽略，因此它不起任何作用。请检查拼写。"
            from "6" "py/models.py" [25];
        UnknownMembersMore "unknown_members_more" (max: Number)
            Warning Inferred, -
            en "There are more members that the API does not know; only {max} are listed."
            zh "还有其他 API 不认识的成员，这里只列出 {max} 个。"
            from "6" "py/models.py" [25];
    }
    InstanceId {
        InstanceIdMissing "instance_id_missing" ()
            Error Documented, MissingParameter / Documented
            en "Name the instance to reinstall."
            zh "请指定要重装的实例。"
            from "6" "seed; gb/commonerrorcode.md" [];
        InstanceInstalling "instance_installing" (status: Text)
            Error Documented, OperationDeniedInstanceStatusInstalling / Inferred
            en "The instance is {status}. Wait until that installation has ended."
            zh "实例状态为 {status}，正在安装。请等待本次安装结束。"
            from "11" "seed; cli-zh/reinstall-instance.yaml; gb/rebootinstances.md" [];
        InstanceCreating "instance_creating" (status: Text)
            Error Documented, OperationDeniedInstanceCreating / Inferred
            en "The instance is {status}: it is still being created. Wait until it is RUNNING."
            zh "实例状态为 {status}，仍在创建中。请等待其变为 RUNNING。"
            from "11" "seed; gb/rebootinstances.md" [];
        InstanceCreateFailed "instance_create_failed" (status: Text)
            Error Inferred, OperationDeniedInstanceStatus / Inferred
            en "The instance is {status}: it was never created, and waiting does not help. Ask the vendor's support, or choose another instance."
            zh "实例状态为 {status}：创建失败，继续等待也没有用。请联系厂商技术支持，或选择其他实例。"
            from "11" "gb/datastructure.md; gb/rebootinstances.md" [];
        InstanceRecycled "instance_recycled" (status: Text)
            Error Documented, OperationDeniedInstanceRecycled / Inferred
            en "The instance is in the recycle bin ({status}), from which it is released 24 hours after it went there. Take it out first, if the console offers that."
            zh "实例在回收站中（{status}），移入 24 小时后会被释放。如果控制台提供恢复功能，请先恢复该实例。"
            from "11" "seed; gb/rebootinstances.md; gb/terminateinstance.md" [];
        InstanceStatusRefuses "instance_status_refuses" (status: Text)
            Error Documented, OperationDeniedInstanceStatus / Inferred
            en "The instance is {status}, which does not allow a reinstall. Wait until it is RUNNING or STOPPED."
            zh "实例状态为 {status}，不允许重装。请等待其变为 RUNNING 或 STOPPED。"
            from "11" "cli/start-instances.yaml; cli/stop-instances.yaml; gb/rebootinstances.md" [];
        InstanceInstallFailed "instance_install_failed" (status: Text)
            Notice Inferred, -
            en "The last installation failed ({status}). The vendor says to ask its support; that another reinstall is taken is assumed, not documented."
            zh "上次安装失败（{status}）。厂商建议联系其技术支持；能否再次重装，文档未说明，此处推断为可以。"
            from "11" "seed" [21];
        InstanceStatusUnknown "instance_status_unknown" (status: Text)
            Notice Inferred, -
            en "The instance's status, {status}, is not a documented one; the API may refuse."
            zh "实例状态 {status} 未见于文档，API 可能会拒绝重装。"
            from "11" "tf/extension_bmc.go" [43];
    }
    ImageId {
        ImageWithIpxe "image_with_ipxe" ()
            Error Documented, -
            en "An image and an iPXE URL exclude each other: the API would boot iPXE and drop the image. Remove one of them."
            zh "镜像与 iPXE URL 不能同时指定：API 会通过 iPXE 启动并忽略镜像。请去掉其中一个。"
            from "9" "seed; docs/bare-metal-cloud reinstallinstance" [18, 26];
        ImageNotForModel "image_not_for_model" (model: Text)
            Error Documented, InvalidImageNotFound / Inferred
            en "Model {model} cannot run this image. Choose one that is offered for the model."
            zh "机型 {model} 不支持该镜像。请选择该机型可用的镜像。"
            from "9" "seed; gb/describeimages.md" [17];
        CurrentImageNotForModel "current_image_not_for_model" (model: Text)
            Warning Inferred, -
            en "The current image is no longer offered for model {model}. Choose another one."
            zh "机型 {model} 已不再提供当前镜像。请选择其他镜像。"
            from "9" "gb/describeimages.md" [39, 40];
        NoOperatingSystem "no_operating_system" ()
            Notice Inferred, -
            en "The instance has no image now and none is chosen: it will be wiped and left without an operating system. Choose an image or an iPXE URL if that is not meant."
            zh "实例当前没有镜像，也未选择镜像：实例将被清空，且不会安装操作系统。如非本意，请选择镜像或填写 iPXE URL。"
            from "9" "seed" [16];
    }
    IpxeUrl {
        IpxeUrlMalformed "ipxe_url_malformed" ()
            Error Documented, InvalidParameterPatternError / Inferred
            en "Neither a URL nor the word netboot in lower case. Look for spaces; use something like http://boot.example/script.ipxe, or netboot."
            zh "既不是 URL，也不是小写的 netboot。请检查是否有空格，并使用类似 http://boot.example/script.ipxe 的地址，或填写 netboot。"
            from "9" "go/bmc26/models.go" [47];
        IpxeUrlScheme "ipxe_url_scheme" (scheme: Text)
            Warning Inferred, -
            en "Only http and https are assumed to work here; this is {scheme}. Use one of the two."
            zh "目前只能假定 http 和 https 可用，而该地址使用的是 {scheme}。请改用其中之一。"
            from "9" "go/bmc26/models.go" [33];
        IpxeUrlSetting "ipxe_url_setting" (setting: Text)
            Warning Inferred, -
            en "Holds the iPXE setting {setting}. It is not documented that the API takes one, or who fills it in. Write the address out to be sure."
            zh "包含 iPXE 变量 {setting}。文档未说明 API 是否接受变量，也未说明由谁替换。为保险起见，请填写完整地址。"
            from "9" "iPXE, settings" [47];
        IpxeUrlTooLong "ipxe_url_too_long" (actual: Number, max: Number)
            Warning Inferred, -
            en "{actual} characters. It is not documented that the API takes more than {max}: shorten it."
            zh "共 {actual} 个字符。文档未说明 API 是否接受超过 {max} 个字符的地址，请缩短。"
            from "9" "go/bmc26/models.go" [33];
    }
    Hostname {
        HostnameTooLong "hostname_too_long" (max: Number, actual: Number)
            Error Documented, InvalidParameterHostnameExceed / Documented
            en "At most {max} characters; this has {actual}."
            zh "最多 {max} 个字符，当前为 {actual} 个。"
            from "6.1" "seed; go/bmc26/models.go; gb/reinstallinstance.md" [5];
        HostnameCharacters "hostname_characters" (characters: List)
            Error Documented, InvalidParameterHostnameMalformed / Documented
            en "Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove {characters}."
            zh "只允许 a–z、A–Z、0–9、连字符和点；请去掉：{characters}。"
            from "6.1" "seed; go/bmc26/models.go; gb/reinstallinstance.md" [5];
        HostnameOneCharacter "hostname_one_character" ()
            Warning UserGuide, -
            en "A hostname of one character is accepted here, but not by the vendor's other tools. Use at least two."
            zh "此处接受一个字符的主机名，但厂商的其他工具不接受。请至少使用两个字符。"
            from "6.1" "user/create-an-instance.md; tf/resource_zc_bmc_instance.go" [5];
        HostnameEdge "hostname_edge" ()
            Warning Inferred, -
            en "Begins or ends with a hyphen or a dot, which DNS refuses. Remove it."
            zh "开头或结尾是连字符或点，DNS 不接受。请将其去掉。"
            from "6.1" "RFC 1123 section 2.1" [5];
        HostnameLabelTooLong "hostname_label_too_long" (max: Number)
            Warning Inferred, -
            en "A part of the hostname has more than {max} characters without a dot, which DNS refuses. Shorten it."
            zh "主机名中以点分隔的某一段超过 {max} 个字符，DNS 不接受。请缩短该段。"
            from "6.1" "RFC 1035 section 2.3.4" [5];
        HostnameDefault "hostname_default" ()
            Notice Documented, -
            en "Left out: the hostname becomes the word \"hostname\". Type the current one to keep it."
            zh "未填写：主机名将被设为 hostname。如要保留当前主机名，请填写它。"
            from "6" "seed" [22];
    }
    Password {
        PasswordLength "password_length" (min: Number, max: Number, actual: Number)
            Error Documented, InvalidParameterValuePasswordMalformed / Documented
            en "Between {min} and {max} characters; this has {actual}."
            zh "长度须为 {min} 到 {max} 个字符，当前为 {actual} 个。"
            from "8" "seed; gb/reinstallinstance.md" [];
        PasswordClasses "password_classes" (missing: List)
            Error Documented, InvalidParameterValuePasswordMalformed / Documented
            en "Still missing: {missing}."
            zh "还缺少：{missing}。"
            from "8" "seed; gb/reinstallinstance.md; go/bmc22/models.go" [11];
        PasswordCharacters "password_characters" (allowed: Text, position: Number)
            Error Inferred, InvalidParameterValuePasswordMalformed / Inferred
            en "Only a–z, A–Z, 0–9 and {allowed} are allowed; character {position} is another one."
            zh "只允许 a–z、A–Z、0–9 和 {allowed}；第 {position} 个字符不在其中。"
            from "8" "seed; gb/reinstallinstance.md; cli/reinstall-instance.yaml" [11, 12];
        SignInMailed "sign_in_mailed" ()
            Notice Documented, -
            en "Neither a password nor a key pair: a random password is mailed to the account's creator once the installation has succeeded."
            zh "既无密码也无密钥对：安装成功后，系统会将随机密码发送到账号创建者的邮箱。"
            from "8" "seed; gb/reinstallinstance.md" [13];
        PasswordWithIpxe "password_with_ipxe" ()
            Notice Inferred, -
            en "It is not documented that an iPXE installation uses this password; it is documented to become the IPMI password."
            zh "文档未说明 iPXE 安装是否会使用该密码，只说明它会成为 IPMI 密码。"
            from "8" "seed" [45];
    }
    KeyId {
        PasswordAndKey "password_and_key" ()
            Error Documented, InvalidParameterInstanceLoginConflict / Documented
            en "A password and a key pair exclude each other. Keep one of them."
            zh "密码与密钥对不能同时指定。请保留其中一个。"
            from "8" "seed; gb/reinstallinstance.md" [26];
        KeyWithWindows "key_with_windows" ()
            Error Documented, InvalidParameterValue / Inferred
            en "Windows does not take a key pair. Use a password."
            zh "Windows 不支持密钥对。请使用密码。"
            from "8" "seed" [14];
        KeyWithEsxi "key_with_esxi" ()
            Warning Inferred, -
            en "ESXi is said to ignore a key pair, so that nobody could sign in with it. Use a password."
            zh "据旧版文档，ESXi 会忽略密钥对，因此无法用密钥对登录。请使用密码。"
            from "8" "go/bmc22/models.go" [15];
        KeyWithoutSystem "key_without_system" ()
            Warning Inferred, -
            en "Where no image is installed, nobody is known to install the key pair. Plan another way in."
            zh "不安装镜像时，文档未说明密钥对由谁写入。请另行准备登录方式。"
            from "8" "go/bmc22/models.go" [42];
    }
    RaidConfig {
        RaidConflict "raid_conflict" ()
            Error Documented, InvalidRaidConfigFastCustomConflict / Documented
            en "Quick and custom RAID exclude each other. Remove one of them."
            zh "快速 RAID 与自定义 RAID 不能同时指定。请去掉其中一个。"
            from "7.1" "go/bmc26/models.go; gb/datastructure.md; gb/reinstallinstance.md" [26];
        RaidLevelUnknown "raid_level_unknown" (level: Number)
            Error Documented, InvalidParameterValue / Inferred
            en "RAID {level} does not exist here. Choose 0, 1, 5 or 10."
            zh "RAID 级别 {level} 不存在。请选择 0、1、5 或 10。"
            from "7.1" "go/bmc26/models.go" [];
        RaidLevelMissing "raid_level_missing" ()
            Error Documented, MissingParameter / Inferred
            en "Choose the array's RAID level."
            zh "请选择该阵列的 RAID 级别。"
            from "7.1" "gb/datastructure.md" [];
        RaidDisksMissing "raid_disks_missing" ()
            Error Documented, MissingParameter / Inferred
            en "Choose the array's disks."
            zh "请选择该阵列的磁盘。"
            from "7.1" "gb/datastructure.md" [];
        RaidLevelNotSupported "raid_level_not_supported" (model: Text, level: Number, supported: List)
            Error Documented, InvalidInstanceTypeRaidNotSupport / Documented
            en "Model {model} does not support RAID {level}. It supports these levels: {supported}. Choose a supported one, or leave RAID out."
            zh "机型 {model} 不支持 RAID {level}。其支持的级别：{supported}。请选择受支持的级别，或不填写 RAID。"
            from "7.1" "go/bmc22/errors.go; gb/reinstallinstance.md; user/set-up-raid.md" [];
        RaidQuickMixedDisks "raid_quick_mixed_disks" ()
            Error UserGuide, InvalidInstanceTypeQuickRaidNotSupport / Inferred
            en "The model's disks differ in size. Use custom RAID."
            zh "该机型的磁盘大小不一。请使用自定义 RAID。"
            from "7.1" "user/set-up-raid.md; java/BmcErrorCode.java" [];
        RaidQuickTooFewDisks "raid_quick_too_few_disks" (level: Number, min: Number, actual: Number)
            Error UserGuide, InvalidInstanceTypeRaidNotSupport / Inferred
            en "RAID {level} needs at least {min} disks; the model has {actual}."
            zh "RAID {level} 至少需要 {min} 块磁盘，该机型有 {actual} 块。"
            from "7.1" "user/set-up-raid.md; user/create-a-bare-metal-instance.md" [30];
        RaidQuickOddDisks "raid_quick_odd_disks" (actual: Number)
            Error UserGuide, InvalidParameterValueRaidDiskMismatch / Inferred
            en "RAID 10 needs an even number of disks; the model has {actual}. Use custom RAID."
            zh "RAID 10 需要偶数块磁盘，该机型有 {actual} 块。请使用自定义 RAID。"
            from "7.1" "user/set-up-raid.md" [29];
        RaidQuickNotOffered "raid_quick_not_offered" (actual: Number)
            Warning UserGuide, -
            en "RAID 1 over {actual} disks uses two of them and wastes the rest. The console does not offer it; custom RAID can use them all."
            zh "在 {actual} 块磁盘上使用 RAID 1 只会用到其中两块，其余会被浪费。控制台不提供此选项；自定义 RAID 可以用上全部磁盘。"
            from "7.1" "user/set-up-raid.md" [6];
        RaidQuickOddNotOffered "raid_quick_odd_not_offered" (level: Number, actual: Number)
            Warning UserGuide, -
            en "The console offers no quick RAID over {actual} disks, an odd number. Whether the API takes RAID {level} there is not documented: use custom RAID to be sure."
            zh "控制台不为 {actual} 块（奇数）磁盘提供快速 RAID。文档未说明 API 此时是否接受 RAID {level}；为保险起见，请使用自定义 RAID。"
            from "7.1" "user/set-up-raid.md" [6];
        RaidDiskDuplicate "raid_disk_duplicate" (disk: Number)
            Error Documented, InvalidParameterValueRaidDiskSequenceDuplicate / Inferred
            en "Disk {disk} is named more than once. Put each disk into one array, once."
            zh "磁盘 {disk} 重复出现。每块磁盘只能用于一个阵列，且只能出现一次。"
            from "7.1" "go/bmc22/errors.go" [];
        RaidDiskBelowOne "raid_disk_below_one" (disk: Number)
            Error Documented, InvalidParameterValueRaidDiskSequenceRange / Inferred
            en "There is no disk {disk}. Disks are numbered from 1."
            zh "磁盘 {disk} 不存在。磁盘从 1 开始编号。"
            from "7.1" "go/bmc26/models.go; go/bmc22/errors.go" [];
        RaidDiskRange "raid_disk_range" (disk: Number, last: Number)
            Error Documented, InvalidParameterValueRaidDiskSequenceRange / Inferred
            en "There is no disk {disk}. The model's disks are numbered from 1 to {last}."
            zh "磁盘 {disk} 不存在。该机型的磁盘编号为 1 到 {last}。"
            from "7.1" "go/bmc26/models.go; go/bmc22/errors.go" [];
        RaidDiskOrder "raid_disk_order" ()
            Error Documented, InvalidParameterValueRaidDiskDisorder / Documented
            en "The disks of an array must be consecutive and ascending, like 1, 2, 3."
            zh "同一阵列的磁盘编号必须连续递增，例如 1、2、3。"
            from "7.1" "go/bmc26/models.go; gb/reinstallinstance.md" [];
        RaidDiskCount "raid_disk_count" (level: Number, min: Number, actual: Number)
            Error UserGuide, InvalidParameterValueRaidDiskMismatch / Documented
            en "RAID {level} needs at least {min} disks; this array has {actual}."
            zh "RAID {level} 至少需要 {min} 块磁盘，该阵列有 {actual} 块。"
            from "7.1" "user/set-up-raid.md; gb/reinstallinstance.md" [];
        RaidDiskOdd "raid_disk_odd" (actual: Number)
            Error UserGuide, InvalidParameterValueRaidDiskMismatch / Inferred
            en "RAID 10 needs an even number of disks; this array has {actual}. Add or remove one."
            zh "RAID 10 需要偶数块磁盘，该阵列有 {actual} 块。请增加或减少一块。"
            from "7.1" "user/set-up-raid.md" [29];
        RaidOneManyDisks "raid_one_many_disks" (actual: Number)
            Warning Inferred, -
            en "RAID 1 over {actual} disks: half of their space is assumed to be usable, which is not documented. With four or more, an even number, RAID 10 is the usual choice."
            zh "在 {actual} 块磁盘上使用 RAID 1：此处假定可用一半空间，文档未说明。磁盘为四块以上且为偶数时，通常选择 RAID 10。"
            from "7.1" "user/set-up-raid.md" [28];
        RaidMixedSizes "raid_mixed_sizes" (smallest: Number)
            Warning Inferred, -
            en "The disks of this array differ in size: each counts as the smallest, {smallest} GB."
            zh "该阵列的磁盘大小不一：每块都按最小的 {smallest} GB 计算。"
            from "7.1" "user/set-up-raid.md" [31];
        RaidDisksLeftOut "raid_disks_left_out" (disks: List)
            Notice Inferred, -
            en "Disks in no array: {disks}. What becomes of them and their data is not documented."
            zh "未放入任何阵列的磁盘：{disks}。文档未说明这些磁盘及其数据会如何处理。"
            from "7.1" "gb/describeinstances.md" [];
    }
    Partitions {
        PartitionsWithoutSystem "partitions_without_system" ()
            Error Documented, InvalidPartitionImageNotSet / Documented
            en "Partitions need an image, and none is known to be installed. Choose an image (without an iPXE URL), or remove the partitions."
            zh "分区需要镜像，而就目前所知，本次不会安装任何镜像。请选择镜像（且不填 iPXE URL），或去掉分区。"
            from "7.2" "seed; gb/reinstallinstance.md" [16, 18];
        PartitionPathMissing "partition_path_missing" ()
            Error Documented, InvalidPartitionMalformed / Inferred
            en "Give the mount point or the drive letter."
            zh "请填写挂载点或盘符。"
            from "7.2" "gb/datastructure.md" [32];
        PartitionPathLinux "partition_path_linux" ()
            Error Documented, InvalidPartitionMalformed / Documented
            en "A Linux path begins with / and has no control characters."
            zh "Linux 路径须以 / 开头，且不含控制字符。"
            from "7.2" "go/bmc26/models.go; gb/reinstallinstance.md" [7, 44];
        PartitionPathWindows "partition_path_windows" ()
            Error Documented, InvalidPartitionMalformed / Documented
            en "Windows takes one letter from C to H."
            zh "Windows 盘符须为 C 到 H 中的一个字母。"
            from "7.2" "go/bmc26/models.go; gb/reinstallinstance.md" [7];
        PartitionPathUnusual "partition_path_unusual" (what: Term)
            Warning Inferred, -
            en "An unusual path: it contains {what}. Installers may stumble over it."
            zh "路径不常见：其中含有{what}，安装程序可能因此出错。"
            from "7.2" "go/bmc26/models.go" [44];
        PartitionDuplicate "partition_duplicate" (path: Text)
            Error Documented, InvalidPartitionDuplicateFilePath / Documented
            en "{path} is there more than once. Give each partition its own."
            zh "{path} 重复出现。各分区的路径或盘符不能相同。"
            from "7.2" "go/bmc22/errors.go; gb/reinstallinstance.md" [26];
        PartitionRootMissing "partition_root_missing" ()
            Error Documented, InvalidPartitionMissingRequiredFilePath / Documented
            en "Add the system partition: / must be the first."
            zh "请添加系统分区：第一个分区必须是 /。"
            from "7.2" "go/bmc26/models.go; gb/reinstallinstance.md" [];
        PartitionRootNotFirst "partition_root_not_first" ()
            Error Documented, InvalidPartitionInvalidOrder / Inferred
            en "/ is the system partition and must be the first."
            zh "/ 是系统分区，必须是第一个。"
            from "7.2" "go/bmc26/models.go" [26];
        PartitionDriveMissing "partition_drive_missing" ()
            Error Documented, InvalidPartitionMissingRequiredFilePath / Documented
            en "Add the system partition: C must be the first."
            zh "请添加系统分区：第一个分区必须是 C。"
            from "7.2" "go/bmc22/errors.go; gb/reinstallinstance.md" [];
        PartitionDriveNotFirst "partition_drive_not_first" ()
            Error Documented, InvalidPartitionInvalidOrder / Documented
            en "C is the system partition and must be the first."
            zh "C 是系统分区，必须是第一个。"
            from "7.2" "go/bmc26/models.go; gb/reinstallinstance.md" [26];
        PartitionDriveOrder "partition_drive_order" (expected: Text)
            Error Documented, InvalidPartitionInvalidOrder / Documented
            en "Letters follow the alphabet from C without a gap; {expected} is expected here."
            zh "盘符须从 C 开始按字母顺序且不间断；此处应为 {expected}。"
            from "7.2" "go/bmc22/errors.go; java/BmcErrorCode.java; gb/reinstallinstance.md" [26];
        PartitionFileSystemMissing "partition_file_system_missing" (allowed: List)
            Error Documented, InvalidPartitionNoType / Inferred
            en "Choose a file system: {allowed}."
            zh "请选择文件系统：{allowed}。"
            from "7.2" "gb/datastructure.md" [7, 32];
        PartitionFileSystem "partition_file_system" (allowed: List)
            Error Documented, InvalidPartitionNoType / Documented
            en "This system does not take that file system. Choose one of these: {allowed}."
            zh "该系统不支持此文件系统。请从以下各项中选择：{allowed}。"
            from "7.2" "go/bmc26/models.go; java/BmcErrorCode.java; gb/reinstallinstance.md" [7];
        PartitionSizeMissing "partition_size_missing" ()
            Error Documented, MissingParameter / Inferred
            en "Give the size in GB."
            zh "请填写大小，单位 GB。"
            from "7.2" "gb/datastructure.md" [32];
        PartitionSizeTooSmall "partition_size_too_small" (min: Number)
            Error Documented, InvalidParameterLessMinimum / Inferred
            en "The size must be at least {min} GB."
            zh "大小至少为 {min} GB。"
            from "7.2" "tf/resource_zc_bmc_instance.go" [];
        PartitionsNotFull "partitions_not_full" (sum: Number, capacity: Number, difference: Number)
            Error Inferred, InvalidPartitionSizeNotFull / Documented
            en "The partitions add up to {sum} GB, but the capacity is {capacity} GB. Add {difference} GB to one of them, usually the last."
            zh "分区合计 {sum} GB，而容量为 {capacity} GB。请给其中一个分区（通常是最后一个）增加 {difference} GB。"
            from "7.2" "go/bmc22/errors.go; go/bmc26/models.go; gb/reinstallinstance.md; user/set-up-raid.md" [8, 9];
        PartitionsTooLarge "partitions_too_large" (sum: Number, capacity: Number, difference: Number)
            Error Inferred, InvalidParameterExceedMaximum / Inferred
            en "The partitions add up to {sum} GB, but the capacity is {capacity} GB. Take {difference} GB away."
            zh "分区合计 {sum} GB，而容量为 {capacity} GB。请减少 {difference} GB。"
            from "7.2" "go/bmc26/models.go; user/set-up-raid.md" [8, 9, 27];
        PartitionsNotFullAsNow "partitions_not_full_as_now" (sum: Number, capacity: Number, difference: Number)
            Warning Inferred, -
            en "The partitions add up to {sum} GB, {difference} GB less than the {capacity} GB that the current RAID leaves. Choose RAID explicitly to be sure."
            zh "分区合计 {sum} GB，比按当前 RAID 计算的容量 {capacity} GB 少 {difference} GB。为保险起见，请明确选择 RAID。"
            from "7.2" "go/bmc26/models.go" [22, 27];
        PartitionsTooLargeAsNow "partitions_too_large_as_now" (sum: Number, capacity: Number, difference: Number)
            Warning Inferred, -
            en "The partitions add up to {sum} GB, {difference} GB more than the {capacity} GB that the current RAID leaves. Choose RAID explicitly to be sure."
            zh "分区合计 {sum} GB，比按当前 RAID 计算的容量 {capacity} GB 多 {difference} GB。为保险起见，请明确选择 RAID。"
            from "7.2" "go/bmc26/models.go" [22, 27];
        PartitionsEsxi "partitions_esxi" ()
            Warning Inferred, -
            en "Partitions are not documented for ESXi. Leave them out."
            zh "文档未说明 ESXi 如何分区。请不要填写分区。"
            from "7.2" "go/bmc26/models.go" [41];
    }
    Nic {
        NicNameMalformed "nic_name_malformed" (min: Number, max: Number)
            Error Documented, InvalidParameterNicNameMalformed / Documented
            en "{min} to {max} of a–z, A–Z and 0–9, beginning with a letter."
            zh "须为 {min} 到 {max} 个字符，只能使用 a–z、A–Z、0–9，且以字母开头。"
            from "7.3" "go/bmc26/models.go; gb/reinstallinstance.md" [34];
        NicNamePrefix "nic_name_prefix" (which: Term, prefix: Text)
            Error Documented, InvalidParameterNicNameMalformed / Documented
            en "The {which} interface's name must not begin with {prefix}."
            zh "{which}接口的名称不能以 {prefix} 开头。"
            from "7.3" "go/bmc26/models.go; cli/reinstall-instance.yaml; gb/reinstallinstance.md" [10];
        NicNamePrefixUnusual "nic_name_prefix_unusual" (which: Term, prefix: Text)
            Warning Inferred, -
            en "The {which} interface's name begins with {prefix} in whatever case; models without high availability refuse that in lower case. Choose another name."
            zh "{which}接口的名称以 {prefix} 开头（不论大小写）；非高可用机型会拒绝小写的形式。请使用其他名称。"
            from "7.3" "go/bmc26/models.go" [10, 34, 46];
        NicNamesEqual "nic_names_equal" (name: Text)
            Error Documented, InvalidParameterNicNameConflict / Documented
            en "Both interfaces would be called {name}. Give them different names."
            zh "两个接口的名称都会是 {name}。请使用不同的名称。"
            from "7.3" "go/bmc26/models.go; gb/reinstallinstance.md" [26];
        NicNameIsOtherDefault "nic_name_is_other_default" (name: Text, which: Term)
            Error Inferred, InvalidParameterNicNameConflict / Inferred
            en "{name} is what the {which} interface is called when its name is left out. Give one of them another name."
            zh "{which}接口未填写名称时默认为 {name}。请改用其他名称。"
            from "7.3" "go/bmc26/models.go" [26];
    }
    UserData {
        UserDataTooLong "user_data_too_long" (max: Number, actual: Number)
            Error Documented, InvalidParameterExceedLength / Inferred
            en "At most {max} bytes of UTF-8; this has {actual}."
            zh "最多 {max} 字节（UTF-8），当前为 {actual} 字节。"
            from "10" "seed; go/bmc26/models.go; cli/vm create-instances.yaml" [19];
        UserDataNearLimit "user_data_near_limit" (actual: Number, safe: Number, max: Number)
            Warning Inferred, -
            en "{actual} bytes. Whether the limit is {safe} or {max} is not documented; keep to {safe} or less."
            zh "共 {actual} 字节。上限是 {safe} 还是 {max} 并无文档说明，请不要超过 {safe}。"
            from "10" "seed" [19];
        UserDataNotRun "user_data_not_run" (system: Term)
            Warning Inferred, -
            en "It is not documented that {system} runs user data. Leave it out, or do not rely on it."
            zh "文档未说明{system}是否会执行用户数据。请不要填写，或不要依赖它。"
            from "10" "seed" [];
        UserDataByteOrderMark "user_data_byte_order_mark" ()
            Warning Inferred, -
            en "Begins with an invisible byte order mark, so the first line is not recognised. Remove it."
            zh "开头有不可见的字节顺序标记（BOM），因此第一行无法被识别。请将其去掉。"
            from "10" "cloud-init, user-data formats" [];
        UserDataCarriageReturn "user_data_carriage_return" ()
            Warning Inferred, -
            en "The first line ends in CR LF, as Windows writes it, so the interpreter is not found. Use LF."
            zh "第一行以 Windows 的 CR LF 换行，系统会找不到解释器。请改用 LF。"
            from "10" "cloud-init, user-data formats" [];
        UserDataEncoded "user_data_encoded" ()
            Warning Inferred, -
            en "This looks like base64. It is not documented that anything decodes it: send the plain text."
            zh "看起来是 base64。文档未说明会有任何一方对其解码：请直接发送纯文本。"
            from "10" "go/bmc26/models.go; py/models.py; tf/resource_zc_bmc_instance.go" [19];
        UserDataCompressed "user_data_compressed" ()
            Warning Inferred, -
            en "This looks like gzip. It does not survive as text: send the text itself."
            zh "看起来是 gzip 压缩数据，无法作为文本完整传送。请直接发送原文。"
            from "10" "go/bmc26/models.go" [];
        UserDataNoHeader "user_data_no_header" ()
            Warning Inferred, -
            en "The first line is neither #cloud-config nor #!…, so the installed system may not know what to do with it."
            zh "第一行既不是 #cloud-config，也不是 #!…，安装后的系统可能不知道如何处理。"
            from "10" "cloud-init, user-data formats" [];
    }
}
