//! Time that runs out: a thin bar that empties, and the number.

use yew::prelude::*;

/// A span of time in the two largest units that say it, such as `4 d 23 h` or `28 s`.
#[must_use]
pub fn span(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
    let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
    let two = |large: u64, unit: &str, small: u64, small_unit: &str| match small {
        0 => format!("{large} {unit}"),
        _ => format!("{large} {unit} {small} {small_unit}"),
    };
    match (days, hours, minutes) {
        (0, 0, 0) if !milliseconds.is_multiple_of(1000) && seconds < 10 => {
            format!("{seconds}.{} s", milliseconds % 1000 / 100)
        }
        (0, 0, 0) => format!("{rest} s"),
        (0, 0, _) => two(minutes, "min", rest, "s"),
        (0, _, _) => two(hours, "h", minutes, "min"),
        _ => two(days, "d", hours, "h"),
    }
}

/// The bar and the number; `whole` is the time it had at the start.
pub fn time_left(left: u64, whole: u64) -> Html {
    // A share of 100, drawn as a width in the picture's own units: no style attribute is needed.
    let share = left.min(whole).saturating_mul(100).checked_div(whole).unwrap_or(0);
    html! {
        <span class="time-left">
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="well" width="100" height="4" />
                <rect class="rest" width={share.to_string()} height="4" />
            </svg>
            <span class="mono">{ span(left) }</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn two_units_say_enough() {
        assert_eq!(span(432_000_000), "5 d");
        assert_eq!(span(431_999_000), "4 d 23 h");
        assert_eq!(span(28_000), "28 s");
        assert_eq!(span(1_500), "1.5 s");
        assert_eq!(span(90_000), "1 min 30 s");
        assert_eq!(span(3_600_000), "1 h");
        assert_eq!(span(0), "0 s");
    }
}
