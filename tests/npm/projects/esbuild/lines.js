import { validate } from "zenlayer-reinstall";

const { issues } = validate({
  instanceId: "820653960707704280",
  hostname: "a_b",
  partitions: [{ fsPath: "data", fsType: "ext4", size: 7 }],
});

export const lines = issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
