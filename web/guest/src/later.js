// What few guests need is loaded when they do.

/** The form by which a guest has what was said mailed to themselves. */
export const mail = (...chat) => import("./questions.js").then(({ mail }) => mail(...chat));
