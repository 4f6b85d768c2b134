// Loads the console, or says that it could not be loaded.

try {
  const { default: start } = await import("./console.js");
  await start();
} catch (error) {
  console.error(error);
  document.getElementById("loading")?.setAttribute("hidden", "");
  document.getElementById("failed")?.removeAttribute("hidden");
}
