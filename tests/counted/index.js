// The Worker as it is built, with a counter around it: what the platform bills is counted where it happens. For figures and
// for tests; what is deployed enters by `worker/entry.js` and counts nothing.
//
//   GET /counted             what has been counted since the start, and how many events are being worked on
//   GET /counted/statements  the same by statement of SQL: rows read, rows written, how often

import * as built from "../../target/worker/index.js";

const counted = { workers: 0, kvReads: 0, kvWrites: 0, kvDeletes: 0, kvLists: 0, mails: 0, objects: {} };
const statements = {};
let busy = 0;

/** What is counted of one object. What its alarm does stands apart: when it rings depends on the clock. */
class Meter {
  #working = 0;
  #since = 0;

  constructor(kind) {
    this.count = counted.objects[kind] ??= {
      requests: 0, messages: 0, alarms: 0, closes: 0, alarmsSet: 0,
      rowsRead: 0, rowsWritten: 0, rowsReadByAlarms: 0, rowsWrittenByAlarms: 0, awakeMillis: 0,
    };
    this.rings = false;
  }

  /** Has the object work until that is done: the promise, if there is one. */
  during(work) {
    this.#begin();
    let given;
    try {
      given = work();
    } catch (error) {
      this.#end();
      throw error;
    }
    if (given instanceof Promise) return given.finally(() => this.#end());
    this.#end();
    return given;
  }

  #begin() {
    busy += 1;
    this.#working += 1;
    if (this.#working === 1) this.#since = Date.now();
  }

  #end() {
    busy -= 1;
    this.#working -= 1;
    if (this.#working === 0) this.count.awakeMillis += Date.now() - this.#since;
  }

  rows(statement, cursor) {
    const { rowsRead, rowsWritten } = cursor;
    const by = this.rings ? "ByAlarms" : "";
    this.count[`rowsRead${by}`] += rowsRead;
    this.count[`rowsWritten${by}`] += rowsWritten;
    const of = (statements[statement] ??= { rowsRead: 0, rowsWritten: 0, times: 0 });
    of.rowsRead += rowsRead;
    of.rowsWritten += rowsWritten;
    of.times += 1;
  }
}

const meters = new WeakMap();
const patched = new Set();

/** Has something seen of each call of a method, on whatever prototype it is. */
function watch(value, method, seen) {
  let holder = value;
  while (holder && !Object.hasOwn(holder, method)) holder = Object.getPrototypeOf(holder);
  if (!holder) throw new Error(`nothing has the method ${method}`);
  const original = holder[method];
  if (patched.has(original)) return;
  const watched = function (...given) {
    const result = original.apply(this, given);
    seen(this, given, result);
    return result;
  };
  holder[method] = watched;
  patched.add(watched);
}

function watchObject(state, meter) {
  const { storage } = state;
  meters.set(storage, meter);
  meters.set(storage.sql, meter);
  watch(storage, "setAlarm", (storage) => (meters.get(storage).count.alarmsSet += 1));
  watch(storage.sql, "exec", (sql, [statement], cursor) => {
    const meter = meters.get(sql);
    const { rings } = meter;
    // Rows are read when the cursor is, which nobody waits for.
    queueMicrotask(() => {
      const after = meter.rings;
      meter.rings = rings;
      meter.rows(statement, cursor);
      meter.rings = after;
    });
  });
}

function watchBindings(env) {
  const count = (name) => () => (counted[name] += 1);
  for (const kv of [env.TRANSCRIPTS, env.MAILS]) {
    watch(kv, "get", count("kvReads"));
    watch(kv, "getWithMetadata", count("kvReads"));
    watch(kv, "put", count("kvWrites"));
    watch(kv, "delete", count("kvDeletes"));
    watch(kv, "list", count("kvLists"));
  }
}

const HANDLERS = {
  fetch: "requests",
  alarm: "alarms",
  webSocketMessage: "messages",
  webSocketClose: "closes",
  webSocketError: "closes",
};

function object(Built, kind) {
  class Counted extends Built {
    constructor(state, env) {
      super(state, env);
      this.meter = new Meter(kind);
      watchObject(state, this.meter);
      watchBindings(env);
      const waitUntil = state.waitUntil.bind(state);
      state.waitUntil = (promise) => waitUntil(this.meter.during(() => Promise.resolve(promise)));
    }
  }
  for (const [handler, counts] of Object.entries(HANDLERS)) {
    if (!(handler in Built.prototype)) continue;
    Counted.prototype[handler] = function (...given) {
      this.meter.count[counts] += 1;
      return this.meter.during(() => {
        this.meter.rings = handler === "alarm";
        try {
          return Built.prototype[handler].apply(this, given);
        } finally {
          this.meter.rings = false;
        }
      });
    };
  }
  return Counted;
}

export const DirectoryObject = object(built.DirectoryObject, "directory");
export const ArchiveObject = object(built.ArchiveObject, "archive");
export const QueueObject = object(built.QueueObject, "queue");
export const XmppObject = object(built.XmppObject, "xmpp");

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/counted") return Response.json({ busy, ...counted });
    if (pathname === "/counted/statements") return Response.json(statements);
    counted.workers += 1;
    watchBindings(env);
    return built.default.fetch(request, env, context);
  },
};
