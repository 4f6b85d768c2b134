//! Which browser somebody uses, on which system, in two words: for a list in which they find their own machines again. What a
//! browser says of itself (RFC 9110, section 10.1.5) is long, and claims to be several.

/// Longer ones are nobody's. They are not read.
const USER_AGENT_BYTES_MAX: usize = 1_000;

/// What a browser has in what it says of itself, and what it is called: the first that is there. Whoever is made of another
/// stands before it.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The same for systems.
const SYSTEMS: [(&str, &str); 8] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Browser and system, as far as they are known: `Firefox, Windows`.
pub(crate) fn short(user_agent: &str) -> String {
    if user_agent.len() > USER_AGENT_BYTES_MAX {
        return String::new();
    }
    let find = |names: [(&str, &'static str); 8]| {
        let named = names
            .into_iter()
            .find(|(mark, _)| user_agent.contains(mark));
        named.map(|(_, name)| name)
    };
    let words: Vec<_> = [find(BROWSERS), find(SYSTEMS)]
        .into_iter()
        .flatten()
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_name_and_not_by_those_it_is_made_of() {
        for (user_agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/142.0.0.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            ("curl/8.0", ""),
            ("", ""),
        ] {
            assert_eq!(short(user_agent), expected, "{user_agent}");
        }
        assert_eq!(short(&"Firefox/".repeat(1_000)), "");
    }
}
