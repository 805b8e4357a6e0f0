import { createRoot } from "react-dom/client";
import { Form } from "./form.jsx";
import { lines } from "./lines.js";

document.querySelector("#report").textContent = lines();

const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  document.querySelector("#worker").textContent = data;
};

createRoot(document.querySelector("#form")).render(<Form />);
