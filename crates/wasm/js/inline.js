// The module as a part of the script: compiled while this file is loaded, so that everything is ready as soon as it is
// imported. Packed as `instance.js`, as is `given.js` for ./slim.

import { BYTES } from "./bytes.js";
import { compile, instantiate } from "./compile.js";

const compiled = compile(BYTES);

/** An instance of the module, a new one each time. */
export const instance = () => instantiate(compiled);
