import { lines } from "./lines.js";

postMessage(lines());
