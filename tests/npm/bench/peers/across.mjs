// The errors that no schema says in its own words, since they are between fields or between the elements of a list: for ajv,
// zod and valibot alike, which each have a place for such code. What is of a wrong type is no business of this file.

/**
 * Tells `add(code, path)` of each error.
 *
 * @param {unknown} request any value
 * @param {(code: string, path: (string | number)[]) => void} add
 */
export function across(request, add) {
  if (!isObject(request)) return;
  const { imageId, ipxeUrl, raidConfig, partitions, nic } = request;
  if (isText(imageId) && isText(ipxeUrl)) add("image_with_ipxe", ["imageId"]);
  if (isText(request.password) && isText(request.keyId)) add("password_and_key", ["keyId"]);
  if (isObject(raidConfig) && Array.isArray(raidConfig.customRaids)) acrossArrays(raidConfig, add);
  if (Array.isArray(partitions) && partitions.length > 0) {
    // A text of a wrong type may be an image, or may be none.
    const isSystemKnown = isTextOrAbsent(ipxeUrl) && isTextOrAbsent(imageId);
    if (isText(ipxeUrl) || (isSystemKnown && !isText(imageId))) add("partitions_without_system", ["partitions"]);
    acrossPartitions(partitions, add);
  }
  if (isObject(nic) && isText(nic.wanName) && nic.wanName === nic.lanName) add("nic_names_equal", ["nic", "lanName"]);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string" && value !== "";
const isTextOrAbsent = (value) => value === undefined || value === null || typeof value === "string";

const MIN_DISKS = { __proto__: null, 0: 2, 1: 2, 5: 3, 10: 4 };

function acrossArrays({ raidType, customRaids }, add) {
  if (Number.isInteger(raidType) && customRaids.length > 0) add("raid_conflict", ["raidConfig", "customRaids"]);
  const named = new Set();
  customRaids.forEach((array, index) => {
    if (!isObject(array) || !Array.isArray(array.diskSequence) || array.diskSequence.length === 0) return;
    const { raidType: level, diskSequence: disks } = array;
    const path = ["raidConfig", "customRaids", index, "diskSequence"];
    disks.forEach((disk, at) => {
      if (!Number.isInteger(disk)) return;
      if (named.has(disk)) add("raid_disk_duplicate", [...path, at]);
      named.add(disk);
    });
    const isInOrder = (disk, at) => at === 0 || disk === disks[at - 1] || disk === disks[at - 1] + 1;
    if (disks.every(Number.isInteger) && !disks.every(isInOrder)) add("raid_disk_order", path);
    if (!Number.isInteger(level)) return;
    if (disks.length < MIN_DISKS[level]) add("raid_disk_count", path);
    else if (level === 10 && disks.length % 2 === 1) add("raid_disk_odd", path);
  });
}

function acrossPartitions(partitions, add) {
  const paths = partitions.map((partition) => (isObject(partition) ? (partition.fsPath ?? "") : null));
  const types = partitions.map((partition) => (isObject(partition) ? (partition.fsType ?? "") : null));
  const first = paths.find(isText);
  const isNtfs = (type) => isText(type) && type.toLowerCase() === "ntfs";
  const isWindows =
    (first !== undefined && /^[a-zA-Z]:*\\*$/.test(first)) ||
    (!paths.some((path) => isText(path) && path.startsWith("/")) && types.some(isNtfs));
  if (isWindows) acrossDrives(paths, add);
  else acrossMountPoints(paths, add);
  const isAllowed = isWindows ? isNtfs : (type) => /^ext[234]$/i.test(type);
  types.forEach((type, index) => {
    if (typeof type !== "string" || isAllowed(type)) return;
    add(type === "" ? "partition_file_system_missing" : "partition_file_system", ["partitions", index, "fsType"]);
  });
}

const fsPath = (index) => ["partitions", index, "fsPath"];

function acrossMountPoints(paths, add) {
  const isMountPoint = (path) => path.startsWith("/") && !/\p{Cc}/u.test(path);
  const places = placesOf(paths, isMountPoint, (path) => path, "partition_path_linux", add);
  const root = places.get("/");
  if (root > 0) add("partition_root_not_first", fsPath(root));
  if (root === undefined && paths.every((path) => typeof path === "string")) add("partition_root_missing", ["partitions"]);
}

/** Where each path stands first. */
function placesOf(paths, isGood, key, malformed, add) {
  const places = new Map();
  paths.forEach((path, index) => {
    if (typeof path !== "string") return;
    if (path === "") add("partition_path_missing", fsPath(index));
    else if (!isGood(path)) add(malformed, fsPath(index));
    else if (places.has(key(path))) add("partition_duplicate", fsPath(index));
    else places.set(key(path), index);
  });
  return places;
}

function acrossDrives(paths, add) {
  const letterOf = (path) => path.toUpperCase();
  const isDrive = (path) => /^[C-Hc-h]$/.test(path);
  const places = placesOf(paths, isDrive, letterOf, "partition_path_windows", add);
  const c = places.get("C");
  if (c > 0) add("partition_drive_not_first", fsPath(c));
  if (c === undefined && paths.every((path) => typeof path === "string")) add("partition_drive_missing", ["partitions"]);

  // Each letter after the one before it; a partition whose letter is not known fills its place.
  const letters = paths
    .map((path, index) => ({ index, letter: isText(path) && isDrive(path) ? letterOf(path) : undefined }))
    .filter(({ index, letter }) => letter === undefined || (letter !== "C" && places.get(letter) === index));
  const mayHoldC = c === undefined && letters.some(({ letter }) => letter === undefined);
  let before = c === undefined ? undefined : 0;
  letters.forEach(({ index, letter }, at) => {
    const place = mayHoldC ? at : at + 1;
    if (letter === undefined) return;
    // How far a letter is from the place where the alphabet has it.
    const offset = "CDEFGH".indexOf(letter) - place;
    if (before !== undefined && place < 6 && offset !== 0 && offset !== before) add("partition_drive_order", fsPath(index));
    before = offset;
  });
}
