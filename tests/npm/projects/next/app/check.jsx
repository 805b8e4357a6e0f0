"use client";

import { useState } from "react";
import { validate } from "zenlayer-reinstall";

export function Check() {
  const [hostname, setHostname] = useState("web-01");
  const { issues } = validate({
    instanceId: "820653960707704280",
    hostname,
    partitions: [{ fsPath: "data", fsType: "ext4", size: 7 }],
  });
  return (
    <label>
      Hostname <input value={hostname} onChange={({ target }) => setHostname(target.value)} />
      <pre id="report">{issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n")}</pre>
    </label>
  );
}
