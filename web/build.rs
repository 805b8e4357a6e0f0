//! Whether the portal is cut in two modules, see src/inside/mod.rs: as it is deployed it is, while it is developed it is not.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|text| text == value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_FAMILY", "wasm") {
        println!("cargo::rustc-cfg=split");
        // What the splitter reads: who refers to whom.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
