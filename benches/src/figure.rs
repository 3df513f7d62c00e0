//! How a figure is printed: what, how much, and what it is held against.

/// Prints a figure with its goal and whether it was reached.
pub fn against(what: &str, figure: &str, goal: &str, reached: bool) {
    let mark = if reached { "reached" } else { "NOT reached" };
    println!("  {what:<52} {figure:>18}   goal: {goal} ({mark})");
}

/// Prints a figure that has no goal.
pub fn plain(what: &str, figure: &str) {
    println!("  {what:<52} {figure:>18}");
}
