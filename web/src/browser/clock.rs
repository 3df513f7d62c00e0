//! The browser's clock, for what happens in real time.

/// The day in the reader's time zone, as `2026-11-25`.
#[must_use]
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// Milliseconds since some fixed moment; never runs backwards by more than the system's clock does.
#[must_use]
pub fn now() -> f64 {
    if cfg!(not(target_arch = "wasm32")) {
        // Without a browser, the page is drawn at no time in particular.
        return 0.0;
    }
    js_sys::Date::now()
}
