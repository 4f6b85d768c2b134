// Prints how long one power takes in WebAssembly, in milliseconds: a JSON object with the values of every run for each
// function that the module has.
//
//   node measure.mjs MODULE.wasm [runs]
import { readFile } from 'node:fs/promises';

/** Runs of one power, short enough to have the processor for itself, for each run that is asked for. */
const SHORT_RUNS = 50;

const [module, runs = '9'] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(await readFile(module), {});

for (const [bench, powers] of Object.entries(instance.exports)) {
  if (!bench.includes('powers')) continue;
  powers(100);
  const times = Array.from({ length: SHORT_RUNS * Number(runs) }, () => {
    const start = performance.now();
    powers(1);
    return performance.now() - start;
  });
  console.log(JSON.stringify({ bench, times }));
}
