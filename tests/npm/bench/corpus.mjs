// The requests that are measured and compared: 2,000, the same in every run, every second one wrong in one to four ways.

const COUNT = 2000;

/** Mulberry32: small, good enough to choose by, the same everywhere. */
export class Random {
  constructor(seed) {
    this.state = seed;
  }

  /** From 0 to 1, without 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` to `to`. */
  whole(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.whole(0, list.length - 1)];
  }

  text(characters, length) {
    return Array.from({ length }, () => this.pick(characters)).join("");
  }
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const SPECIAL = "~!@$^*-_=+";

const hostnameOf = (random) =>
  `${random.pick(["web", "db", "cache", "ci-runner", "k8s-node", "mail", "gpu", "edge"])}-${random.whole(1, 99)}` +
  random.pick(["", "", ".example.com", ".fra1.example.net", `.${random.text(LOWER, 6)}.internal`]);

function passwordOf(random) {
  const rest = random.text(LOWER + UPPER + DIGITS + SPECIAL, random.whole(4, 12));
  return random.pick(UPPER) + random.pick(LOWER) + random.pick(DIGITS) + random.pick(SPECIAL) + rest;
}

const idOf = (random, length) => random.pick("123456789") + random.text(DIGITS, length - 1);

function userDataOf(random, length) {
  if (random.chance(0.6)) {
    const lines = ["#cloud-config", "package_update: true", "packages:"];
    for (let size = 0; size < length; size += lines.at(-1).length + 1) {
      lines.push(
        random.pick(["  - nginx", "  - postgresql-16", "  - htop", "  - unattended-upgrades", "  - chrony # 时间同步"]),
      );
    }
    return `${lines.join("\n")}\n`;
  }
  const lines = ["#!/bin/sh", "set -eu"];
  for (let size = 0; size < length; size += lines.at(-1).length + 1) {
    lines.push(
      random.pick([`echo "${random.text(LOWER, 20)}" >> /etc/motd`, "systemctl enable --now nginx", "apt-get -y upgrade"]),
    );
  }
  return `${lines.join("\n")}\n`;
}

function linuxPartitions(random) {
  const others = ["/data", "/var", "/home", "/var/lib/docker", "/srv/backups", "/opt"].slice(0, random.whole(1, 6));
  return ["/", ...others].map((fsPath) => ({
    fsPath,
    fsType: random.pick(["ext4", "ext4", "ext4", "ext3", "EXT4"]),
    size: random.whole(20, 4000),
  }));
}

const windowsPartitions = (random) =>
  [..."CDEFGH"].slice(0, random.whole(1, 6)).map((fsPath) => ({ fsPath, fsType: "NTFS", size: random.whole(50, 2000) }));

function customRaids(random) {
  let next = 1;
  return Array.from({ length: random.whole(1, 3) }, () => {
    const raidType = random.pick([0, 1, 5, 10]);
    const count = { 0: random.whole(2, 6), 1: 2, 5: random.whole(3, 6), 10: random.pick([4, 6]) }[raidType];
    const diskSequence = Array.from({ length: count }, (_, index) => next + index);
    next += count;
    return { raidType, diskSequence };
  });
}

const isLinux = (request) => request.partitions?.[0]?.fsPath === "/";

/** As a form sends it: what is meant, and nothing that is wrong. */
function valid(random) {
  const request = { instanceId: idOf(random, 18) };
  const kind = random.next();
  if (kind < 0.05) return request;
  if (random.chance(0.95)) request.hostname = hostnameOf(random);
  if (kind < 0.13) {
    request.ipxeUrl = random.pick([
      "netboot",
      "http://boot.example.com/script.ipxe",
      `https://boot.example.com:8443/menu.php?host=${random.text(LOWER, 8)}&arch=x86_64`,
      "http://[2001:db8::5]/boot.ipxe",
      "http://10.0.0.5/${net0/mac}.ipxe",
      "tftp://10.0.0.5/pxelinux.0",
    ]);
    if (random.chance(0.5)) request.password = passwordOf(random);
    return request;
  }
  const isWindows = kind < 0.25;
  request.imageId = isWindows ? "windows-server-2022" : random.pick(["ubuntu-24.04", "debian-12", "rocky-9", idOf(random, 18)]);
  if (isWindows || random.chance(0.5)) request.password = passwordOf(random);
  else if (random.chance(0.9)) request.keyId = `key-${random.text(LOWER + DIGITS, 8)}`;
  if (random.chance(0.9)) {
    request.raidConfig = random.chance(0.4) ? { raidType: random.pick([0, 1, 5, 10]) } : { customRaids: customRaids(random) };
    // The API's own answers have both.
    if (random.chance(0.2)) request.raidConfig = { raidType: null, customRaids: [], ...request.raidConfig };
  }
  if (random.chance(0.9)) request.partitions = isWindows ? windowsPartitions(random) : linuxPartitions(random);
  if (random.chance(0.8)) request.nic = { wanName: `wan${random.whole(0, 9)}`, lanName: `lan${random.whole(0, 9)}` };
  if (random.chance(0.7))
    request.userData = userDataOf(random, random.pick([60, 100, 200, 300, random.chance(0.15) ? 6000 : 150]));
  if (random.chance(0.25)) random.pick(ODDITIES)(request, random);
  return request;
}

/** What is accepted, with a warning. */
const ODDITIES = [
  (request, random) => (request.sshKeys = [`ssh-ed25519 AAAA${random.text(LOWER + UPPER + DIGITS, 64)} ops@example.com`]),
  (request, random) => (request.hostname = random.pick(["-web", "x", "web.", random.text(LOWER, 64)])),
  (request) => (request.nic = { wanName: "LAN5", lanName: "wan5" }),
  (request) => request.partitions?.forEach((partition) => (partition.label = "system")),
  (request) => (request.raidConfig = { customRaids: [{ raidType: 1, diskSequence: [1, 2, 3, 4] }] }),
  (request, random) => {
    if (!isLinux(request)) return;
    const fsPath = random.pick(["/data//cache", "/srv/", "/srv/../x", "/my files", "/数据"]);
    request.partitions.push({ fsPath, fsType: "ext4", size: 40 });
  },
  (request, random) => {
    const script = userDataOf(random, 100);
    request.userData = random.pick([
      `\ufeff${script}`,
      `#!/bin/sh\r\n${script}`,
      btoa("#!/bin/sh\nreboot\n".repeat(4)),
      "reboot now",
      "#ps1\nx",
    ]);
  },
];

const partitionsOf = (request, random) => (request.partitions ??= linuxPartitions(random));
const nicOf = (request) => (request.nic ??= { wanName: "wan0", lanName: "lan0" });
const anyOf = (list, random) => list[random.whole(0, list.length - 1)];

function arraysOf(request, random) {
  if (!Array.isArray(request.raidConfig?.customRaids) || request.raidConfig.customRaids.length === 0) {
    request.raidConfig = { customRaids: customRaids(random) };
  }
  return request.raidConfig.customRaids;
}

/** What goes wrong. Each makes at least one error of any request, unless a later one undoes it; none before it may stop it. */
const MISTAKES = [
  // Hostname
  (request, random) =>
    (request.hostname = `${hostnameOf(random)}`.replace("-", random.pick(["_", " ", "/", "é", ",", "服", "🚀"]))),
  (request, random) => (request.hostname = random.text(`${LOWER}-`, random.whole(65, 90))),
  (request, random) => (request.hostname = `${hostnameOf(random)}..${random.text(LOWER, 64)}`),
  // Sign-in
  (request, random) => (request.password = random.text(LOWER, random.whole(1, 7))),
  (request, random) => (request.password = passwordOf(random) + random.text(DIGITS, 16)),
  (request, random) => (request.password = random.text(LOWER + DIGITS, 12)),
  (request, random) => (request.password = `Aa1-${random.pick(["#", " ", "%", "ß", "&", "密码"])}${random.text(LOWER, 6)}`),
  (request, random) => Object.assign(request, { password: passwordOf(random), keyId: `key-${random.text(LOWER, 8)}` }),
  // Image and iPXE
  (request) => Object.assign(request, { imageId: "debian-12", ipxeUrl: "http://boot.example.com/script.ipxe" }),
  (request, random) => {
    request.ipxeUrl = random.pick([
      "boot.example.com/script.ipxe",
      "http:/boot.example.com/x",
      "http://boot example.com/x",
      "Netboot",
      "https://",
      "http://boot.example.com/ü.ipxe",
      "http://h/%zz",
      "http://h/${net0/mac",
    ]);
  },
  // RAID
  (request, random) => (request.raidConfig = { raidType: 1, customRaids: customRaids(random) }),
  (request, random) => (request.raidConfig = { raidType: random.pick([2, 6, 50, -1, 100]) }),
  (request, random) => (anyOf(arraysOf(request, random), random).raidType = random.pick([3, 6, 60, null])),
  (request, random) =>
    (anyOf(arraysOf(request, random), random).diskSequence = random.pick([[2, 1], [1, 3], [4, 5, 7], [], null])),
  (request, random) =>
    (anyOf(arraysOf(request, random), random).diskSequence = random.pick([[0, 1], [-1, 0, 1], [1, 1, 2], [1]])),
  (request, random) => arraysOf(request, random).push({ raidType: 0, diskSequence: [1, 2] }),
  (request, random) => (request.raidConfig = { customRaids: [{ raidType: random.pick([5, 10]), diskSequence: [1, 2] }] }),
  (request) => (request.raidConfig = { customRaids: [{ raidType: 10, diskSequence: [1, 2, 3, 4, 5] }] }),
  (request, random) => delete anyOf(arraysOf(request, random), random)[random.pick(["raidType", "diskSequence"])],
  // Partitions
  (request, random) =>
    (request.partitions = linuxPartitions(random).concat({ fsPath: "/srv", fsType: "ext4", size: 9 }).slice(1)),
  (request, random) => (request.partitions = [{ fsPath: "/var", fsType: "ext4", size: 50 }, ...linuxPartitions(random)]),
  (request, random) => {
    for (const partition of partitionsOf(request, random)) partition.fsType = isLinux(request) ? "xfs" : "ext4";
  },
  (request, random) => {
    const letters = random.pick(["DE", "CE", "DC", "CBD", "CDD", "CDFE", "ZC", "CDEFGHI"]);
    request.partitions = [...letters].map((fsPath) => ({ fsPath, fsType: "NTFS", size: 100 }));
  },
  (request, random) => partitionsOf(request, random).push({ ...anyOf(partitionsOf(request, random), random) }),
  (request, random) => (anyOf(partitionsOf(request, random), random).size = random.pick([0, -1, -500])),
  (request, random) => delete anyOf(partitionsOf(request, random), random)[random.pick(["fsPath", "fsType", "size"])],
  (request, random) =>
    (anyOf(partitionsOf(request, random), random).fsPath = random.pick(["data", "./data", "/a\nb", "C:\\Data"])),
  (request, random) => {
    partitionsOf(request, random);
    delete request.imageId;
  },
  // Network interfaces
  (request, random) => (nicOf(request).wanName = random.pick(["eth", "0wan", "wan-0", "wan0wan0wan", "网络接口"])),
  (request, random) => (nicOf(request).lanName = random.pick(["p1", "9lan0", "lan.0", "private-network", "lan 0"])),
  (request) => (request.nic = { wanName: "port1", lanName: "port1" }),
  // Types
  (request, random) => (request.instanceId = random.pick([null, "", 820653960707, undefined])),
  (request, random) =>
    (request[random.pick(["hostname", "password", "keyId", "imageId", "userData"])] = random.pick([7, true, {}, ["x"], 1.5])),
  (request, random) =>
    (request.raidConfig = random.pick(["raid1", [1], { raidType: "1" }, { raidType: 1.5 }, { customRaids: {} }, 5])),
  (request, random) => (request.partitions = random.pick(["/", {}, [null], ["/"], [["/", "ext4", 10]], 3])),
  (request, random) =>
    (anyOf(arraysOf(request, random), random).diskSequence = random.pick([["1", "2"], "1-2", [1, null], [1, 2.5], 1])),
  (request, random) =>
    (partitionsOf(request, random)[0] = { fsPath: 1, fsType: ["ext4"], size: random.pick(["100", 10.5, true]) }),
  (request, random) => (request.nic = random.pick(["wan0", [], { wanName: 0 }, { lanName: ["lan0"] }])),
];

/** Seldom, or most of what is measured would be this: user data that is too large, in UTF-16 units or only in bytes of UTF-8. */
const RARE = [
  (request, random) => (request.userData = userDataOf(random, 33_000)),
  (request) => (request.userData = "#!/bin/sh\n# 初始化\n".repeat(1600)),
];

/** An element of a list that an earlier mistake made something else of. */
function isPlain(request) {
  const lists = [request.partitions ?? [], request.raidConfig?.customRaids ?? []];
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  return (
    (request.raidConfig === undefined || isObject(request.raidConfig)) &&
    (request.nic === undefined || isObject(request.nic)) &&
    lists.every((list) => Array.isArray(list) && list.every(isObject))
  );
}

function invalid(random) {
  const request = valid(random);
  for (let left = random.pick([1, 1, 2, 3, 4]); left > 0; left -= 1) {
    random.pick(random.chance(0.004) ? RARE : MISTAKES)(request, random);
    if (!isPlain(request)) break;
  }
  // What a mistake left undefined is not in the JSON either.
  return JSON.parse(JSON.stringify(request));
}

/**
 * Every request, as JSON values: nothing of them is written to.
 *
 * @param {number} [seed] another one makes other requests; what is measured is always the same
 * @returns {{ request: object, isValid: boolean }[]}
 */
export function corpus(seed = 20260201) {
  const random = new Random(seed);
  return Array.from({ length: COUNT }, (_, index) => {
    const isValid = index % 2 === 0;
    return { request: isValid ? valid(random) : invalid(random), isValid };
  });
}
