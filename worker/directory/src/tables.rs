//! The directory's tables, and the numbered steps that lead to them. What each thing began with stands in its folder, and
//! what changed it later in `steps`.

use hushdesk_edge::outbox::OUTBOX_TABLES;
use hushdesk_edge::{Database, DatabaseError, Value};

use crate::refused::{DirectoryError, Refused};
use crate::{audit, people, queues, sessions, skins, snippets};

/// The steps, in order.
const STEPS: [&str; 28] = [
    include_str!("founding/organisation.sql"),
    people::TABLES,
    queues::TABLES,
    skins::TABLES,
    snippets::TABLES,
    sessions::TABLES,
    audit::TABLES,
    OUTBOX_TABLES,
    include_str!("steps/09_people.sql"),
    include_str!("steps/10_skins_and_keys.sql"),
    include_str!("steps/11_organisation.sql"),
    include_str!("steps/12_second_factors.sql"),
    include_str!("steps/13_canned.sql"),
    include_str!("steps/14_names_of_keys.sql"),
    include_str!("steps/15_former_names.sql"),
    include_str!("steps/16_pending_second_factors.sql"),
    include_str!("steps/17_proofs.sql"),
    include_str!("steps/18_address_key.sql"),
    include_str!("steps/19_email.sql"),
    include_str!("steps/20_application_passwords.sql"),
    include_str!("steps/21_profiles.sql"),
    include_str!("steps/22_levels.sql"),
    include_str!("steps/23_provider.sql"),
    include_str!("steps/24_language_of_contacts.sql"),
    include_str!("steps/25_passkeys.sql"),
    include_str!("steps/26_invitations.sql"),
    include_str!("steps/27_note_keys.sql"),
    include_str!("steps/28_pictures.sql"),
];

/// Whether the first step has been taken, which makes the table of the organisation.
pub(crate) fn are_begun(database: &impl Database) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'organisation'",
        vec![],
    )?;
    Ok(!rows.is_empty())
}

/// Brings them up to date.
pub(crate) fn migrate(database: &impl Database) -> Result<(), DatabaseError> {
    hushdesk_edge::migrate(database, &STEPS)
}

/// Refuses one more row in a table than it may have.
pub(crate) fn must_have_room(
    database: &impl Database,
    table: &'static str,
    max: u32,
) -> Result<(), DirectoryError> {
    let rows = format!("SELECT count(*) FROM {table}");
    must_count_less(database, &rows, vec![], max)
}

/// Refuses one more if this statement counts as many as there may be.
pub(crate) fn must_count_less(
    database: &impl Database,
    statement: &str,
    bindings: Vec<Value>,
    max: u32,
) -> Result<(), DirectoryError> {
    let rows = database.query(statement, bindings)?;
    let count = rows.into_iter().next().map(|mut row| row.number("count"));
    if count.transpose()?.unwrap_or(0_u32) >= max {
        return Err(Refused::Full.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::testing::Memory;

    use super::*;

    /// A database that was written when there were so many steps.
    fn older(steps: usize, rows: &str) -> Memory {
        let database = Memory::new();
        hushdesk_edge::migrate(&database, &STEPS[..steps]).unwrap();
        database.run(rows).unwrap();
        database
    }

    /// The rows of a statement that gives texts.
    fn texts(database: &Memory, statement: &str) -> Vec<Option<String>> {
        let rows = database.query(statement, vec![]).unwrap().into_iter();
        rows.map(|mut row| row.optional_text("any").unwrap())
            .collect()
    }

    /// A library as it was stored by the first eight steps.
    const LIBRARY_8: &str = "
        INSERT INTO organisation (demonstration, founded, version) VALUES (0, 1700000000000, 3);
        INSERT INTO operators (name, display, role, password) VALUES
            ('admin', 'Dora', 'administrator', '$argon2id$admin'),
            ('desk1', 'Ann', 'operator', '$argon2id$desk1');
        INSERT INTO queues (name, title, place) VALUES ('reference', 'Ask a librarian', 1);
        INSERT INTO assignments (operator, queue) VALUES ('desk1', 'reference');
        INSERT INTO sessions (token, operator, ends) VALUES (x'ab', 'desk1', 1900000000000);
        INSERT INTO admissions (session, queue) VALUES (x'ab', 'reference');
    ";

    #[test]
    fn passwords_duties_and_sessions_of_an_older_library_are_kept() {
        let database = older(8, LIBRARY_8);
        migrate(&database).unwrap();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            texts(
                &database,
                "SELECT operator || ' ' || hash FROM passwords ORDER BY operator"
            ),
            [some("admin $argon2id$admin"), some("desk1 $argon2id$desk1")]
        );
        assert_eq!(
            texts(
                &database,
                "SELECT operator || ' ' || queue || ' ' || duty FROM duties"
            ),
            [some("desk1 reference operator")]
        );
        assert_eq!(
            texts(
                &database,
                "SELECT hex(token) || ' ' || operator || ' ' || device FROM sessions
                 JOIN admissions ON admissions.session = sessions.token"
            ),
            [some("AB desk1 ")]
        );
        assert_eq!(
            texts(&database, "SELECT name FROM organisation"),
            [some("Library")]
        );
    }

    #[test]
    fn an_older_skin_keeps_its_pins_and_the_organisation_learns_of_them() {
        let pinned = "
            INSERT INTO organisation (demonstration, founded, version) VALUES (0, 17, 3);
            INSERT INTO operators (name, display, role) VALUES ('desk1', 'Ann', 'operator');
            INSERT INTO skins (name, title, unverified) VALUES
                ('blue', 'Ask us', 'refuse'), ('green', 'Ask', 'accept');
            INSERT INTO pinned_keys (skin, fingerprint, name) VALUES
                ('blue', 'ab', 'Ann'), ('blue', 'cd', NULL), ('green', 'ab', 'Ann');
        ";
        let database = older(9, pinned);
        migrate(&database).unwrap();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            texts(
                &database,
                "SELECT skin || ' ' || fingerprint || ' ' || keys || ' ' || look
                 FROM pinned_keys JOIN skins ON skins.name = skin ORDER BY skin, fingerprint"
            ),
            [
                some("blue ab own {}"),
                some("blue cd own {}"),
                some("green ab own {}")
            ]
        );
        assert_eq!(
            texts(
                &database,
                "SELECT fingerprint || ' ' || label || ' ' || coalesce(holder, '-') || ' ' || added FROM keys"
            ),
            [some("ab Ann desk1 17"), some("cd Key - 17")]
        );
    }

    #[test]
    fn an_older_organisation_keeps_its_audit_log_for_400_days_and_requires_no_second_factor() {
        let founded =
            "INSERT INTO organisation (demonstration, founded, version) VALUES (0, 17, 3);";
        let database = older(10, founded);
        migrate(&database).unwrap();
        assert_eq!(
            texts(
                &database,
                "SELECT name || ' ' || audit_days || ' ' || second_factor_required FROM organisation"
            ),
            [Some("Library 400 0".to_owned())]
        );
    }

    #[test]
    fn an_older_key_is_called_what_a_skin_says_and_not_what_its_holder_says() {
        let pinned = "
            INSERT INTO operators (name, display, role) VALUES ('desk1', 'The director', 'operator');
            INSERT INTO skins (name, title, unverified) VALUES ('blue', 'Ask us', 'refuse');
            INSERT INTO keys (fingerprint, label, holder, added, pinned) VALUES
                ('ab', 'Desk', 'desk1', 17, 1), ('cd', 'Laptop', 'desk1', 17, 1);
            INSERT INTO pinned_keys (skin, fingerprint, name) VALUES ('blue', 'ab', 'Ann');
        ";
        let database = older(13, pinned);
        migrate(&database).unwrap();
        assert_eq!(
            texts(&database, "SELECT name FROM keys ORDER BY fingerprint"),
            [Some("Ann".to_owned()), None]
        );
    }

    #[test]
    fn the_names_of_what_an_older_library_has_removed_are_taken_from_its_audit_log() {
        let removed = "
            INSERT INTO audit (at, address, act, subject) VALUES
                (17, '', 'remove_person', 'vera'), (18, '', 'remove_queue', 'loans'),
                (19, '', 'remove_person', 'vera'), (20, '', 'remove_skin', 'blue');
        ";
        let database = older(14, removed);
        migrate(&database).unwrap();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            texts(&database, "SELECT kind || ' ' || name FROM former_names"),
            [some("person vera"), some("queue loans")]
        );
    }

    #[test]
    fn an_older_second_factor_is_kept_and_an_app_that_was_being_set_up_begins_anew() {
        let factors = "
            INSERT INTO operators (name, display, role) VALUES
                ('desk1', 'Ann', 'operator'), ('desk2', 'Vera', 'operator');
            INSERT INTO second_factors (operator, secret, pending, step) VALUES
                ('desk1', x'ab', x'cd', 17), ('desk2', NULL, x'ef', 0);
        ";
        let database = older(15, factors);
        migrate(&database).unwrap();
        assert_eq!(
            texts(
                &database,
                "SELECT operator || ' ' || hex(secret) || ' ' || step FROM second_factors"
            ),
            [Some("desk1 AB 17".to_owned())]
        );
        assert_eq!(
            texts(&database, "SELECT hex(secret) FROM pending_second_factors"),
            []
        );
    }

    #[test]
    fn whoever_has_an_older_session_shows_again_that_it_is_them() {
        let session = "
            INSERT INTO operators (name, display, role) VALUES ('admin', 'Dora', 'administrator');
            INSERT INTO sessions (token, operator, ends) VALUES (x'ab', 'admin', 1900000000000);
        ";
        let database = older(16, session);
        migrate(&database).unwrap();
        assert_eq!(
            texts(&database, "SELECT operator || ' ' || proved FROM sessions"),
            [Some("admin 0".to_owned())]
        );
    }

    #[test]
    fn an_older_library_gets_a_key_for_addresses_of_its_own() {
        let secret = || {
            let database = older(
                17,
                "INSERT INTO queues (name, title, place) VALUES ('reference', 'Ask', 1);",
            );
            migrate(&database).unwrap();
            texts(&database, "SELECT hex(secret) FROM address_key")
        };
        let (one, other) = (secret(), secret());
        assert_eq!((one.len(), other.len()), (1, 1));
        assert_ne!(one, other);
    }

    #[test]
    fn nobody_has_written_anything_about_an_older_queue() {
        let queue =
            "INSERT INTO queues (name, title, place) VALUES ('reference', 'Ask a librarian', 1);";
        let database = older(20, queue);
        migrate(&database).unwrap();
        assert_eq!(
            texts(&database, "SELECT profile FROM queues"),
            [Some(String::new())]
        );
    }

    #[test]
    fn the_chats_of_an_older_snippet_go_nowhere_else() {
        let snippet = "
            INSERT INTO queues (name, title, place) VALUES ('reference', 'Ask', 1);
            INSERT INTO skins (name, title, unverified) VALUES ('blue', 'Ask us', 'refuse');
            INSERT INTO snippets (name, queue, skin) VALUES ('reference', 'reference', 'blue');
        ";
        let database = older(21, snippet);
        migrate(&database).unwrap();
        assert_eq!(
            texts(
                &database,
                "SELECT snippets.name || ' ' || (SELECT count(*) FROM snippet_levels) FROM snippets"
            ),
            [Some("reference 0".to_owned())]
        );
    }

    #[test]
    fn whoever_is_signed_in_at_an_older_library_has_come_in_by_a_password() {
        let session = "
            INSERT INTO operators (name, display, role) VALUES ('admin', 'Dora', 'administrator');
            INSERT INTO sessions (token, operator, ends) VALUES (x'ab', 'admin', 1900000000000);
        ";
        let database = older(22, session);
        migrate(&database).unwrap();
        assert_eq!(
            texts(
                &database,
                "SELECT operator || ' ' || provider FROM sessions"
            ),
            [Some("admin 0".to_owned())]
        );
        for table in ["identity_provider", "provider_people", "provider_returns"] {
            let rows = format!("SELECT 'some' FROM {table}");
            assert_eq!(texts(&database, &rows), [], "{table}");
        }
    }

    #[test]
    fn nobody_of_an_older_library_has_passkeys_or_has_shown_one() {
        let session = "
            INSERT INTO operators (name, display, role) VALUES ('admin', 'Dora', 'administrator');
            INSERT INTO sessions (token, operator, ends) VALUES (x'ab', 'admin', 1900000000000);
            INSERT INTO second_factors (operator, secret, step) VALUES ('admin', x'cd', 17);
            INSERT INTO recovery_codes (operator, code) VALUES ('admin', x'ef');
        ";
        let database = older(23, session);
        migrate(&database).unwrap();
        assert_eq!(
            texts(&database, "SELECT operator || ' ' || passkey FROM sessions"),
            [Some("admin 0".to_owned())]
        );
        assert_eq!(
            texts(
                &database,
                "SELECT hex(secret) || ' ' || hex(code) FROM second_factors JOIN recovery_codes USING (operator)"
            ),
            [Some("CD EF".to_owned())]
        );
        for table in ["passkeys", "passkey_holders", "passkey_challenges"] {
            let rows = format!("SELECT 'some' FROM {table}");
            assert_eq!(texts(&database, &rows), [], "{table}");
        }
    }

    #[test]
    fn an_older_snippet_invites_nobody() {
        let snippet = "
            INSERT INTO queues (name, title, place) VALUES ('reference', 'Ask', 1);
            INSERT INTO skins (name, title, unverified) VALUES ('blue', 'Ask us', 'refuse');
            INSERT INTO snippets (name, queue, skin) VALUES ('reference', 'reference', 'blue');
        ";
        let database = older(23, snippet);
        migrate(&database).unwrap();
        assert_eq!(texts(&database, "SELECT invitation FROM snippets"), [None]);
    }

    #[test]
    fn nobody_may_leave_notes_to_an_older_key() {
        let key =
            "INSERT INTO keys (fingerprint, label, added, pinned) VALUES ('ab', 'Desk', 17, 1);";
        let database = older(23, key);
        migrate(&database).unwrap();
        assert_eq!(
            texts(
                &database,
                "SELECT fingerprint || ' ' || (note_key IS NULL) FROM keys"
            ),
            [Some("ab 1".to_owned())]
        );
    }

    #[test]
    fn an_older_skin_has_no_picture() {
        let skin =
            "INSERT INTO skins (name, title, unverified) VALUES ('blue', 'Ask us', 'refuse');";
        let database = older(23, skin);
        migrate(&database).unwrap();
        assert_eq!(
            texts(
                &database,
                "SELECT skins.name || ' ' || (SELECT count(*) FROM skin_pictures) FROM skins"
            ),
            [Some("blue 0".to_owned())]
        );
    }

    #[test]
    fn there_are_none_before_the_first_step() {
        let database = Memory::new();
        assert_eq!(are_begun(&database), Ok(false));
        migrate(&database).unwrap();
        assert_eq!(are_begun(&database), Ok(true));
    }
}
