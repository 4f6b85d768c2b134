// What our npm package costs, measured inside one Node process with two conversations that hand each other
// their lines: the same measures as otrjs_bench.cjs.
//
//   node npm_bench.mjs [runs]     (default 7 runs)
import { Conversation, Identity } from '../../../target/npm/otr-wasm/node.js';

const runs = Number(process.argv[2] ?? 7);

/** Keys with the built-in parameters, which either end knows. */
const builtIn = () => [Identity.generate(), Identity.generate()];

/** Keys with parameters of their own, as those of other programs have: whoever meets one checks them. */
const foreign = [await Identity.search(), await Identity.search()];

/** Two ends of one conversation. */
class Pair {
  constructor(version, identities = builtIn()) {
    this.queue = [];
    const policy = { allowV2: version === 2, allowV3: version === 3 };
    const end = (identity) => new Conversation({ identity, now: () => 0, ...policy });
    [this.alice, this.bob] = identities.map(end);
    for (const [from, to] of [[this.alice, this.bob], [this.bob, this.alice]]) {
      from.on('send', (line) => this.queue.push([to, line]));
      from.on('text', () => this.texts++);
      from.on('smp', ({ result }) => {
        if (result === 'asked') from.answerSmp('secret');
        else this.verdicts.push(result);
      });
    }
  }

  carry() {
    while (this.queue.length > 0) {
      const [to, line] = this.queue.shift();
      to.receive(line);
    }
  }

  exchangeKeys() {
    this.alice.query();
    this.carry();
    expect(this.alice.state === 'encrypted' && this.bob.state === 'encrypted', 'no session');
    return this;
  }

  /** Texts from one side, or in turn. */
  talk(text, count, inTurn) {
    this.texts = 0;
    for (let i = 0; i < count; i++) {
      (inTurn && i % 2 === 1 ? this.bob : this.alice).send(text);
      this.carry();
    }
    expect(this.texts === count, 'lost texts');
  }

  compareSecrets() {
    this.verdicts = [];
    this.alice.startSmp('secret');
    this.carry();
    expect(this.verdicts.join() === 'verified,verified', 'the comparison failed');
  }

  free() {
    this.alice.free();
    this.bob.free();
  }
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

/** Elapsed and processor milliseconds of a call. */
function timed(call) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  call();
  const used = process.cpuUsage(cpu);
  return { wall: performance.now() - wall, cpu: (used.user + used.system) / 1e3 };
}

/** Measures so many times and prints; `shown` turns milliseconds into the unit. */
function report(bench, unit, count, call, shown = (milliseconds) => milliseconds) {
  const values = Array.from({ length: count }, () => timed(call));
  const rounded = (name) => values.map((value) => Number(shown(value[name]).toPrecision(6)));
  console.log(JSON.stringify({ impl: 'npm', bench, unit, wall: rounded('wall'), cpu: rounded('cpu') }));
}

/** The milliseconds of a call that does the same so many times. */
const each = (count) => (milliseconds) => milliseconds / count;
const perSecond = (count) => (milliseconds) => (count * 1e3) / milliseconds;

/** As `Identity.search`, without the pauses. */
async function search(count) {
  const values = [];
  for (let i = 0; i < count; i++) {
    const start = [performance.now(), process.cpuUsage()];
    await Identity.search();
    const used = process.cpuUsage(start[1]);
    values.push({ wall: performance.now() - start[0], cpu: (used.user + used.system) / 1e3 });
  }
  const of = (name) => values.map((value) => Number(value[name].toPrecision(6)));
  console.log(JSON.stringify({
    impl: 'npm', bench: 'keygen_dsa1024', unit: 'ms', wall: of('wall'), cpu: of('cpu'),
  }));
}

new Pair(3).exchangeKeys().free(); // The compiler of the browser warms up.
report('keygen_built_in', 'ms', runs, () => Identity.generate());
await search(runs * 2);
for (const [name, version, keys] of [['ake_v3', 3], ['ake_v2', 2], ['ake_v3_foreign', 3, foreign]]) {
  const pairs = Array.from({ length: runs * 5 }, () => new Pair(version, keys));
  report(name, 'ms', runs, () => {
    for (let i = 0; i < 5; i++) pairs.pop().exchangeKeys().free();
  }, each(5));
}
const pair = new Pair(3).exchangeKeys();
for (const length of [100, 4096]) {
  const text = 'x'.repeat(length);
  pair.talk(text, 20, true);
  report(`pingpong_${length}`, 'msg/s', runs, () => pair.talk(text, 100, true), perSecond(100));
}
for (const length of [100, 4096]) {
  const [text, count] = ['x'.repeat(length), length === 100 ? 4000 : 1000];
  pair.talk(text, count, false);
  report(`oneway_${length}`, 'msg/s', runs, () => pair.talk(text, count, false), perSecond(count));
}
pair.compareSecrets();
report('smp', 'ms', runs, () => pair.compareSecrets());
