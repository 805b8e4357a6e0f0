// What an error code of the API means.

import { SERVER_CODES } from "./server-codes.js";

export function explainError(code) {
  if (typeof code !== "string" || code.length > 100) return undefined;
  // The older dotted spelling and any case are understood.
  const name = code.replaceAll(".", "_").toUpperCase();
  const row = SERVER_CODES.find(([known]) => known === name);
  if (row === undefined) return undefined;
  const [known, meaning, whatToDo, httpStatus, field] = row;
  return { code: known, meaning, ...(field !== null && { field }), whatToDo, httpStatus };
}
