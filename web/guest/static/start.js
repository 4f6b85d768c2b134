// Loads the widget where the browser has been found able (check.js, which runs before), or says that it could
// not be loaded.

if (document.documentElement.hasAttribute("data-able")) {
  try {
    const { default: start } = await import("./widget.js");
    await start();
  } catch (error) {
    console.error(error);
    document.getElementById("loading")?.setAttribute("hidden", "");
    document.getElementById("failed")?.removeAttribute("hidden");
  }
}
