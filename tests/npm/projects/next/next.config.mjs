import { join } from "node:path";

export default {
  // The packages are installed two folders above, beside the other projects.
  turbopack: { root: join(import.meta.dirname, "../..") },
};
