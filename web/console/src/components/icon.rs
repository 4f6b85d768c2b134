//! Icons: lines on a square of 24, drawn in the colour of the text beside them. They never say anything that words do not:
//! screen readers pass over them.

use yew::prelude::*;

/// What an icon shows.
#[allow(
    dead_code,
    reason = "the set is whole: a page takes what it needs of it"
)]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Icon {
    Alert,
    Bell,
    Book,
    Calendar,
    Chart,
    Chat,
    Check,
    Checks,
    Clip,
    Clock,
    Close,
    Command,
    Code,
    Copy,
    Device,
    Down,
    Download,
    Ear,
    Edit,
    End,
    External,
    Filter,
    Globe,
    Help,
    History,
    Inbox,
    Info,
    Key,
    Left,
    Link,
    List,
    Lock,
    Mail,
    Menu,
    Moon,
    More,
    Open,
    SignOut,
    Paint,
    Pass,
    People,
    Beside,
    Plus,
    Queue,
    Refresh,
    Right,
    Search,
    Send,
    Settings,
    Shield,
    Slash,
    Smile,
    Sort,
    Spin,
    Stop,
    Sun,
    Tag,
    Trash,
    Up,
    Upload,
}

impl Icon {
    /// The icon, as large as the text of the console.
    pub(crate) fn draw(self) -> Html {
        self.svg("icon")
    }

    /// The same, smaller.
    pub(crate) fn less(self) -> Html {
        self.svg("icon less")
    }

    /// The same, smaller, pointing the other way where one reads from right to left.
    pub(crate) fn turning(self) -> Html {
        self.svg("icon less turns")
    }

    fn svg(self, class: &'static str) -> Html {
        html! { <svg {class} viewBox="0 0 24 24" aria-hidden="true"><path d={self.path()} /></svg> }
    }

    /// Its lines, as the `d` of an SVG path.
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17h.01",
            Self::Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
            Self::Book => {
                "M5 4.5h12a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2zM5 17.5a2 2 0 0 1 2-2h12M9 8h6"
            }
            Self::Calendar => {
                "M6 5.5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM4 10h16M8.5 3.5v4M15.5 3.5v4"
            }
            Self::Chart => "M4 20h16M6.5 16.5v-5M12 16.5v-11M17.5 16.5v-8",
            Self::Chat => {
                "M4 5.5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8.5L7 21v-3.5H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"
            }
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Checks => "m2.5 12.5 4 4 8-9M11 16l.7.6 9-9.1",
            Self::Clip => {
                "m20 11.5-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.7 17.2a1.7 1.7 0 0 1-2.4-2.4L15 7"
            }
            Self::Clock => "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0zM12 7.5V12l3 2",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Command => {
                "M9 9h6v6H9zM9 9H6.5A2.5 2.5 0 1 1 9 6.5zM15 9V6.5A2.5 2.5 0 1 1 17.5 9zM15 15h2.5a2.5 2.5 0 1 1-2.5 2.5zM9 15v2.5A2.5 2.5 0 1 1 6.5 15z"
            }
            Self::Code => "m8.5 7-5 5 5 5M15.5 7l5 5-5 5",
            Self::Copy => {
                "M10.5 8.5h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM15.5 8.5v-3a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3"
            }
            Self::Device => {
                "M4.5 5h15a1.5 1.5 0 0 1 1.5 1.5v8.5a1.5 1.5 0 0 1-1.5 1.5h-15a1.5 1.5 0 0 1-1.5-1.5v-8.5a1.5 1.5 0 0 1 1.5-1.5zM8 20h8"
            }
            Self::Down => "m7 10 5 5 5-5",
            Self::Download => "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
            Self::Ear => "M4 10v4h3.5L12 18V6L7.5 10zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
            Self::Edit => "m4 20 1-4.5L16.5 4a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19z",
            Self::End => "M12 3.5V11M7 6.3a7.5 7.5 0 1 0 10 0",
            Self::External => {
                "M13 5h6v6M19 5l-9 9M10 6H6a1.5 1.5 0 0 0-1.5 1.5v10A1.5 1.5 0 0 0 6 19h10a1.5 1.5 0 0 0 1.5-1.5V14"
            }
            Self::Filter => "M4 6h16M7 12h10M10 18h4",
            Self::Globe => {
                "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"
            }
            Self::Help => {
                "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0zM9.3 9.3a2.75 2.75 0 1 1 4 2.5c-.8.5-1.3 1-1.3 2M12 17h.01"
            }
            Self::History => "M3.5 12a8.5 8.5 0 1 0 2.7-6.2L3.5 8.3M3.5 3.8v4.5H8M12 7.5V12l3 2",
            Self::Inbox => "M3.5 13.5 6 5h12l2.5 8.5V19h-17zM3.5 13.5H8.5l1.5 2.5h4l1.5-2.5h5",
            Self::Info => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0zM12 11v5.5M12 7.8h.01",
            Self::Key => {
                "M3.5 15.5a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0zM11.3 12.3l8.2-8.2M16 7.5l3 3M13.5 10l2 2"
            }
            Self::Left => "m14 7-5 5 5 5",
            Self::Link => {
                "m10 14 4-4M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M11 8l2.5-2.5a3.5 3.5 0 0 1 5 5L16 13"
            }
            Self::List => "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
            Self::Lock => {
                "M7 10.5h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-10a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2zM8 10.5V7.5a4 4 0 0 1 8 0v3"
            }
            Self::Mail => {
                "M5.5 5.5h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM4 7.5l8 6 8-6"
            }
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Open => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM9.25 12a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0-5.5 0z"
            }
            Self::SignOut => {
                "M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M15 8l4 4-4 4M19 12H9.5"
            }
            Self::Paint => {
                "M12 3.5a8.5 8.5 0 1 0 0 17c1.5 0 2-.9 2-1.8 0-1.3-1-1.5-1-2.7 0-1 .8-1.5 1.8-1.5h2.2c2 0 3.5-1.6 3.5-4 0-4-3.8-7-8.5-7zM8 11h.01M11 7.5h.01M15.5 8.5h.01"
            }
            Self::Pass => "M4 8h14M14.5 4.5 18 8l-3.5 3.5M20 16H6M9.5 12.5 6 16l3.5 3.5",
            Self::People => {
                "M5.5 8.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0zM2.5 19.5c.5-3.5 3-5.2 6.5-5.2s6 1.7 6.5 5.2M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .7 3.2 2.3 3.5 4.7"
            }
            Self::Beside => "M4 5h16v14H4zM12 5v14",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Queue => "M4 6h16M4 12h16M4 18h9M17 16.5l2 2-2 2",
            Self::Refresh => {
                "M20 6v4.5h-4.5M4 18v-4.5h4.5M5.5 9.5a7 7 0 0 1 12.3-2.2L20 10.5M18.5 14.5a7 7 0 0 1-12.3 2.2L4 13.5"
            }
            Self::Right => "m10 7 5 5-5 5",
            Self::Search => "M4.5 11a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0zM20 20l-4.3-4.3",
            Self::Send => "M4 12 20 4.5 15.5 20l-4-6.5zM11.5 13.5 20 4.5",
            Self::Settings => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0zM7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0z"
            }
            Self::Shield => {
                "M12 3 4.5 6v5.5c0 4.7 3.2 8 7.5 9.5 4.3-1.5 7.5-4.8 7.5-9.5V6zM8.8 12l2.3 2.3 4.2-4.3"
            }
            Self::Slash => {
                "M7 3.5h10a3.5 3.5 0 0 1 3.5 3.5v10a3.5 3.5 0 0 1-3.5 3.5h-10a3.5 3.5 0 0 1-3.5-3.5v-10a3.5 3.5 0 0 1 3.5-3.5zM14 7.5l-4 9"
            }
            Self::Smile => {
                "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0zM8.5 14.5c1 1.2 2.1 1.8 3.5 1.8s2.5-.6 3.5-1.8M9 9.5h.01M15 9.5h.01"
            }
            Self::Sort => "m8 10 4-4 4 4M8 14l4 4 4-4",
            Self::Spin => "M12 3.5a8.5 8.5 0 1 1-8.5 8.5",
            Self::Stop => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0zM12 7.5v5.5M12 16.3h.01",
            Self::Sun => {
                "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"
            }
            Self::Tag => {
                "M3.5 12.5v-8a1 1 0 0 1 1-1h8l8 8a1.4 1.4 0 0 1 0 2l-7 7a1.4 1.4 0 0 1-2 0zM8 8h.01"
            }
            Self::Trash => "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 11v5M13.5 11v5",
            Self::Up => "m7 14 5-5 5 5",
            Self::Upload => "M12 15.5v-11M7.5 8.5 12 4l4.5 4.5M4.5 20h15",
        }
    }
}
