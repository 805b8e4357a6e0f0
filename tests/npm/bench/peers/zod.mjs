// zod: errors only, since zod knows no severity. A message is the code; what is between fields is a refinement.
import * as z from "zod";
import { across } from "./across.mjs";
import { isIpxeUrl } from "./ipxe_url.mjs";
import { characters, utf8Length } from "./texts.mjs";

const WRONG = "wrong_type";

/** The code for what is left out, or of another type. */
const missing = (code) => ({ error: ({ input }) => (input === undefined || input === null ? code : WRONG) });

const text = () => z.string(WRONG);

const password = text()
  .refine((value) => value === "" || (characters(value) >= 8 && characters(value) <= 16), "password_length")
  .regex(/^$|^(?=[^]*[A-Z])(?=[^]*[a-z])(?=[^]*[0-9])(?=[^]*[~!@$^*\-_=+])/, "password_classes")
  .regex(/^[a-zA-Z0-9~!@$^*\-_=+]*$/, "password_characters");

const nicName = text().regex(/^(?:[a-zA-Z][a-zA-Z0-9]{3,9})?$/, "nic_name_malformed");

/** A whole number that satisfies `is`. Not `z.int()`: what that refuses ends every other check. */
const whole = (params, is, code) =>
  z
    .number(params)
    .refine(Number.isInteger, WRONG)
    .refine((value) => !Number.isInteger(value) || is(value), code);

const level = (params) => whole(params, (value) => [0, 1, 5, 10].includes(value), "raid_level_unknown");

const customRaid = z.object(
  {
    raidType: level(missing("raid_level_missing")),
    // Not `min(1)`: that also looks at the length of what is no list.
    diskSequence: z
      .array(
        whole(WRONG, (value) => value >= 1, "raid_disk_below_one"),
        missing("raid_disks_missing"),
      )
      .refine((value) => value.length > 0, "raid_disks_missing"),
  },
  WRONG,
);

const partition = z.object(
  {
    fsPath: text().nullish(),
    fsType: text().nullish(),
    size: whole(missing("partition_size_missing"), (value) => value >= 1, "partition_size_too_small"),
  },
  WRONG,
);

/** The hostname alone. */
export const hostname = text()
  .refine((value) => value.length <= 64 || characters(value) <= 64, "hostname_too_long")
  .regex(/^[a-zA-Z0-9.-]*$/, "hostname_characters")
  .nullish();

const request = z
  .object(
    {
      instanceId: z.string(missing("instance_id_missing")).refine((value) => value !== "", "instance_id_missing"),
      imageId: text().nullish(),
      ipxeUrl: text()
        .refine((value) => value === "" || isIpxeUrl(value), "ipxe_url_malformed")
        .nullish(),
      hostname,
      password: password.nullish(),
      keyId: text().nullish(),
      raidConfig: z
        .object({ raidType: level(WRONG).nullish(), customRaids: z.array(customRaid, WRONG).nullish() }, WRONG)
        .nullish(),
      partitions: z.array(partition, WRONG).nullish(),
      nic: z.object({ wanName: nicName.nullish(), lanName: nicName.nullish() }, WRONG).nullish(),
      userData: text()
        .refine((value) => value.length * 3 <= 32_768 || utf8Length(value) <= 32_768, "user_data_too_long")
        .nullish(),
    },
    WRONG,
  )
  // Also where something else is wrong, or not every issue would be collected.
  .superRefine((value, context) => across(value, (message, path) => context.addIssue({ code: "custom", message, path })), {
    when: () => true,
  });

export const validate = (value) => request.safeParse(value);

export const validateHostname = (value) => hostname.safeParse(value);

export const isValid = (result) => result.success;

export const issuesOf = (result) => (result.success ? [] : result.error.issues);

export const codeOf = (issue) => issue.message;

export const messageOf = (issue) => issue.message;

export const pathOf = (issue) => issue.path;
