// Signing: everything that a call needs but the sending.

import { json, member, seconds, string, token, word } from "./arguments.js";
import { ask, asked, SIGN_READ, SIGN_REINSTALL } from "./call.js";

const COVERAGES = ["withAction", "contentTypeAndHost"];

export function signRequest(options) {
  const action = string(member(options, "action"), "action");
  const host = hostOf(member(options, "host"));
  const base = baseOf(member(options, "baseUrl"), host);
  const caller = json(
    {
      action,
      host,
      timestamp: seconds(member(options, "timestamp"), "timestamp"),
      withAction: word(member(options, "coverage") ?? COVERAGES[0], COVERAGES, "coverage") === COVERAGES[0],
      ...credentialsOf(member(options, "credentials")),
    },
    "credentials",
  );
  const body = member(options, "body");
  const {
    path,
    headers,
    body: signed,
  } = action === "ReinstallInstance"
    ? signReinstall(caller, body, member(options, "context"))
    : ask(SIGN_READ, caller, { text: bodyOf(body) }).value;
  return { url: base + path, method: "POST", headers, body: signed };
}

function signReinstall(caller, body, context) {
  return ask(SIGN_REINSTALL, caller, asked(body, context, "body")).value;
}

/** What a reading call sends. */
function bodyOf(body) {
  if (body === undefined || body === null) return "{}";
  if (body === "") return "";
  return typeof body === "string" ? string(body, "body") : json(body, "body");
}

function hostOf(value) {
  // As it is sent: in small letters, and without the port that https has anyway.
  const host = string(value, "host").toLowerCase().replace(/:443$/, "");
  // It is a part of what is signed, line by line, and of the URL.
  const parts = /^(?:(?:[a-z0-9-]+\.)*[a-z0-9-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/.exec(host);
  if (parts === null || Number(parts[1] ?? 0) > 65_535)
    throw new TypeError("host must be a host name, with its port where it has one, and nothing else");
  return host;
}

function baseOf(value, host) {
  if (value === undefined || value === null) return `https://${host}`;
  const text = string(typeof value === "object" ? member(value, "href", "baseUrl") : value, "baseUrl");
  let url;
  try {
    url = new URL(text);
  } catch {
    // Said below; the URL itself may hold a password.
  }
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new TypeError("baseUrl must be an http or https URL without a query, a fragment or a password");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function credentialsOf(value) {
  const name = "credentials";
  const bearer = member(value, "token", name);
  const accessKeyId = member(value, "accessKeyId", name);
  const accessKeyPassword = member(value, "accessKeyPassword", name);
  if (bearer === undefined && accessKeyId === undefined && accessKeyPassword === undefined)
    throw new TypeError("credentials must be { accessKeyId, accessKeyPassword } or { token }");
  if (bearer !== undefined) {
    if (accessKeyId !== undefined || accessKeyPassword !== undefined)
      throw new TypeError("credentials must be an access key or a token, not both");
    return { token: token(bearer, "credentials.token") };
  }
  const id = token(accessKeyId, "credentials.accessKeyId");
  if (id.includes(",")) throw new TypeError("credentials.accessKeyId must not have a comma");
  return { accessKeyId: id, accessKeyPassword: string(accessKeyPassword, "credentials.accessKeyPassword") };
}
