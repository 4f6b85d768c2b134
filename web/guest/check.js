// Tests the browser for what an encrypted chat needs, and says in plain words what it lacks. Plain old
// JavaScript: it has to run where the rest does not.

(function () {
  // `LACKS` are the words of web/texts/page for what a browser lacks, in English, `LANGUAGES` the others there are; the
  // build puts both in. All else stands in the page in English.
  var words = { lacks: LACKS };
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

  test("wasm", function () {
    // The shortest module there is: its magic number and version.
    return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) instanceof WebAssembly.Module;
  });
  test("random", function () {
    return crypto.getRandomValues(new Uint8Array(8)).length === 8;
  });
  test("socket", function () {
    return typeof WebSocket === "function";
  });
  test("integers", function () {
    return typeof BigInt64Array === "function";
  });
  test("modules", function () {
    return "noModule" in HTMLScriptElement.prototype;
  });

  // Says everything in the words there are. The widget, once it is there, has taken the place of it all.
  function say() {
    var said = document.querySelectorAll("[data-says]");
    for (var i = 0; words.page && i < said.length; i += 1) {
      said[i].textContent = words.page[said[i].getAttribute("data-says")];
    }
    var list = document.getElementById("lacks");
    if (list) {
      var names = [];
      for (var j = 0; j < lacks.length; j += 1) {
        names.push(words.lacks[lacks[j]]);
      }
      list.textContent = names.join(", ");
    }
  }

  // The page's language, as start.js chooses it: what the page around wants, or else the browser.
  function wanted() {
    var said = /[?&]lang=([\w-]+)/.exec(location.search);
    var all = (said ? [said[1]] : []).concat(navigator.languages || navigator.language || []);
    for (var i = 0; i < all.length; i += 1) {
      var first = all[i].split("-")[0];
      for (var j = 0; j < LANGUAGES.length; j += 1) {
        if (LANGUAGES[j].split("-")[0] === first) {
          return LANGUAGES[j];
        }
      }
      if (first === "en") {
        break;
      }
    }
    return null;
  }

  function learn(language) {
    var request = new XMLHttpRequest();
    request.open("GET", "/words/page/" + language + ".json");
    request.onload = function () {
      try {
        words = JSON.parse(request.responseText);
        say();
      } catch (error) {
        // English it is.
      }
    };
    request.send();
  }

  // Until the widget is there, the way out is this one: the frame may cover the whole page.
  var leave = document.getElementById("leave");

  function tell(word) {
    window.parent.postMessage({ hushdesk: word }, "*");
  }

  function close() {
    tell("close");
  }

  // A chat in the text of a page is not closed.
  var root = document.documentElement;
  if (/[#&]inline/.test(location.hash)) {
    root.setAttribute("data-inline", "");
  }
  if (window.parent !== window && !root.hasAttribute("data-inline")) {
    leave.hidden = false;
    leave.addEventListener("click", close);
    // From now on the way out is ours, and the page around takes its own away.
    tell("here");
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && root.contains(leave)) {
        close();
      }
    });
  }

  // A page that pins what it loads has no words but its own.
  var language = document.getElementById("pins") ? null : wanted();
  if (language) {
    learn(language);
  }
  if (lacks.length > 0) {
    document.getElementById("loading").hidden = true;
    document.getElementById("missing").hidden = false;
    say();
  } else {
    root.setAttribute("data-able", "");
  }
})();
