//! How long a random test runs, from which seed, and how it says that it cannot run.

use crate::Random;

/// The seed of an ordinary run: the same each time, so that a failure is never a matter of luck.
const ORDINARY_SEED: u64 = 20_240_917;

/// Whether `SG_LONG=1` asks for the long run.
pub fn is_long() -> bool {
    std::env::var("SG_LONG").is_ok_and(|value| value == "1")
}

/// `ordinary`, or `long` where the long run is asked for.
pub fn amount(ordinary: usize, long: usize) -> usize {
    if is_long() { long } else { ordinary }
}

/// The random choices of a run, whose seed is printed: `SG_SEED` where it is set, a new seed from the
/// clock in a long run, else always the same.
pub fn random(test: &str) -> Random {
    let seed = match std::env::var("SG_SEED") {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("SG_SEED={text} is no whole number")),
        Err(_) if is_long() => from_clock(),
        Err(_) => ORDINARY_SEED,
    };
    println!("{test}: SG_SEED={seed}");
    Random::new(seed)
}

/// Says that a test cannot run here, in a line that the test command reads.
pub fn skipped(test: &str, reason: &str) {
    println!("SKIPPED {test}: {reason}");
}

fn from_clock() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos() % u128::from(u64::MAX)).unwrap_or_default()
}
