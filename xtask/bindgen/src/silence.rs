//! A panic in a page says nothing: it traps at once.
//!
//! What it would say may be what somebody wrote, and a console is no place for that; and all that words and places of
//! panics are made of is a twentieth of what a guest's browser loads. The compiler that leaves them out by itself is not
//! a stable one yet.

use rustc_demangle::demangle;
use walrus::ir::{
    Call, Const, Instr, InstrLocId, InstrSeq, Unreachable, Value, Visitor, dfs_in_order,
};
use walrus::{
    ConstExpr, DataId, DataKind, FunctionId, FunctionKind, LocalFunction, Module, ModuleData,
};

/// How functions begin that say why a program ends, and end it.
const PANICS: [&str; 13] = [
    "__rustc::rust_begin_unwind",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::handle_error",
    "console_error_panic_hook::hook",
    "core::cell::panic_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_",
    "core::str::slice_error_fail",
    "std::thread::local::panic_access_error",
];

/// In what functions print that print values for programmers.
const DEBUG: &str = " as core::fmt::Debug>::fmt";

/// Panics trap without a word, what is printed for programmers is empty, and the places of panics are blank.
pub(crate) fn silence(module: &mut Module) {
    let panics = named(module, |name| {
        PANICS.iter().any(|panic| name.starts_with(panic))
    });
    let places = places(module, &panics);
    let prints = named(module, |name| name.contains(DEBUG));
    for function in panics {
        replace(module, function, &[Unreachable {}.into()]);
    }
    for function in prints {
        if gives_a_number(module, function) {
            // The number of `Ok(())`.
            let nothing = Const {
                value: Value::I32(0),
            };
            replace(module, function, &[nothing.into()]);
        }
    }
    for place in places {
        blank(&mut module.data, place);
    }
}

fn named(module: &Module, is: impl Fn(&str) -> bool) -> Vec<FunctionId> {
    let local = module.funcs.iter_local();
    let named = local.filter(|(id, _)| {
        let name = module.funcs.get(*id).name.as_deref();
        // Without the hashes of crates.
        name.is_some_and(|name| is(&format!("{:#}", demangle(name))))
    });
    named.map(|(id, _)| id).collect()
}

fn gives_a_number(module: &Module, function: FunctionId) -> bool {
    let results = module.types.results(module.funcs.get(function).ty());
    results == [walrus::ValType::I32]
}

fn replace(module: &mut Module, function: FunctionId, body: &[Instr]) {
    if let FunctionKind::Local(local) = &mut module.funcs.get_mut(function).kind {
        let entry = local.entry_block();
        let instructions = body
            .iter()
            .map(|instr| (instr.clone(), InstrLocId::default()));
        local.block_mut(entry).instrs = instructions.collect();
    }
}

/// Where it stands in memory from which places in the source these functions are called: the last thing they are told.
fn places(module: &Module, panics: &[FunctionId]) -> Vec<u32> {
    let mut calls = Calls {
        of: panics,
        places: Vec::new(),
    };
    for (_, function) in module.funcs.iter_local() {
        calls.find_in(function);
    }
    calls.places.sort_unstable();
    calls.places.dedup();
    calls.places
}

struct Calls<'a> {
    of: &'a [FunctionId],
    places: Vec<u32>,
}

impl Calls<'_> {
    fn find_in(&mut self, function: &LocalFunction) {
        dfs_in_order(self, function, function.entry_block());
    }
}

impl<'instr> Visitor<'instr> for Calls<'_> {
    fn start_instr_seq(&mut self, sequence: &'instr InstrSeq) {
        let instructions = sequence.instrs.iter().map(|(instr, _)| instr);
        for (told, call) in instructions.clone().zip(instructions.skip(1)) {
            if let (
                Instr::Const(Const {
                    value: Value::I32(place),
                }),
                Instr::Call(Call { func }),
            ) = (told, call)
                && self.of.contains(func)
            {
                self.places.push(place.cast_unsigned());
            }
        }
    }
}

/// Blanks a place, if one stands there: where the name of a file stands and how long it is, the line and the column, each
/// in four bytes.
fn blank(data: &mut ModuleData, place: u32) {
    let word = |at: u32| read(data, at, 4)?.try_into().ok().map(u32::from_le_bytes);
    let (Some(file), Some(length)) = (word(place), word(place.saturating_add(4))) else {
        return;
    };
    let name = usize::try_from(length)
        .ok()
        .and_then(|length| read(data, file, length));
    // One that is blank already is that of another place, too.
    let is_file = name.is_some_and(|name| {
        name.ends_with(b".rs") || (length > 3 && name.iter().all(|byte| *byte == 0))
    });
    if is_file {
        write_blank(data, file, length);
        write_blank(data, place.saturating_add(8), 8);
    }
}

fn read(data: &ModuleData, at: u32, length: usize) -> Option<&[u8]> {
    let (segment, from) = find(data, at)?;
    data.get(segment).value.get(from..)?.get(..length)
}

fn write_blank(data: &mut ModuleData, at: u32, length: u32) {
    if let Some((segment, from)) = find(data, at) {
        let bytes = data.get_mut(segment).value.iter_mut().skip(from);
        for byte in bytes.take(usize::try_from(length).unwrap_or_default()) {
            *byte = 0;
        }
    }
}

/// In which segment an address lies, and how far from its beginning.
fn find(data: &ModuleData, at: u32) -> Option<(DataId, usize)> {
    data.iter().find_map(|segment| {
        let DataKind::Active {
            offset: ConstExpr::Value(Value::I32(begin)),
            ..
        } = &segment.kind
        else {
            return None;
        };
        let from = usize::try_from(at.checked_sub(begin.cast_unsigned())?).ok()?;
        (from < segment.value.len()).then_some((segment.id(), from))
    })
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ValType};

    use super::*;

    /// A module with a function of this name that gives 7.
    fn module(name: &str) -> (Module, FunctionId) {
        let mut module = Module::default();
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        function.name(name.to_owned()).func_body().i32_const(7);
        let id = function.finish(Vec::new(), &mut module.funcs);
        (module, id)
    }

    fn body(module: &Module, function: FunctionId) -> String {
        let local = module.funcs.get(function).kind.unwrap_local();
        let instructions = &local.block(local.entry_block()).instrs;
        format!(
            "{:?}",
            instructions
                .iter()
                .map(|(instr, _)| instr)
                .collect::<Vec<_>>()
        )
    }

    #[test]
    fn a_panic_traps_and_everything_else_goes_on() {
        for (name, traps) in [
            ("_RNvNtCslsYwvGYhUgO_4core9panicking9panic_fmt", true),
            ("core::option::unwrap_failed", true),
            ("hushdesk_guest::core::panicking", false),
            ("std::panicking::set_hook", false),
        ] {
            let (mut module, function) = module(name);
            silence(&mut module);
            assert_eq!(
                body(&module, function).contains("Unreachable"),
                traps,
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_printed_for_programmers_is_empty() {
        let (mut module, function) = module(
            "_RNvXsd_NtNtCsgXGp5Oqx2Ny_4core5alloc6layoutNtB5_11LayoutErrorNtNtB9_3fmt5Debug3fmt",
        );
        silence(&mut module);
        assert!(body(&module, function).contains("I32(0)"));
    }

    #[test]
    fn the_places_of_panics_are_blank_and_nothing_else_is() {
        let (mut module, panic) = module("core::panicking::panic");
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        caller.func_body().i32_const(1_024).call(panic);
        caller.finish(Vec::new(), &mut module.funcs);
        let memory = module.memories.add_local(false, false, 1, None, None);
        let place: Vec<u8> = [1_040_u32, 6, 12, 5]
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .collect();
        let value = [&place[..], b"src.rsrest"].concat();
        let offset = ConstExpr::Value(Value::I32(1_024));
        let segment = module.data.add(DataKind::Active { memory, offset }, value);
        silence(&mut module);
        let left = &module.data.get(segment).value;
        assert_eq!(left[8..22], [0; 14]);
        assert_eq!(left[22..], *b"rest");
    }
}
