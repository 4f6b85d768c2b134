// In Node: the compiled code is read from the package.
import { readFileSync } from 'node:fs';

import { initSync } from './otr_wasm.js';

initSync({ module: readFileSync(new URL('otr_wasm_bg.wasm', import.meta.url)) });

export * from './otr.js';
