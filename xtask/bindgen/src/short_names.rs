//! Short names between a module and its compiled code. wasm-bindgen's have a hash each, which no compression makes
//! smaller; nobody but the two ever reads them.

use walrus::Module;

/// A name and the short one for it.
pub(crate) struct Renamed {
    long: String,
    short: String,
}

/// Gives what the compiled code imports from the JavaScript module around it, and the closures it exports, short names.
pub(crate) fn shorten(module: &mut Module) -> Vec<Renamed> {
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let exports = module.exports.iter_mut().map(|export| &mut export.name);
    let mut renamed = Vec::new();
    for name in imports.chain(exports).filter(|name| has_hash(name)) {
        let short = format!("_{}", renamed.len());
        let long = std::mem::replace(name, short.clone());
        renamed.push(Renamed { long, short });
    }
    // No name is changed as the beginning of another.
    renamed.sort_by_key(|it| std::cmp::Reverse(it.long.len()));
    renamed
}

/// The JavaScript module with these names in place of the long ones.
pub(crate) fn apply(renamed: &[Renamed], module: &str) -> String {
    let mut module = module.to_owned();
    for Renamed { long, short } in renamed {
        module = module.replace(long.as_str(), short);
    }
    module
}

/// Whether a name ends in sixteen digits of a hash, as wasm-bindgen makes them.
fn has_hash(name: &str) -> bool {
    let digits = name.bytes().rev().take(16).filter(u8::is_ascii_hexdigit);
    digits.count() == 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_short_on_both_sides_and_others_stay() {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        let long = [
            "__wbg_set_0123456789abcdef",
            "__wbg_set_0123456789abcdef0123456789abcdef",
        ];
        for name in [long[0], long[1], "memory"] {
            module.add_import_func("./a_bg.js", name, ty);
        }
        let renamed = shorten(&mut module);
        let names: Vec<_> = module.imports.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["_0", "_1", "memory"]);
        let text = format!("{}: 0, {}: 1, memory: 2", long[0], long[1]);
        assert_eq!(apply(&renamed, &text), "_0: 0, _1: 1, memory: 2");
    }
}
