//! Which functions stand beside each other in a module.
//!
//! Compression finds what two functions have in common only if they are not far apart: gzip looks back 32 KB, and there
//! is ten times as much code. So each function comes after those that it has most in common with.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result};
use wasm_encoder::{NameMap, NameSection, RawSection};
use wasmparser::{FunctionBody, Parser, Payload, TypeRef};

/// How many bytes in a row functions have in common, at least. Shorter ones gzip finds anywhere.
const RUN: usize = 4;

/// What more functions than this have is found anyway, wherever they stand.
const COMMON: usize = 200;

/// How much its length counts against what a function has in common with others: a little less than it is, as a long one
/// offers more to those that follow.
const LENGTH_COUNTS: f64 = 0.9;

/// How much a function further before counts beside the one right before it.
const FADING: f64 = 0.8;

/// The module, with functions named so that by their names they stand in the order that compresses well.
pub(crate) fn named_by_place(wasm: &[u8]) -> Result<Vec<u8>> {
    let module = Sections::of(wasm)?;
    let mut places = vec![0; module.bodies.len()];
    for (place, function) in order(&module.bodies).into_iter().enumerate() {
        *places.get_mut(function).context("no such function")? = place;
    }
    let mut functions = NameMap::new();
    for (function, place) in (module.imports..).zip(places) {
        functions.append(function, &format!("{place:06}"));
    }
    let mut names = NameSection::new();
    names.functions(&functions);
    let mut named = wasm_encoder::Module::new();
    for (id, data) in module.sections {
        named.section(&RawSection {
            id,
            data: wasm.get(data).context("a section goes on too long")?,
        });
    }
    named.section(&names);
    Ok(named.finish())
}

/// A module, taken apart.
#[derive(Default)]
struct Sections<'a> {
    /// What each section is and where, without the names.
    sections: Vec<(u8, Range<usize>)>,
    /// How many functions are imported: the numbers of those that have a body begin there.
    imports: u32,
    bodies: Vec<&'a [u8]>,
}

impl<'a> Sections<'a> {
    fn of(wasm: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            if let Payload::ImportSection(imports) = &payload {
                for import in imports.clone().into_imports() {
                    module.imports += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            if let Payload::CodeSectionEntry(body) = &payload {
                module.bodies.push(FunctionBody::as_bytes(body));
            }
            if matches!(&payload, Payload::CustomSection(section) if section.name() == "name") {
                continue;
            }
            module.sections.extend(payload.as_section());
        }
        Ok(module)
    }
}

/// Functions in the order in which they are to stand: the longest, and then again and again the one that has most in
/// common, for its length, with those before it.
fn order(functions: &[&[u8]]) -> Vec<usize> {
    let sharers = sharers(functions);
    let mut likeness = vec![0.0; functions.len()];
    let mut left: Vec<(usize, &[u8])> = functions.iter().copied().enumerate().collect();
    left.sort_by_key(|(_, body)| body.len());
    let mut order = Vec::with_capacity(left.len());
    while let Some(next) = most_like(&left, &likeness) {
        let (function, body) = left.remove(next);
        order.push(function);
        for likeness in &mut likeness {
            *likeness *= FADING;
        }
        let sharers = runs(body).into_iter().filter_map(|run| sharers.get(run));
        for &other in sharers.flatten() {
            if let Some(likeness) = likeness.get_mut(other) {
                *likeness += 1.0;
            }
        }
    }
    order
}

/// Where the one stands that is most like what came last; if none is, the longest.
fn most_like(left: &[(usize, &[u8])], likeness: &[f64]) -> Option<usize> {
    let for_its_length = |(function, body): &(usize, &[u8])| {
        let length = u32::try_from(body.len()).map_or(f64::MAX, f64::from);
        let likeness = likeness.get(*function).copied().unwrap_or_default();
        likeness / length.powf(LENGTH_COUNTS)
    };
    let all = left.iter().map(for_its_length).enumerate();
    let (most_like, _) = all.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    Some(most_like)
}

/// The runs of bytes that some functions have in common, and which.
fn sharers<'a>(functions: &[&'a [u8]]) -> BTreeMap<&'a [u8], Vec<usize>> {
    let mut sharers = BTreeMap::<_, Vec<_>>::new();
    for (function, body) in functions.iter().enumerate() {
        for run in runs(body) {
            sharers.entry(run).or_default().push(function);
        }
    }
    sharers.retain(|_, functions| (2..=COMMON).contains(&functions.len()));
    sharers
}

fn runs(body: &[u8]) -> BTreeSet<&[u8]> {
    body.windows(RUN).collect()
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, Module, ValType};

    use super::*;

    #[test]
    fn those_that_are_alike_stand_together() {
        let functions: [&[u8]; 5] = [
            b"one begins so and goes on",
            b"two: abcdefghijklmnopqrst",
            b"one begins so and ends",
            b"three",
            b"two: abcdefghijklmnopqrstuvwxyz",
        ];
        assert_eq!(order(&functions), [4, 1, 0, 2, 3]);
    }

    #[test]
    fn functions_have_the_names_of_their_places_and_are_the_same() {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        module.add_import_func("a", "imported", ty);
        for numbers in [1..3, 3..30] {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            let mut body = function.func_body();
            for number in numbers.clone() {
                body.i32_const(number).drop();
            }
            body.i32_const(numbers.end);
            let function = function.finish(Vec::new(), &mut module.funcs);
            module
                .exports
                .add(&format!("ends_{}", numbers.end), function);
        }
        let wasm = module.emit_wasm();
        let named = Module::from_buffer(&named_by_place(&wasm).unwrap()).unwrap();
        let names = named.exports.iter().filter_map(|export| {
            let walrus::ExportItem::Function(id) = export.item else {
                return None;
            };
            named.funcs.get(id).name.clone()
        });
        assert_eq!(names.collect::<Vec<_>>(), ["000001", "000000"]);
        assert_eq!(named.imports.iter().count(), 1);
    }
}
