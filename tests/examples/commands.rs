//! Prints every line for the AWS CLI that the scenarios and the rows of the semantics lead to, one a line, and each
//! fix of what they block: `cargo run -p sg-tests --example commands`.

fn main() {
    let commands = sg_tests::commands::all();
    for line in &commands.lines {
        println!("{line}");
    }
    for name in &commands.never_used {
        eprintln!("no step uses {name}");
    }
}
