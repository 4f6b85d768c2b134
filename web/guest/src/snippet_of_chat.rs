//! What a snippet stands for: what the library says today, unless there is a chat, which stays where it was begun.

use hushdesk_web::api::Trouble;

use crate::told_snippet::ToldSnippet;

/// What a snippet stands for, in a window where a chat was begun when it stood for `then`. A library that has pointed its
/// snippet elsewhere, or deleted it, ends no chat by that.
pub(crate) fn snippet_of_chat(
    then: Option<ToldSnippet>,
    today: Result<ToldSnippet, Trouble>,
) -> Result<ToldSnippet, Trouble> {
    match (then, today) {
        (Some(then), Ok(today)) if then.queue != today.queue => Ok(then),
        (Some(then), Err(trouble)) if trouble.is_not_found() => Ok(then),
        (_, today) => today,
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Answers, Problem, ProblemCode, Sealing, Snippet};

    use super::*;

    fn snippet(queue: &str, title: &str) -> ToldSnippet {
        ToldSnippet::from(Snippet {
            queue: queue.parse().unwrap(),
            queue_title: "Desk".to_owned(),
            skin: "skin".parse().unwrap(),
            title: title.to_owned(),
            sealing: Sealing::Open,
            colour: None,
            style: None,
            sounds: false,
            greeting: None,
            starters: vec![],
            answers: Answers::Operator,
            messages: false,
            rated: false,
            staffed: true,
            hours: None,
            asked: false,
            surveyed: false,
            mailed: false,
            mailed_after: false,
        })
    }

    fn deleted() -> Trouble {
        Trouble::Refused(Problem::new(ProblemCode::NotFound, String::new()))
    }

    #[test]
    fn a_chat_stays_at_its_queue_wherever_the_snippet_leads_by_now() {
        let then = snippet("reference", "Then");
        let elsewhere = Ok(snippet("circulation", "Today"));
        assert_eq!(
            snippet_of_chat(Some(then.clone()), elsewhere.clone()),
            Ok(then.clone())
        );
        assert_eq!(
            snippet_of_chat(Some(then.clone()), Err(deleted())),
            Ok(then)
        );
        assert_eq!(snippet_of_chat(None, elsewhere.clone()), elsewhere);
        assert_eq!(snippet_of_chat(None, Err(deleted())), Err(deleted()));
    }

    #[test]
    fn at_the_same_queue_what_the_snippet_says_today_counts() {
        let then = Some(snippet("reference", "Then"));
        let today = Ok(snippet("reference", "Today"));
        assert_eq!(snippet_of_chat(then.clone(), today.clone()), today);
        assert_eq!(
            snippet_of_chat(then, Err(Trouble::Unreachable)),
            Err(Trouble::Unreachable)
        );
    }
}
