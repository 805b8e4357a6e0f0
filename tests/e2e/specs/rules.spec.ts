// Each field of the form against the conformance cases: what is reported for a value is shown beside its field, and nothing
// else. The cases are the same that core, the npm package and the sandbox are held to (tests/conformance).
import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures/index.ts";

type Text = string | { $repeat: string; times: number } | { $concat: Text[] };
type Body = Record<string, unknown>;
interface Case {
  name: string;
  request?: Body | null;
  context?: unknown;
  ignore?: string[];
  issues: { path: (string | number)[]; code: string }[];
}

/** A text or its shorthand, as the suite's README defines them; `undefined` for anything else. */
function text(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const short = value as Text | null | undefined;
  if (typeof short !== "object" || short === null) return undefined;
  if ("$repeat" in short) return short.$repeat.repeat(short.times);
  if ("$concat" in short) return short.$concat.map((part) => text(part) ?? "").join("");
  return undefined;
}

/** The suite's cases that are about one text member, and about nothing that the form takes from the server instead. */
function casesOf(file: string, path: readonly string[]): { name: string; value: string; codes: string[] }[] {
  const suite = JSON.parse(readFileSync(new URL(`../../conformance/${file}.json`, import.meta.url), "utf8")) as {
    ignore?: string[];
    cases: Case[];
  };
  return suite.cases.flatMap(({ name, request, context, ignore, issues }) => {
    if (!request || context) return [];
    const members = Object.keys(request).filter((member) => member !== "instanceId");
    let value: unknown = request;
    for (const member of path) value = (value as Body | null)?.[member];
    const only = members.length === 1 && (path.length === 1 || Object.keys(request[path[0]!] as Body).length === 1);
    const typed = text(value);
    const ignored = [...(suite.ignore ?? []), ...(ignore ?? [])];
    // The form knows the model, and with it what the prefix of a NIC name means.
    if (issues.some((issue) => issue.code === "nic_name_prefix_unusual")) return [];
    // An empty field is a choice that waits, not a value; no field of a page can hold a CR or a lone surrogate.
    if (!only || !typed || /[\r\ud800-\udfff]/u.test(typed)) return [];
    const own = issues.filter((issue) => issue.path.join(".") === path.join(".") && !ignored.includes(issue.code));
    return [{ name, value: typed, codes: own.map((issue) => issue.code).sort() }];
  });
}

interface Shown {
  /** The codes of what stands beside the field. */
  shown: string[];
  /** Whether an error is among it. */
  errors: boolean;
  /** Whether the field says that it is invalid. */
  invalid: boolean;
}

/** Types one value after another, in the page, and reads what each one shows: the round trip for each would take minutes. */
async function typeEach(element: Element, values: string[]): Promise<Shown[]> {
  const field = element as HTMLInputElement | HTMLTextAreaElement;
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, "value") ?? {};
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const found: Shown[] = [];
  for (const value of values) {
    set?.call(field, value);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await painted();
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
    const issues = described.flatMap((id) => [...(document.getElementById(id)?.querySelectorAll("[data-code]") ?? [])]);
    found.push({
      shown: issues.map((issue) => issue.getAttribute("data-code") ?? "").sort(),
      errors: issues.some((issue) => issue.getAttribute("data-severity") === "error"),
      invalid: field.getAttribute("aria-invalid") === "true",
    });
  }
  return found;
}

const FIELDS = [
  { file: "hostname", path: ["hostname"], label: "Hostname", atLeast: 80 },
  { file: "password", path: ["password"], label: "Password", atLeast: 100 },
  { file: "nic", path: ["nic", "wanName"], label: "Public NIC name", other: "Private NIC name", atLeast: 20 },
  { file: "nic", path: ["nic", "lanName"], label: "Private NIC name", other: "Public NIC name", atLeast: 20 },
  { file: "user_data", path: ["userData"], label: "User data", atLeast: 50 },
  { file: "ipxe", path: ["ipxeUrl"], label: "iPXE URL", choose: "Boot an iPXE script", atLeast: 50 },
];

for (const { file, path, label, other, choose, atLeast } of FIELDS) {
  test(`${label}: what is wrong with a value stands beside it`, async ({ portal }) => {
    const cases = casesOf(file, path).filter(({ value }) => label === "User data" || !/[\n\u0000]/.test(value));
    expect(cases.length, "the suite was read").toBeGreaterThanOrEqual(atLeast);
    await portal.start("web-01");
    if (choose) await portal.choice(choose).check();
    if (other) await portal.field(other).fill("");
    const found = await portal.field(label).evaluate(
      typeEach,
      cases.map(({ value }) => value),
    );
    const wrong = cases.flatMap(({ name, codes }, index) => {
      const { shown, invalid, errors } = found[index]!;
      if (invalid !== errors) return [`${name}: aria-invalid is ${invalid}`];
      const [is, should] = [JSON.stringify(shown), JSON.stringify(codes)];
      return is === should ? [] : [`${name}: ${is} instead of ${should}`];
    });
    expect(wrong).toEqual([]);
  });
}
