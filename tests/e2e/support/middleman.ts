import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the portal's server on its way to the browser. */
export interface Answer {
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
        const from = await fetch(portal + path);
        const answer: Answer = {
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
