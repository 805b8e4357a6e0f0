// What needs the core beside the check. What each function promises is said in `package/api.d.ts`.

export { planDisks } from "./disks.js";
export { exportRequest } from "./export.js";
export { createJob, Job, restoreJob } from "./job.js";
export { parseResponse } from "./response.js";
export { runJob } from "./run.js";
export { InvalidRequestError } from "./shared.js";
export { signRequest } from "./sign.js";
