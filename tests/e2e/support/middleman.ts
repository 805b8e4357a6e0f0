import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the portal's server on its way to the browser. */
export interface Answer {
  /** 0: none, the connection is closed. */
  status: number;
  readonly headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** Spoils an answer, or leaves it alone. `action` is the API's, where it was asked. */
export type Spoil = (path: string, answer: Answer, action: string | undefined) => void | Promise<void>;

/** Spoils the answer to an action of the API: gets its `response` and gives another one. */
export function spoilResponse(action: string, change: (response: never) => object): Spoil {
  return (_, answer, asked) => {
    if (asked !== action || answer.status !== 200) return;
    const envelope = JSON.parse(new TextDecoder().decode(answer.body)) as { response: never };
    answer.body = new TextEncoder().encode(JSON.stringify({ ...envelope, response: change(envelope.response) }));
  };
}

/** Headers that belong to one connection, not to what is passed on. */
const HOP = new Set(["host", "connection", "content-length", "accept-encoding", "transfer-encoding"]);

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
        const chunks: Uint8Array[] = [];
        for await (const chunk of request) chunks.push(chunk as Uint8Array);
        const headers = new Headers();
        for (const [name, value] of Object.entries(request.headers)) {
          if (!HOP.has(name)) headers.set(name, name === "origin" ? portal : String(value));
        }
        const method = request.method ?? "GET";
        const body = method === "GET" ? undefined : Buffer.concat(chunks);
        const from = await fetch(portal + path, { method, headers, ...(body && { body }) });
        const answer: Answer = {
          status: from.status,
          headers: new Headers(from.headers),
          body: new Uint8Array(await from.arrayBuffer()),
        };
        for (const name of ["content-length", "content-encoding", "transfer-encoding", "connection"]) {
          answer.headers.delete(name);
        }
        const action = request.headers["x-zc-action"];
        await spoil(path, answer, typeof action === "string" ? action : undefined);
        if (answer.status === 0) return void response.destroy();
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
