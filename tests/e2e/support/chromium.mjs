/**
 * Flags that keep a test's browser to itself: no update checks, no look-ups of its maker's hosts, no GPU where there is none.
 * @type {string[]}
 */
export const chromiumFlags = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
  "--disable-gpu",
];
