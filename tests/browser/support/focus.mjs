// Where the focus is. It moves after what made it move has been answered (from the page around a
// frame into the frame, from a drawing to the next), so a test waits for it before it types.

/** Waits until `locator` has the focus, and the frame that it is in has it too. */
export async function focused(locator) {
  await locator.waitFor();
  await locator.evaluate((element) => {
    const there = () => element.ownerDocument.hasFocus() && element.getRootNode().activeElement === element;
    return new Promise((resolve) => {
      const look = () => (there() ? resolve() : setTimeout(look, 20));
      look();
    });
  });
}
