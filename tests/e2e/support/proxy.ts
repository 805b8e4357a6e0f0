import { expect, type Locator } from "@playwright/test";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { DEMO, type Portal } from "./portal.ts";

/** A server of one's own on a free port. */
export async function serve(listener: RequestListener): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Types another proxy's address, and tries to connect. */
export async function connectThrough(portal: Portal, address: string): Promise<void> {
  await portal.page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.page.getByText("Proxy", { exact: true }).click();
  await portal.field("Proxy address").fill(address);
  await portal.button("Connect").click();
}

/** The card that says which world the proxy leads to. */
export function card(portal: Portal): Locator {
  return portal.page.getByRole("region", { name: "Where this leads" });
}
