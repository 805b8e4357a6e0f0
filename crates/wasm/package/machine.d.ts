/** The status of an instance, in the API's words; a word that is not documented comes through as it is. */
export type InstanceStatus =
  | "PENDING"
  | "CREATING"
  | "CREATE_FAILED"
  | "INSTALLING"
  | "INSTALL_FAILED"
  | "RUNNING"
  | "STOPPED"
  | "BOOTING"
  | "STOPPING"
  | "RECYCLE"
  | (string & {});

/** A server, as DescribeInstances returns it. What the API left out is null, an empty text or an empty list. */
export interface Instance {
  instanceId: string;
  zoneId: string;
  instanceName: string;
  hostname: string;
  instanceTypeId: string;
  /** The model, without its `imageIds`. */
  instanceType: InstanceType | null;
  /** Null without an operating system, and after iPXE. */
  imageId: string | null;
  imageName: string | null;
  ipxeUrl: string | null;
  instanceChargeType: string | null;
  /** Mbps; 0 is no limit. */
  bandwidthOutMbps: number | null;
  internetChargeType: string | null;
  /** Months; null when POSTPAID. */
  period: number | null;
  primaryPublicIpAddress: string | null;
  primaryPublicIPv6Address: string | null;
  publicIpAddresses: string[];
  privateIpAddresses: string[];
  ipv6Addresses: string[] | null;
  subnetIds: string[];
  /** `YYYY-MM-ddTHH:mm:ssZ` */
  createTime: string | null;
  /** `YYYY-MM-ddTHH:mm:ssZ` */
  expiredTime: string | null;
  resourceGroupId: string | null;
  resourceGroupName: string | null;
  instanceStatus: InstanceStatus;
  /** TB, may be a fraction. */
  trafficPackageSize: number | null;
  raidConfig: { raidType: number | null; customRaids: { raidType: number | null; diskSequence: number[] }[] } | null;
  /** Sizes are GB. */
  partitions: { fsPath: string | null; fsType: string | null; size: number | null }[];
  nic: { wanName: string | null; lanName: string | null } | null;
  autoRenew: boolean | null;
  keyId: string | null;
  /** The API nests them twice. */
  tags: { tags: Tag[] } | null;
  enableGatewayMode: boolean | null;
  ipmiEnabled: boolean | null;
}

/** A tag of a server. */
export interface Tag {
  key: string;
  value: string | null;
}

/** A hardware model, as DescribeInstanceTypes returns it. */
export interface InstanceType {
  /** The images that the model can run; null inside DescribeInstances. */
  imageIds: string[] | null;
  instanceTypeId: string;
  description: string | null;
  /** Threads, going by the vendor's example. */
  cpuCoreCount: number | null;
  cpuDetail: string | null;
  cpuCores: number | null;
  cpuThreads: number | null;
  baseFrequency: string | null;
  /** GB */
  memorySize: number | null;
  /** Mbps */
  maximumBandwidth: number | null;
  /** RAID levels; empty: none, null: not known. */
  supportRaids: number[] | null;
  supportSubnet: boolean | null;
  /** High availability: bonded interfaces called `bond0` and `bond1`. */
  isHA: boolean | null;
  diskInfo: DiskInfo | null;
  vpuVendor: string | null;
  vpuCard: string | null;
  vpuCount: number | null;
}

/** The disks of a model; sizes are the advertised ones. */
export interface DiskInfo {
  /** The plain sum of all disks, GB. */
  totalDiskSize: number | null;
  /** In words, like `2x1.2TB SAS`. */
  diskDescription: string | null;
  /** The disks by kind; expanded in this order they are numbered from 1. Sizes are GB each. */
  disks: { diskSize: number; diskCount: number }[];
}

/** An operating system image, as DescribeImages returns it. */
export interface Image {
  imageId: string;
  imageName: string | null;
  /** `centos`, `windows`, `ubuntu`, `debian`, `esxi` */
  catalog: string | null;
  /** `PUBLIC_IMAGE` or `CUSTOM_IMAGE` */
  imageType: string | null;
  /** `windows` or `linux` */
  osType: string | null;
}

/** An SSH key pair, as DescribeKeyPairs returns it. */
export interface KeyPair {
  keyId: string;
  keyName: string;
  /** OpenSSH form; several keys are separated by newlines. */
  publicKey: string | null;
  keyDescription: string | null;
  createTime: string | null;
}

/** Where servers stand, as DescribeZones returns it. */
export interface Zone {
  zoneId: string;
  zoneName: string | null;
  cityName: string | null;
  areaName: string | null;
  isCloudRouterAvailable: boolean | null;
  isByoipEnabled: boolean | null;
}
