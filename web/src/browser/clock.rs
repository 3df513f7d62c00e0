//! The browser's clock, for what happens in real time.

/// Milliseconds since some fixed moment; never runs backwards by more than the system's clock does.
#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now()
}
