import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the portal's server on its way to the browser. */
export interface Answer {
  /** The action of the API that was asked for; empty for a file. */
  readonly action: string;
  status: number;
  readonly headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** Spoils an answer, or leaves it alone. */
export type Spoil = (path: string, answer: Answer) => void | Promise<void>;

/**
 * A server between browser and portal that spoils answers, as a badly configured or half-updated server would. The browser
 * gets them over the network like any other: nothing is faked inside it.
 */
export class Middleman {
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Starts it on a free port. */
  static async start(portal: string, spoil: Spoil): Promise<Middleman> {
    const server = createServer((request, response) => {
      const path = request.url ?? "/";
      void (async () => {
        const action = String(request.headers["x-zc-action"] ?? "");
        const from = await fetch(portal + path, {
          method: request.method ?? "GET",
          headers: passedOn(request.headers),
          body: request.method === "POST" ? await bytes(request) : null,
        });
        const answer: Answer = {
          action,
          status: from.status,
          headers: new Headers(from.headers),
          body: new Uint8Array(await from.arrayBuffer()),
        };
        for (const name of ["content-length", "content-encoding", "transfer-encoding", "connection"]) {
          answer.headers.delete(name);
        }
        await spoil(path, answer);
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Middleman(server);
  }

  /** Stops answering: connections are closed and refused. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Not the browser's origin, which is this server and none that the proxy knows; nor what `fetch` writes itself. */
function passedOn(headers: IncomingHttpHeaders): [string, string][] {
  const left = /^(origin|referer|host|connection|content-length|accept-encoding|sec-.*)$/;
  return Object.entries(headers).flatMap(([name, value]) =>
    left.test(name) ? [] : [[name, String(value)] as [string, string]],
  );
}

async function bytes(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
