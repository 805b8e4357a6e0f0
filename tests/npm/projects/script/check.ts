import { type Issue, type ReinstallRequest, type Report, validate } from "zenlayer-reinstall";

const request: ReinstallRequest = {
  instanceId: "820653960707704280",
  hostname: "a_b",
  partitions: [{ fsPath: "data", fsType: "ext4", size: 7 }],
};
const report: Report = validate(request);
const line = ({ path, message }: Issue): string => `${path.join(".")}: ${message}`;
console.log(report.issues.map(line).join("\n"));
