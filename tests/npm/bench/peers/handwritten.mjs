// The rules of a request alone, as a front-end engineer writes them by hand: no library, results are plain objects. It is
// written from docs/rules.md and shares nothing with the core, so that it also tests the core.

import { readUrl } from "./ipxe_url.mjs";
import { characters, utf8Length } from "./texts.mjs";

/** @returns {{ valid: boolean, issues: { path: (string | number)[], code: string, severity: string, message: string }[] }} */
export function validate(request) {
  const issues = [];
  if (isObject(request)) checkRequest(request, issues);
  else wrongType(issues, [], "an object", request);
  return { valid: !issues.some(({ severity }) => severity === "error"), issues };
}

/** The issues of a hostname alone. */
export function validateHostname(value) {
  const issues = [];
  checkHostname(readText(value, "hostname", issues), issues);
  return issues;
}

export const isValid = ({ valid }) => valid;

export const issuesOf = ({ issues }) => issues;

export const codeOf = ({ code }) => code;

export const messageOf = ({ message }) => message;

export const pathOf = ({ path }) => path;

// What is read: a text, "" where it is left out, undefined where it is of another type and nothing is known about it.

function checkRequest(request, issues) {
  unknownMembers(request, REQUEST_MEMBERS, issues, []);
  const instanceId = readText(request.instanceId, "instanceId", issues);
  const imageId = readText(request.imageId, "imageId", issues);
  const ipxeUrl = readText(request.ipxeUrl, "ipxeUrl", issues);

  if (instanceId === "") error(issues, ["instanceId"], "instance_id_missing", "Name the instance to reinstall.");
  if (imageId && ipxeUrl) {
    error(issues, ["imageId"], "image_with_ipxe", "An image and an iPXE URL exclude each other. Remove one of them.");
  }
  if (ipxeUrl) checkIpxeUrl(ipxeUrl, issues);
  checkHostname(readText(request.hostname, "hostname", issues), issues);
  checkSignIn(request, ipxeUrl, issues);
  if (isThere(request.raidConfig)) checkRaid(request.raidConfig, issues);
  if (isThere(request.partitions)) checkPartitions(request.partitions, imageId, ipxeUrl, issues);
  if (isThere(request.nic)) checkNic(request.nic, issues);
  const userData = readText(request.userData, "userData", issues);
  if (userData) checkUserData(userData, ipxeUrl, issues);
}

function checkIpxeUrl(url, issues) {
  if (url === "netboot") return;
  const path = ["ipxeUrl"];
  const { scheme, setting } = readUrl(url);
  if (scheme === undefined) {
    error(issues, path, "ipxe_url_malformed", "Neither a URL nor the word netboot in lower case. Look for spaces.");
  } else if (scheme !== "http" && scheme !== "https") {
    warning(issues, path, "ipxe_url_scheme", `Only http and https are assumed to work here; this is ${scheme}.`);
  }
  if (setting !== undefined) {
    warning(issues, path, "ipxe_url_setting", `Holds the iPXE setting ${setting}. Write the address out to be sure.`);
  }
  if (url.length > 2048 && characters(url) > 2048) {
    warning(issues, path, "ipxe_url_too_long", `${characters(url)} characters; more than 2048 are not documented to be taken.`);
  }
}

function checkHostname(hostname, issues) {
  if (hostname === undefined) return;
  const path = ["hostname"];
  if (hostname === "") {
    notice(issues, path, "hostname_default", 'Left out: the hostname becomes the word "hostname".');
    return;
  }
  const length = hostname.length > 64 ? characters(hostname) : hostname.length;
  if (length > 64) error(issues, path, "hostname_too_long", `At most 64 characters; this has ${length}.`);
  if (!/^[a-zA-Z0-9.-]*$/.test(hostname)) {
    const foreign = new Set(hostname.match(/[^a-zA-Z0-9.-]/gu));
    const some = [...foreign].slice(0, 8).join(", ");
    error(issues, path, "hostname_characters", `Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove ${some}.`);
  }
  if (length === 1 || (length === 2 && characters(hostname) === 1)) {
    warning(issues, path, "hostname_one_character", "A hostname of one character is not accepted by the vendor's other tools.");
  }
  if (isEdge(hostname[0]) || isEdge(hostname.at(-1))) {
    warning(issues, path, "hostname_edge", "Begins or ends with a hyphen or a dot, which DNS refuses. Remove it.");
  }
  if (length > 63 && hostname.split(".").some((label) => characters(label) > 63)) {
    warning(issues, path, "hostname_label_too_long", "A part of the hostname has more than 63 characters without a dot.");
  }
}

const isEdge = (character) => character === "-" || character === ".";

function checkSignIn(request, ipxeUrl, issues) {
  const password = readText(request.password, "password", issues);
  const keyId = readText(request.keyId, "keyId", issues);
  if (password) {
    checkPassword(password, issues);
    if (ipxeUrl) {
      notice(issues, ["password"], "password_with_ipxe", "It is not documented that an iPXE installation uses this password.");
    }
  }
  if (keyId) {
    if (password) {
      error(issues, ["keyId"], "password_and_key", "A password and a key pair exclude each other. Keep one of them.");
    }
    if (ipxeUrl) {
      warning(issues, ["keyId"], "key_without_system", "Where no image is installed, nobody is known to install the key pair.");
    }
  } else if (password === "" && keyId === "") {
    notice(issues, ["password"], "sign_in_mailed", "Neither a password nor a key pair: a random password is mailed.");
  }
}

function checkPassword(password, issues) {
  const path = ["password"];
  const length = characters(password);
  if (length < 8 || length > 16) {
    error(issues, path, "password_length", `Between 8 and 16 characters; this has ${length}.`);
  }
  const missing = [];
  if (!/[A-Z]/.test(password)) missing.push("an upper-case letter");
  if (!/[a-z]/.test(password)) missing.push("a lower-case letter");
  if (!/[0-9]/.test(password)) missing.push("a digit");
  if (!/[~!@$^*\-_=+]/.test(password)) missing.push("one of ~!@$^*-_=+");
  if (missing.length > 0) error(issues, path, "password_classes", `Still missing: ${missing.join(", ")}.`);
  const foreign = password.search(/[^a-zA-Z0-9~!@$^*\-_=+]/u);
  if (foreign >= 0) {
    const position = characters(password.slice(0, foreign)) + 1;
    error(
      issues,
      path,
      "password_characters",
      `Only a–z, A–Z, 0–9 and ~!@$^*-_=+ are allowed; character ${position} is another one.`,
    );
  }
}

function checkRaid(raid, issues) {
  if (!isObject(raid)) {
    wrongType(issues, ["raidConfig"], "an object", raid);
    return;
  }
  unknownMembers(raid, RAID_MEMBERS, issues, ["raidConfig"]);
  let level;
  if (isThere(raid.raidType)) {
    level = readLevel(raid.raidType, issues, () => ["raidConfig", "raidType"]);
  }
  if (!isThere(raid.customRaids)) return;
  if (!Array.isArray(raid.customRaids)) {
    wrongType(issues, ["raidConfig", "customRaids"], "a list", raid.customRaids);
    return;
  }
  checkCustomRaids(raid.customRaids, level !== undefined, issues);
}

/** The whole number, undefined where it is none; says so, and where there is no such level. */
function readLevel(value, issues, path) {
  if (!isWhole(value)) {
    wrongType(issues, path(), "a whole number", value);
    return undefined;
  }
  if (!(value in MIN_DISKS)) {
    error(issues, path(), "raid_level_unknown", `RAID ${value} does not exist here. Choose 0, 1, 5 or 10.`);
  }
  return value;
}

/** The fewest disks of each RAID level. */
const MIN_DISKS = { __proto__: null, 0: 2, 1: 2, 5: 3, 10: 4 };

/** So many elements are read of a list, those of the lists inside it included. */
const ELEMENTS_MAX = 1000;

function checkCustomRaids(arrays, isQuick, issues) {
  const named = new Set();
  const before = issues.length;
  let left = ELEMENTS_MAX;
  let isCut = false;
  for (let index = 0; index < arrays.length; index += 1) {
    if (left === 0) {
      isCut = true;
      break;
    }
    left -= 1;
    const array = arrays[index];
    if (!isObject(array)) {
      wrongType(issues, ["raidConfig", "customRaids", index], "an object", array);
      continue;
    }
    unknownMembers(array, ARRAY_MEMBERS, issues, ["raidConfig", "customRaids", index]);
    let level;
    if (isThere(array.raidType)) {
      level = readLevel(array.raidType, issues, () => ["raidConfig", "customRaids", index, "raidType"]);
    } else {
      error(issues, ["raidConfig", "customRaids", index, "raidType"], "raid_level_missing", "Choose the array's RAID level.");
    }
    left -= checkDisks(array.diskSequence, level, index, named, left, issues);
  }
  if (isCut) {
    // Nothing inside a list that is too long is judged.
    issues.push(...issues.splice(before).filter(({ code }) => IS_READING.has(code)));
    listTooLong(issues, ["raidConfig", "customRaids"]);
  } else if (isQuick && arrays.length > 0) {
    error(
      issues,
      ["raidConfig", "customRaids"],
      "raid_conflict",
      "Quick and custom RAID exclude each other. Remove one of them.",
    );
  }
}

/** What is said about a value before it is judged. */
const IS_READING = new Set(["wrong_type", "unknown_member", "unknown_members_more", "list_too_long"]);

/** Returns how many elements it read. */
function checkDisks(disks, level, index, named, left, issues) {
  const here = () => ["raidConfig", "customRaids", index, "diskSequence"];
  if (!isThere(disks) || (Array.isArray(disks) && disks.length === 0)) {
    error(issues, here(), "raid_disks_missing", "Choose the array's disks.");
    return 0;
  }
  if (!Array.isArray(disks)) {
    wrongType(issues, here(), "a list", disks);
    return 0;
  }
  const isCut = disks.length > left;
  const length = Math.min(disks.length, left);
  let isRead = !isCut;
  let isInOrder = true;
  let previous;
  for (let at = 0; at < length; at += 1) {
    const disk = disks[at];
    if (!isWhole(disk)) {
      wrongType(issues, [...here(), at], "a whole number", disk);
      isRead = false;
      continue;
    }
    if (previous !== undefined && disk !== previous && disk !== previous + 1) isInOrder = false;
    previous = disk;
    // What was read of a list that is too long counts for nothing.
    if (isCut) continue;
    if (named.has(disk)) {
      error(
        issues,
        [...here(), at],
        "raid_disk_duplicate",
        `Disk ${disk} is named more than once. Put each disk into one array, once.`,
      );
    } else {
      named.add(disk);
    }
    if (disk < 1) error(issues, [...here(), at], "raid_disk_below_one", `There is no disk ${disk}. Disks are numbered from 1.`);
  }
  if (isCut) {
    listTooLong(issues, here());
    return length;
  }
  if (isRead && !isInOrder) {
    error(issues, here(), "raid_disk_order", "The disks of an array must be consecutive and ascending, like 1, 2, 3.");
  }
  const least = MIN_DISKS[level];
  if (length < least) {
    error(issues, here(), "raid_disk_count", `RAID ${level} needs at least ${least} disks; this array has ${length}.`);
  } else if (level === 10 && length % 2 === 1) {
    error(
      issues,
      here(),
      "raid_disk_odd",
      `RAID 10 needs an even number of disks; this array has ${length}. Add or remove one.`,
    );
  } else if (level === 1 && length > 2) {
    warning(issues, here(), "raid_one_many_disks", `RAID 1 over ${length} disks: half of their space is assumed to be usable.`);
  }
  return length;
}

function checkPartitions(partitions, imageId, ipxeUrl, issues) {
  if (!Array.isArray(partitions)) {
    wrongType(issues, ["partitions"], "a list", partitions);
    return;
  }
  if (partitions.length === 0) return;
  const isCut = partitions.length > ELEMENTS_MAX;
  const length = Math.min(partitions.length, ELEMENTS_MAX);
  if (isCut) listTooLong(issues, ["partitions"]);

  const paths = [];
  const fileSystems = [];
  for (let index = 0; index < length; index += 1) {
    const partition = partitions[index];
    if (!isObject(partition)) {
      wrongType(issues, ["partitions", index], "an object", partition);
      paths.push(undefined);
      fileSystems.push(undefined);
      continue;
    }
    unknownMembers(partition, PARTITION_MEMBERS, issues, ["partitions", index]);
    paths.push(readTextOf(partition, "fsPath", index, issues));
    fileSystems.push(readTextOf(partition, "fsType", index, issues));
    if (isThere(partition.size) && !isWhole(partition.size)) {
      wrongType(issues, ["partitions", index, "size"], "a whole number", partition.size);
    }
  }
  // Nothing inside a list that is too long is judged.
  if (isCut) return;

  const hasNoSystem = ipxeUrl !== "" || imageId === "";
  if (ipxeUrl !== undefined && imageId !== undefined ? hasNoSystem : ipxeUrl) {
    error(issues, ["partitions"], "partitions_without_system", "Partitions need an image, and none is known to be installed.");
  }
  if (isWindows(paths, fileSystems)) {
    checkDrives(paths, issues);
    checkFileSystems(fileSystems, WINDOWS_FILE_SYSTEMS, issues);
  } else {
    checkMountPoints(paths, issues);
    checkFileSystems(fileSystems, LINUX_FILE_SYSTEMS, issues);
  }
  for (let index = 0; index < length; index += 1) {
    if (!isObject(partitions[index])) continue;
    const { size } = partitions[index];
    if (!isThere(size)) {
      error(issues, ["partitions", index, "size"], "partition_size_missing", "Give the size in GB.");
    } else if (isWhole(size) && size < 1) {
      error(issues, ["partitions", index, "size"], "partition_size_too_small", "The size must be at least 1 GB.");
    }
  }
}

const WINDOWS_FILE_SYSTEMS = ["ntfs"];
const LINUX_FILE_SYSTEMS = ["ext4", "ext3", "ext2"];

function readTextOf(partition, name, index, issues) {
  const value = partition[name];
  if (typeof value === "string") return value;
  if (!isThere(value)) return "";
  wrongType(issues, ["partitions", index, name], "a text", value);
  return undefined;
}

/** The first path tells: a letter, also as `C:` or `C:\`, is Windows'. Where no path is one of Linux', NTFS tells too. */
function isWindows(paths, fileSystems) {
  const first = paths.find(Boolean);
  if (first !== undefined && /^[a-zA-Z]:*\\*$/.test(first)) return true;
  if (paths.some((path) => path?.startsWith("/"))) return false;
  return fileSystems.some((name) => name?.toLowerCase() === "ntfs");
}

function checkMountPoints(paths, issues) {
  const first = new Map();
  for (let index = 0; index < paths.length; index += 1) {
    const path = paths[index];
    if (path === undefined) continue;
    if (path === "") pathMissing(issues, index);
    else if (!path.startsWith("/") || /\p{Cc}/u.test(path)) {
      error(issues, fsPath(index), "partition_path_linux", "A Linux path begins with / and has no control characters.");
    } else {
      const what = oddity(path);
      if (what !== undefined) {
        warning(
          issues,
          fsPath(index),
          "partition_path_unusual",
          `An unusual path: it contains ${what}. Installers may stumble over it.`,
        );
      }
      if (first.has(path)) pathTwice(issues, index, path);
      else first.set(path, index);
    }
  }
  if (!first.has("/")) {
    if (!paths.includes(undefined)) {
      error(issues, ["partitions"], "partition_root_missing", "Add the system partition: / must be the first.");
    }
  } else if (first.get("/") !== 0) {
    error(issues, fsPath(first.get("/")), "partition_root_not_first", "/ is the system partition and must be the first.");
  }
}

function oddity(path) {
  if (/^(?:\/[a-zA-Z0-9_-]+)+$/.test(path) || path === "/") return undefined;
  if (path.includes("//")) return "two slashes in a row";
  if (path.endsWith("/")) return "a slash at the end";
  if (/\/\.\.?(?:\/|$)/.test(path)) return "a . or .. part";
  if (/\p{White_Space}/u.test(path)) return "a space";
  if (/[^\x00-\x7f]/.test(path)) return "a character that is not ASCII";
  return undefined;
}

const LETTERS = "CDEFGH";

function checkDrives(paths, issues) {
  const first = new Map();
  // A letter that is there twice stands in its first place only; one that cannot be read keeps its place.
  const others = [];
  for (let index = 0; index < paths.length; index += 1) {
    const path = paths[index];
    const letter = path?.length === 1 && LETTERS.includes(path.toUpperCase()) ? path.toUpperCase() : undefined;
    if (letter === undefined) {
      others.push({ index, letter });
      if (path === "") pathMissing(issues, index);
      else if (path !== undefined)
        error(issues, fsPath(index), "partition_path_windows", "Windows takes one letter from C to H.");
    } else if (first.has(letter)) {
      pathTwice(issues, index, letter);
    } else {
      first.set(letter, index);
      if (letter !== "C") others.push({ index, letter });
    }
  }
  if (!first.has("C")) {
    if (!paths.includes(undefined)) {
      error(issues, ["partitions"], "partition_drive_missing", "Add the system partition: C must be the first.");
    }
  } else if (first.get("C") !== 0) {
    error(issues, fsPath(first.get("C")), "partition_drive_not_first", "C is the system partition and must be the first.");
  }
  checkLetterOrder(others, first.has("C"), issues);
}

/**
 * Each letter must follow the one before it. A partition without a readable letter may have any, so it fills its place; a
 * letter in the very place where the alphabet has it is right, whatever stands before it.
 */
function checkLetterOrder(others, hasC, issues) {
  const mayHoldC = !hasC && others.some(({ letter }) => letter === undefined);
  let before = hasC ? { place: 0, letter: 0 } : undefined;
  let place = mayHoldC ? 0 : 1;
  for (const other of others) {
    if (other.letter !== undefined) {
      const letter = LETTERS.indexOf(other.letter);
      if (
        before !== undefined &&
        place < LETTERS.length &&
        letter !== place &&
        letter - before.letter !== place - before.place
      ) {
        const message = `Letters follow the alphabet from C without a gap; ${LETTERS[place]} is expected here.`;
        error(issues, fsPath(other.index), "partition_drive_order", message);
      }
      before = { place, letter };
    }
    place += 1;
  }
}

function checkFileSystems(fileSystems, allowed, issues) {
  for (let index = 0; index < fileSystems.length; index += 1) {
    const name = fileSystems[index];
    if (name === undefined || allowed.includes(name) || allowed.includes(name.toLowerCase())) continue;
    const path = ["partitions", index, "fsType"];
    const list = allowed.join(", ");
    if (name === "") error(issues, path, "partition_file_system_missing", `Choose a file system: ${list}.`);
    else
      error(issues, path, "partition_file_system", `This system does not take that file system. Choose one of these: ${list}.`);
  }
}

const fsPath = (index) => ["partitions", index, "fsPath"];

function pathMissing(issues, index) {
  error(issues, fsPath(index), "partition_path_missing", "Give the mount point or the drive letter.");
}

function pathTwice(issues, index, path) {
  error(issues, fsPath(index), "partition_duplicate", `${path} is there more than once. Give each partition its own.`);
}

function checkNic(nic, issues) {
  if (!isObject(nic)) {
    wrongType(issues, ["nic"], "an object", nic);
    return;
  }
  unknownMembers(nic, NIC_MEMBERS, issues, ["nic"]);
  const wan = checkNicName(nic, "wanName", "public", "lan", issues);
  const lan = checkNicName(nic, "lanName", "private", "wan", issues);
  if (wan && wan === lan) {
    error(issues, ["nic", "lanName"], "nic_names_equal", `Both interfaces would be called ${lan}. Give them different names.`);
  }
}

function checkNicName(nic, member, which, prefix, issues) {
  const name = nic[member];
  if (!isThere(name)) return "";
  if (typeof name !== "string") {
    wrongType(issues, ["nic", member], "a text", name);
    return undefined;
  }
  if (name === "") return "";
  if (!/^[a-zA-Z][a-zA-Z0-9]{3,9}$/.test(name)) {
    error(issues, ["nic", member], "nic_name_malformed", "4 to 10 of a–z, A–Z and 0–9, beginning with a letter.");
  }
  if (name.slice(0, 3).toLowerCase() === prefix) {
    warning(
      issues,
      ["nic", member],
      "nic_name_prefix_unusual",
      `The ${which} interface's name begins with ${prefix}. Choose another name.`,
    );
  }
  return name;
}

const HEADERS =
  /^(?:#!|#cloud-config|#cloud-boothook|#include|#part-handler|## template:|Content-Type:|MIME-Version:|#upstart-job)/;
const WINDOWS_HEADERS = /^(?:#ps1|<powershell>|<script>|rem cmd)/;

function checkUserData(text, ipxeUrl, issues) {
  const path = ["userData"];
  // A UTF-16 unit is at most three bytes.
  const bytes = text.length * 3 > 32_000 ? utf8Length(text) : 0;
  if (bytes > 32_768) {
    error(issues, path, "user_data_too_long", `At most 32768 bytes of UTF-8; this has ${bytes}.`);
  } else if (bytes > 32_000) {
    warning(issues, path, "user_data_near_limit", `${bytes} bytes. Whether the limit is 32000 or 32768 is not documented.`);
  }
  if (ipxeUrl) {
    warning(issues, path, "user_data_not_run", "It is not documented that an iPXE installation runs user data.");
    return;
  }
  let plain = text;
  if (text.startsWith("\ufeff")) {
    warning(issues, path, "user_data_byte_order_mark", "Begins with an invisible byte order mark. Remove it.");
    plain = text.replace(/^\ufeff+/, "");
  }
  if (plain.startsWith("#!") && firstLine(plain).endsWith("\r")) {
    warning(issues, path, "user_data_carriage_return", "The first line ends in CR LF, as Windows writes it. Use LF.");
  }
  if (/^\x1f[\x8b\ufffd\u2039]/.test(plain)) {
    warning(issues, path, "user_data_compressed", "This looks like gzip. It does not survive as text: send the text itself.");
  } else if (looksEncoded(plain)) {
    warning(issues, path, "user_data_encoded", "This looks like base64. It is not documented that anything decodes it.");
  } else if (!HEADERS.test(plain) && !WINDOWS_HEADERS.test(plain)) {
    warning(issues, path, "user_data_no_header", "The first line is neither #cloud-config nor #!….");
  }
}

function firstLine(text) {
  const end = text.indexOf("\n");
  return end < 0 ? text : text.slice(0, end);
}

function looksEncoded(text) {
  if (!/^[a-zA-Z0-9+/=\t\n\f\r ]*$/.test(text)) return false;
  const { length } = text.replace(/[\t\n\f\r ]+/g, "");
  return length >= 16 && length % 4 === 0;
}

// Reading.

const REQUEST_MEMBERS = new Set([
  "instanceId",
  "imageId",
  "ipxeUrl",
  "hostname",
  "password",
  "keyId",
  "raidConfig",
  "partitions",
  "nic",
  "userData",
]);
const RAID_MEMBERS = new Set(["raidType", "customRaids"]);
const ARRAY_MEMBERS = new Set(["raidType", "diskSequence"]);
const PARTITION_MEMBERS = new Set(["fsPath", "fsType", "size"]);
const NIC_MEMBERS = new Set(["wanName", "lanName"]);

const isThere = (value) => value !== undefined && value !== null;

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** What fits into 64 bits. */
const isWhole = (value) => Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64;

function readText(value, name, issues) {
  if (typeof value === "string") return value;
  if (!isThere(value)) return "";
  wrongType(issues, [name], "a text", value);
  return undefined;
}

const UNKNOWN_MAX = 20;

function unknownMembers(object, known, issues, path) {
  let unknown;
  // Quicker than Object.keys, which makes a list.
  for (const name in object) {
    if (!known.has(name) && Object.hasOwn(object, name) && object[name] !== undefined) (unknown ??= []).push(name);
  }
  if (unknown === undefined) return;
  if (unknown.length > UNKNOWN_MAX) {
    unknown.sort();
    unknown.length = UNKNOWN_MAX;
    warning(
      issues,
      path,
      "unknown_members_more",
      `There are more members that the API does not know; only ${UNKNOWN_MAX} are listed.`,
    );
  }
  for (const name of unknown) {
    warning(
      issues,
      [...path, name],
      "unknown_member",
      "The API does not know a member of this name and ignores it. Check the spelling.",
    );
  }
}

// Telling.

function wrongType(issues, path, expected, value) {
  error(issues, path, "wrong_type", `Must be ${expected}, but is ${nameOf(value)}.`);
}

function nameOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "a text";
  if (typeof value === "boolean") return "true or false";
  return isWhole(value) ? "a whole number" : "a number with a fraction, or out of range";
}

function listTooLong(issues, path) {
  error(issues, path, "list_too_long", `More than ${ELEMENTS_MAX} elements, inner lists included; the rest was not read.`);
}

function error(issues, path, code, message) {
  issues.push({ path, code, severity: "error", message });
}

function warning(issues, path, code, message) {
  issues.push({ path, code, severity: "warning", message });
}

function notice(issues, path, code, message) {
  issues.push({ path, code, severity: "notice", message });
}
