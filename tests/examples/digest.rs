//! Prints the digest of a pseudo-random run, for the test that wasm gives equal bytes.

fn main() {
    println!("{:016x}", sg_tests::drive::digest(sg_tests::drive::SEED, sg_tests::drive::STEPS));
}
