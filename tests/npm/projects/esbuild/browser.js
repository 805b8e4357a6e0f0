import { lines } from "./lines.js";

document.querySelector("#report").textContent = lines;
