/** The body of a ReinstallInstance call (version 2026-02-01). Everything but `instanceId` may be left out. */
export interface ReinstallRequest {
  /** The instance to wipe and install anew. */
  instanceId: string;
  /** The image to install; left out: the one that the instance has. */
  imageId?: string | null;
  /** At most 64 letters, digits, `-` and `.`; left out: the word `hostname`. */
  hostname?: string | null;
  /** 8 to 16 characters of four kinds. Not together with `keyId`; without both a random one is mailed. */
  password?: string | null;
  /** An SSH key pair; not for Windows. */
  keyId?: string | null;
  /** Left out: RAID stays as it is. */
  raidConfig?: RaidConfig | null;
  /** Left out or empty: the image makes its own layout. */
  partitions?: Partition[] | null;
  /** Names of the network interfaces; left out: the model's. */
  nic?: Nic | null;
  /** An http or https URL of an iPXE script, or `netboot`; in place of an image. */
  ipxeUrl?: string | null;
  /** Text that the first boot runs: at most 32,768 bytes of UTF-8. */
  userData?: string | null;
}

/** Quick RAID over all disks, or arrays of one's own; not both. */
export interface RaidConfig {
  /** The level of quick RAID: 0, 1, 5 or 10. */
  raidType?: 0 | 1 | 5 | 10 | (number & {}) | null;
  /** The arrays; the first one holds the system. */
  customRaids?: CustomRaid[] | null;
}

/** One array. */
export interface CustomRaid {
  /** 0, 1, 5 or 10. */
  raidType: 0 | 1 | 5 | 10 | (number & {});
  /** Numbers of disks, from 1, consecutive and ascending. */
  diskSequence: number[];
}

/** One partition. The first one holds the system: `/`, or `C` for Windows. */
export interface Partition {
  /** A path, or a drive's letter from C to H. */
  fsPath: string;
  /** `ext2`, `ext3`, `ext4`; for Windows `NTFS`. */
  fsType: "ext4" | "ext3" | "ext2" | "NTFS" | (string & {});
  /** GB; all of them together use up the capacity. */
  size: number;
}

/** Names of network interfaces: 4 to 10 letters and digits, a letter first. */
export interface Nic {
  /** The public one. */
  wanName?: string | null;
  /** The private one. */
  lanName?: string | null;
}
