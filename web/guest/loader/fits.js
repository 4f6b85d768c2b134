// Whether a page is one that a library has named.

/** Whether a path is one of a pattern, in which `*` stands for anything, nothing among it. */
export function fits(path, pattern) {
  const [first, ...parts] = pattern.split("*");
  const last = parts.pop();
  if (last === undefined) return path === first;
  let at = first.length;
  if (!path.startsWith(first)) return false;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return path.length - last.length >= at && path.endsWith(last);
}
