//! Native and wasm give equal bytes: one pseudo-random run, digested on both.
//!
//! `cargo xtask test` computes the digest natively and hands it to the compiler of the wasm test as
//! `SG_NATIVE_DIGEST`, so that it stands nowhere twice.

use sg_tests::drive;

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn wasm_gives_the_bytes_that_native_gives() {
    let here = format!("{:016x}", drive::digest(drive::SEED, drive::STEPS));
    match option_env!("SG_NATIVE_DIGEST") {
        Some(native) => assert_eq!(here, native),
        None => wasm_bindgen_test::console_log!(
            "SKIPPED equal_bytes: only `cargo xtask test` tells native's digest"
        ),
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_same_run_gives_the_same_bytes_and_another_gives_others() {
    let digest = drive::digest(drive::SEED, 200);
    assert_eq!(digest, drive::digest(drive::SEED, 200));
    assert_ne!(digest, drive::digest(drive::SEED + 1, 200));
    assert_ne!(digest, drive::digest(drive::SEED, 199));
}
