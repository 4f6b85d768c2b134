#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hushdesk_tests::fuzzing::target("notes")(bytes));
