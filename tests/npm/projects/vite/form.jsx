// React Hook Form takes `reinstallInstance` as it is.
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { reinstallInstance } from "zenlayer-reinstall";

export function Form() {
  const [sent, setSent] = useState();
  const { register, handleSubmit, getFieldState, formState } = useForm({
    resolver: standardSchemaResolver(reinstallInstance),
    defaultValues: { instanceId: "820653960707704280", hostname: "web-01", nic: { wanName: "wan0", lanName: "lan0" } },
  });
  const field = (label, name) => {
    const { error } = getFieldState(name, formState);
    return (
      <p>
        <label>
          {label} <input {...register(name)} aria-invalid={error !== undefined} aria-describedby={`${name}-error`} />
        </label>
        <span id={`${name}-error`}>{error?.message}</span>
      </p>
    );
  };
  return (
    <form onSubmit={handleSubmit(setSent)}>
      {field("Hostname", "hostname")}
      {field("Public NIC name", "nic.wanName")}
      {field("Private NIC name", "nic.lanName")}
      <button>Review</button>
      <output id="sent">{JSON.stringify(sent)}</output>
    </form>
  );
}
