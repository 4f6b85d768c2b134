// A picture as guests' browsers get it: cut to a square, made small, and drawn anew. So nothing is left in it that a camera has
// written beside: where it was, when, by which device.

/** Pixels of a side, the largest first that is small enough. */
const SIDES = [512, 384, 256, 128, 64];

/** Bytes that the edge takes at most. */
const BYTES_MAX = 65_536;

/** Its bytes in base64; throws if the browser cannot read it as a picture. */
export async function shrink(file) {
  const picture = await createImageBitmap(file);
  for (const most of SIDES) {
    const drawn = await draw(picture, Math.min(most, picture.width, picture.height));
    if (drawn.size <= BYTES_MAX) return base64(drawn);
  }
  throw new Error("it cannot be made small enough");
}

function draw(picture, side) {
  const cut = Math.min(picture.width, picture.height);
  const [x, y] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  canvas.getContext("2d").drawImage(picture, x, y, cut, cut, 0, 0, side, side);
  // A browser that writes no WebP writes PNG instead.
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("it cannot be drawn"))), "image/webp", 0.9);
  });
}

async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
