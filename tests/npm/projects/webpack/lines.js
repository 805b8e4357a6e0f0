import { validate } from "zenlayer-reinstall";

export function lines() {
  const { issues } = validate({
    instanceId: "820653960707704280",
    hostname: "a_b",
    partitions: [{ fsPath: "data", fsType: "ext4", size: 7 }],
  });
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
}
