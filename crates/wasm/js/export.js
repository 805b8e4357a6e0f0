// A request as code for somebody's own tool.

import { string } from "./arguments.js";
import { ask, asked, EXPORT } from "./call.js";

export function exportRequest(request, format, context) {
  const name = string(format, "format");
  return ask(EXPORT, JSON.stringify(name.slice(0, 100)), asked(request, context, "request")).value;
}
