import { lines } from "./lines.js";

document.querySelector("#report").textContent = lines();

const worker = new Worker(new URL("./worker.js", import.meta.url));
worker.onmessage = ({ data }) => {
  document.querySelector("#worker").textContent = data;
};
