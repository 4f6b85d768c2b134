// What the edge enters by: the compiled Worker, and a new instance of it after a panic.
//
// A panic leaves the instance's memory as it happens to be, so nothing may run in it any more: before the next call
// the instance is made anew, and each object with it. What an object knows stands in its storage.

import * as compiled from "./hushdesk_worker.js";

/** What the `worker` crate says of the present instance: whether it has panicked, and which one it is. */
const instance = compiled.__worker_init_state();

/** A trap without a panic, such as a stack that is full. */
function note(error) {
  if (error instanceof WebAssembly.RuntimeError) {
    console.error("Critical", error);
    instance.criticalError = true;
  }
}

/** Has the instance made anew, if the last one is not to be trusted. */
function renew() {
  if (instance.criticalError) {
    console.error("Critical: beginning anew after a panic");
    compiled.__wbg_reset_state();
    instance.criticalError = false;
  }
}

function fail(error) {
  note(error);
  throw error;
}

/** Calls into an instance that works. Gives a promise only if there is something to wait for: most frames have nothing. */
function inside(call) {
  renew();
  try {
    const given = call();
    return given instanceof Promise ? given.catch(fail) : given;
  } catch (error) {
    return fail(error);
  }
}

/** The class of a Durable Object around one of the compiled code, which is made anew with the instance. */
function object(Compiled, handlers) {
  class DurableObject {
    #made;
    #with;
    #in;

    constructor(state, env) {
      this.#made = [state, env];
    }

    get compiled() {
      if (this.#in !== instance.instanceId) {
        this.#with = new Compiled(...this.#made);
        this.#in = instance.instanceId;
      }
      return this.#with;
    }
  }
  for (const handler of handlers) {
    DurableObject.prototype[handler] = function (...given) {
      return inside(() => this.compiled[handler](...given));
    };
  }
  return DurableObject;
}

addEventListener("error", (event) => note(event.error));

export const DirectoryObject = object(compiled.DirectoryObject, ["fetch", "alarm"]);

export const ArchiveObject = object(compiled.ArchiveObject, ["fetch", "alarm"]);

export const QueueObject = object(compiled.QueueObject, [
  "fetch",
  "alarm",
  "webSocketMessage",
  "webSocketClose",
  "webSocketError",
]);

export const XmppObject = object(compiled.XmppObject, ["fetch"]);

export default {
  fetch(request, env, context) {
    return inside(() => compiled.fetch(request, env, context));
  },
};
