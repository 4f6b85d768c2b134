//! Whom one can talk to, at the foot of the list.

use hushdesk_protocol::frames::Audience;
use hushdesk_texts::console as texts;
use hushdesk_web::rendered::{Element, rendered};
use yew::{Callback, Reducible};

use super::super::fixtures::{colleague, desk, room_line};
use super::super::list::{Staff, StaffProps, talks};
use super::super::state::{Action, DeskState};
use super::reads;

/// At maps with these, who have said so many things to all.
fn staff(colleagues: &[&str], texts: u64) -> Element {
    let viewed = |texts: u64| {
        let mut desk = desk("maps", vec![], vec![]);
        desk.view.operator = Some("desk1".parse().unwrap());
        desk.view.colleagues = colleagues.iter().map(|it| colleague(it)).collect();
        let lines = (1..=texts).map(|id| room_line(id, "desk2", Audience::Room, id));
        desk.view.room = lines.collect::<Vec<_>>().into();
        Action::Viewed(desk)
    };
    let state = std::rc::Rc::<DeskState>::default().reduce(viewed(0));
    rendered::<Staff>(StaffProps {
        talks: talks(&state.reduce(viewed(texts))),
        staffs: true,
        heard: true,
        ontalk: Callback::noop(),
    })
}

#[test]
fn each_colleague_and_the_queues_room_can_be_written_to_and_what_is_new_is_counted() {
    let page = staff(&["desk1", "desk2"], 2);
    let room = texts::backroom::room(&"MAPS");
    assert!(reads(
        &page,
        &["2", texts::mine::unread(2).as_str(), &room, "Desk2"]
    ));
    assert_eq!(page.count(&|it| it.attribute("data-row").is_some()), 2);
    let page = staff(&["desk1", "desk2"], 0);
    assert!(page.of_class("count").is_none());
}

#[test]
fn where_nobody_else_is_there_is_nobody_to_write_to() {
    let page = staff(&["desk1"], 0);
    assert_eq!(page.text(), texts::people::no_colleagues());
    assert!(page.buttons().is_empty());
}
