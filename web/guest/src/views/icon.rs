//! Small drawings beside words: 24 by 24, as the outlines of one path each. They say nothing that the words do not.

use yew::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Icon(&'static str);

/// Draws it, for the eye only.
pub(super) fn icon(Icon(path): Icon) -> Html {
    html! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg> }
}

pub(super) const ALERT: Icon =
    Icon("M3.7 12a8.3 8.3 0 1 1 16.6 0 8.3 8.3 0 1 1-16.6 0M12 7.8v4.8M12 15.9v.1");
pub(super) const BIN: Icon = Icon(
    "M5 7h14M9.5 7V5.3c0-.4.4-.8.8-.8h3.4c.4 0 .8.4.8.8V7M7 7l.8 11c.1.8.7 1.5 1.6 1.5h5.2c.9 0 1.5-.7 1.6-1.5L17 7M10.3 10.7v5M13.7 10.7v5",
);
pub(super) const BOOK: Icon = Icon(
    "M12 7.3C10.3 5.7 8 5 4.5 5v12.5c3.5 0 5.8.7 7.5 2.3 1.7-1.6 4-2.3 7.5-2.3V5C16 5 13.7 5.7 12 7.3zM12 7.3v12.5",
);
pub(super) const CHECK: Icon = Icon("m5.5 12.5 4.3 4.3 8.7-9.3");
pub(super) const CHECKS: Icon = Icon("m2.5 12.8 4 4 8-8.8M11.5 16l.8.8 8.7-9");
pub(super) const CLOCK: Icon =
    Icon("M3.7 12a8.3 8.3 0 1 1 16.6 0 8.3 8.3 0 1 1-16.6 0M12 7.5V12l3 2");
pub(super) const CLOSE: Icon = Icon("m6.5 6.5 11 11m0-11-11 11");
pub(super) const COPY: Icon = Icon(
    "M11 8.5h6a2.5 2.5 0 0 1 2.5 2.5v6a2.5 2.5 0 0 1-2.5 2.5h-6A2.5 2.5 0 0 1 8.5 17v-6A2.5 2.5 0 0 1 11 8.5zM15.5 8.5V7A2.5 2.5 0 0 0 13 4.5H7A2.5 2.5 0 0 0 4.5 7v6A2.5 2.5 0 0 0 7 15.5h1.5",
);
pub(super) const DOWN: Icon = Icon("m6.5 9.5 5.5 5.5 5.5-5.5");
pub(super) const DOWNLOAD: Icon = Icon("M12 4.5v10m-4.2-4 4.2 4.2 4.2-4.2M5 19.3h14");
pub(super) const EYE: Icon = Icon(
    "M4 4.5 19.5 20M6.8 7.6A13 13 0 0 0 3 12s3 6 9 6a9 9 0 0 0 3.7-.8M10.5 6.1A8.5 8.5 0 0 1 12 6c6 0 9 6 9 6a14 14 0 0 1-2 2.7",
);
pub(super) const KEY: Icon =
    Icon("M4.2 15.5a3.8 3.8 0 1 1 7.6 0 3.8 3.8 0 1 1-7.6 0M10.8 12.8l8-8M15.5 8l2.5 2.5");
pub(super) const LEAVE: Icon =
    Icon("M13.5 4.5H8A2.5 2.5 0 0 0 5.5 7v10A2.5 2.5 0 0 0 8 19.5h5.5M10.5 12h9m-3-3 3 3-3 3");
pub(super) const LOCK: Icon = Icon(
    "M7.5 10.5h9A2.5 2.5 0 0 1 19 13v4.5a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 17.5V13a2.5 2.5 0 0 1 2.5-2.5zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5",
);
pub(super) const MOON: Icon = Icon("M19.5 14.3A8 8 0 0 1 9.7 4.5a8 8 0 1 0 9.8 9.8z");
pub(super) const MORE: Icon = Icon("M5.5 12v.01M12 12v.01M18.5 12v.01");
pub(super) const OFF: Icon = Icon(
    "M4 4.5 19.5 20M8.3 12.7a6 6 0 0 1 2.4-1.3M5 9.6a11 11 0 0 1 3-1.9M12 6.5a11 11 0 0 1 7 3.1M15.7 12.7l-.6-.5M12 17.6v.1",
);
pub(super) const OPEN: Icon = Icon(
    "M7.5 10.5h9A2.5 2.5 0 0 1 19 13v4.5a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 17.5V13a2.5 2.5 0 0 1 2.5-2.5zM8.5 10.5V7a3.5 3.5 0 0 1 6.6-1.6",
);
pub(super) const PAGE: Icon = Icon(
    "M6 6.5A2.5 2.5 0 0 1 8.5 4h5L18 8.5v9a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 6 17.5zM13.5 4v4.5H18M9.3 12.5h5.4M9.3 15.7h3.4",
);
pub(super) const PASS: Icon =
    Icon("M4.5 8.5h13m-3-3.5 3.5 3.5-3.5 3.5M19.5 15.5h-13m3-3.5L6 15.5 9.5 19");
pub(super) const PEOPLE: Icon = Icon(
    "M5.7 8.5a3.3 3.3 0 1 1 6.6 0 3.3 3.3 0 1 1-6.6 0M3.5 19c.4-3.2 2.5-5 5.5-5s5.1 1.8 5.5 5M15 5.5a3.3 3.3 0 0 1 0 6M17 14.3c2 .6 3.2 2.2 3.5 4.7",
);
pub(super) const SEND: Icon = Icon("M12 19V5.5m-5.5 5.3L12 5.3l5.5 5.5");
pub(super) const SHIELD: Icon =
    Icon("M12 3.5 5 6v5.2c0 4.3 2.9 7.6 7 9.3 4.1-1.7 7-5 7-9.3V6zM9 11.8l2.2 2.2 3.9-4.2");
pub(super) const UNSURE: Icon =
    Icon("M12 3.5 5 6v5.2c0 4.3 2.9 7.6 7 9.3 4.1-1.7 7-5 7-9.3V6zM12 8.2v4.2M12 15.6v.1");
pub(super) const WINDOW: Icon = Icon(
    "M11 5H7.5A2.5 2.5 0 0 0 5 7.5v9A2.5 2.5 0 0 0 7.5 19h9a2.5 2.5 0 0 0 2.5-2.5V13M14 5h5v5M19 5l-7.5 7.5",
);
pub(super) const SOUND: Icon =
    Icon("M4.5 9.8v4.4h3L12 18V6L7.5 9.8zM15.2 9.2a4 4 0 0 1 0 5.6M17.8 6.8a7.4 7.4 0 0 1 0 10.4");
pub(super) const MORE_OF: Icon = Icon("M3.5 18 9 5.5 14.5 18M5.6 13.5h6.8M18 9.5v6M15 12.5h6");
pub(super) const LESS_OF: Icon = Icon("M3.5 18 9 5.5 14.5 18M5.6 13.5h6.8M15 12.5h6");
