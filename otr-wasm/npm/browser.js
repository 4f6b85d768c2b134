// In browsers and their workers: the compiled code is fetched from beside this module.
import init from './otr_wasm.js';

await init({ module_or_path: new URL('otr_wasm_bg.wasm', import.meta.url) });

export * from './otr.js';
