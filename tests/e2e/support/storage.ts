import type { Page } from "@playwright/test";

/** Everything that the page's browser keeps, as one text: IndexedDB, localStorage, sessionStorage, cookies, caches, history. */
export async function kept(page: Page): Promise<string> {
  const stored = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, await caches.keys()];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ""));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = [await done(objects.getAllKeys()), await done(objects.getAll())];
        found.push(name, store, keys, values);
      }
      database.close();
    }
    // A key is written as what can be learnt of it: all but the secret, if it is not extractable.
    const text = async (value: unknown): Promise<string> => {
      if (!(value instanceof CryptoKey)) return JSON.stringify(value) ?? "";
      const secret = value.extractable
        ? new TextDecoder().decode(await crypto.subtle.exportKey("raw", value))
        : "not extractable";
      return `CryptoKey ${value.type} ${JSON.stringify(value.algorithm)} ${secret}`;
    };
    const parts: string[] = [];
    const walk = async (value: unknown): Promise<void> => {
      if (value instanceof CryptoKey || value === null || typeof value !== "object") parts.push(await text(value));
      else for (const [key, member] of Object.entries(value)) (parts.push(key), await walk(member));
    };
    await walk(found);
    return parts.join("\n");
  });
  const cookies = await page.context().cookies();
  return `${stored}\n${JSON.stringify(cookies)}\n${page.url()}`;
}
