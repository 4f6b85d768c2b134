// Tests the browser for what an encrypted chat needs, and says in plain words what it lacks. Plain old
// JavaScript: it has to run where the rest does not.

(function () {
  var lacks = [];

  function test(name, has) {
    try {
      if (has()) {
        return;
      }
    } catch (error) {
      // A browser that throws at the question lacks it too.
    }
    lacks.push(name);
  }

  test("WebAssembly (runs the encryption)", function () {
    // The shortest module there is: its magic number and version.
    return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) instanceof WebAssembly.Module;
  });
  test("crypto.getRandomValues (makes secret keys)", function () {
    return crypto.getRandomValues(new Uint8Array(8)).length === 8;
  });
  test("WebSocket (carries the messages)", function () {
    return typeof WebSocket === "function";
  });
  test("BigInt (counts in WebAssembly)", function () {
    return typeof BigInt64Array === "function";
  });
  test("modules (load the chat)", function () {
    return "noModule" in HTMLScriptElement.prototype;
  });

  // Until the widget is there, the way out is this one: the frame may cover the whole page.
  var leave = document.getElementById("leave");

  function tell(word) {
    window.parent.postMessage({ hushdesk: word }, "*");
  }

  function close() {
    tell("close");
  }

  if (window.parent !== window) {
    leave.hidden = false;
    leave.addEventListener("click", close);
    // From now on the way out is ours, and the page around takes its own away.
    tell("here");
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && document.documentElement.contains(leave)) {
        close();
      }
    });
  }

  if (lacks.length > 0) {
    document.getElementById("loading").hidden = true;
    document.getElementById("lacks").textContent = lacks.join(", ");
    document.getElementById("missing").hidden = false;
  } else {
    document.documentElement.setAttribute("data-able", "");
  }
})();
