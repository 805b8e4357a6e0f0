// The same where the browser's types are known: what fetch gives and takes fits.
import { createJob, parseResponse, runJob, signRequest } from "zenlayer-reinstall";
import { initSync } from "zenlayer-reinstall/slim";

export async function follow(signal: AbortSignal): Promise<string> {
  const credentials = { token: "t" };
  const job = createJob({ request: { instanceId: "1" } });
  const response = await fetch("/");
  parseResponse("DescribeZones", response.status, response.headers, await response.text());
  await runJob(job, {
    call(action, body, { context, signal }) {
      const { url, ...init } = signRequest({ action, body, context, credentials, host: "h", baseUrl: new URL("https://h") });
      return fetch(url, { ...init, signal: signal ?? AbortSignal.timeout(30_000) });
    },
    store: async () => {},
    signal,
  });
  initSync(await WebAssembly.compileStreaming(response));
  return job.phase;
}
