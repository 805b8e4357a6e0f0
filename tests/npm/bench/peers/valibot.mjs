// valibot: errors only, since valibot knows no severity. A message is the code; what is between fields is a raw check.
import * as v from "valibot";
import { across } from "./across.mjs";
import { isIpxeUrl } from "./ipxe_url.mjs";
import { characters, utf8Length } from "./texts.mjs";

const WRONG = "wrong_type";

/** The code for what is left out, or of another type. */
const missing =
  (code) =>
  ({ input }) =>
    input === undefined || input === null ? code : WRONG;

/** `v.object` takes a list, too. */
const object = (entries) =>
  v.pipe(
    v.custom((value) => !Array.isArray(value), WRONG),
    v.object(entries, WRONG),
  );

/** A whole number that satisfies `is`. */
const whole = (message, is, code) =>
  v.pipe(
    v.number(message),
    v.integer(WRONG),
    v.check((value) => !Number.isInteger(value) || is(value), code),
  );

const password = v.pipe(
  v.string(WRONG),
  v.check((value) => value === "" || (characters(value) >= 8 && characters(value) <= 16), "password_length"),
  v.regex(/^$|^(?=[^]*[A-Z])(?=[^]*[a-z])(?=[^]*[0-9])(?=[^]*[~!@$^*\-_=+])/, "password_classes"),
  v.regex(/^[a-zA-Z0-9~!@$^*\-_=+]*$/, "password_characters"),
);

const nicName = v.pipe(v.string(WRONG), v.regex(/^(?:[a-zA-Z][a-zA-Z0-9]{3,9})?$/, "nic_name_malformed"));

const level = (message) => whole(message, (value) => [0, 1, 5, 10].includes(value), "raid_level_unknown");

// A default of null: what is left out is then missing like null, and not the member itself.
const customRaid = object({
  raidType: v.optional(level(missing("raid_level_missing")), null),
  diskSequence: v.optional(
    v.pipe(
      v.array(
        whole(WRONG, (value) => value >= 1, "raid_disk_below_one"),
        missing("raid_disks_missing"),
      ),
      v.minLength(1, "raid_disks_missing"),
    ),
    null,
  ),
});

const partition = object({
  fsPath: v.nullish(v.string(WRONG)),
  fsType: v.nullish(v.string(WRONG)),
  size: v.optional(
    whole(missing("partition_size_missing"), (value) => value >= 1, "partition_size_too_small"),
    null,
  ),
});

/** The hostname alone. */
export const hostname = v.nullish(
  v.pipe(
    v.string(WRONG),
    v.check((value) => value.length <= 64 || characters(value) <= 64, "hostname_too_long"),
    v.regex(/^[a-zA-Z0-9.-]*$/, "hostname_characters"),
  ),
);

const request = v.pipe(
  object({
    instanceId: v.optional(v.pipe(v.string(missing("instance_id_missing")), v.minLength(1, "instance_id_missing")), null),
    imageId: v.nullish(v.string(WRONG)),
    ipxeUrl: v.nullish(
      v.pipe(
        v.string(WRONG),
        v.check((value) => value === "" || isIpxeUrl(value), "ipxe_url_malformed"),
      ),
    ),
    hostname,
    password: v.nullish(password),
    keyId: v.nullish(v.string(WRONG)),
    raidConfig: v.nullish(object({ raidType: v.nullish(level(WRONG)), customRaids: v.nullish(v.array(customRaid, WRONG)) })),
    partitions: v.nullish(v.array(partition, WRONG)),
    nic: v.nullish(object({ wanName: v.nullish(nicName), lanName: v.nullish(nicName) })),
    userData: v.nullish(
      v.pipe(
        v.string(WRONG),
        v.check((value) => value.length * 3 <= 32_768 || utf8Length(value) <= 32_768, "user_data_too_long"),
      ),
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) =>
    across(dataset.value, (message, path) => addIssue({ message, path: path.map((key) => ({ key })) })),
  ),
);

export const validate = (value) => v.safeParse(request, value);

export const validateHostname = (value) => v.safeParse(hostname, value);

export const isValid = (result) => result.success;

export const issuesOf = (result) => result.issues ?? [];

export const codeOf = (issue) => issue.message;

export const messageOf = (issue) => issue.message;

export const pathOf = (issue) => issue.path?.map(({ key }) => key) ?? [];
