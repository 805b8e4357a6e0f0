import { lines } from "./lines.js";

console.log(lines);
