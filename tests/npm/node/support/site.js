// A server for pages, with the policy that the test is about.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** Nothing but the site's own scripts and workers, and WebAssembly. */
const STRICT = "default-src 'none'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
/** The same without WebAssembly. */
const NO_WASM = "default-src 'none'; img-src 'self'; script-src 'self'; worker-src 'self'";

const TYPES = { ".html": "text/html", ".js": "text/javascript" };

/** Serves what `read` knows under a path (text or bytes); a page under `/no-wasm/` may not use WebAssembly. */
export async function serve(read) {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const path = pathname.replace(/^\/no-wasm\//, "/").replace(/\/$/, "/index.html");
    const body = await read(path);
    response.writeHead(body === undefined ? 404 : 200, {
      // Without a charset, as many servers answer: a page says itself what it is written in.
      "content-type": TYPES[extname(path)] ?? "text/plain",
      "content-security-policy": pathname.startsWith("/no-wasm/") ? NO_WASM : STRICT,
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

/** The files of a folder, for {@link serve}. */
export const folder = (root) => (path) =>
  readFile(join(root, normalize(path))).catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
