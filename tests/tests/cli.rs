//! The lines for the AWS CLI against its own parser: each action of EC2 that the control plane knows, as the
//! scenarios, the rows of the semantics, the fixes of what those block and one call more write it.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::json;
use sg_tests::commands;
use sg_tests::process::{Peer, can_import, python};
use sg_tests::run;
use std::collections::BTreeMap;

#[test]
fn each_action_is_among_the_lines() {
    let never_used = commands::all().never_used;
    assert!(never_used.is_empty(), "give each a call in tests/fixtures/calls.jsonl: {never_used:?}");
}

#[test]
fn the_aws_cli_takes_every_line() {
    let python = python();
    if !can_import(&python, "awscli.clidriver") {
        return run::skipped("cli", "Python cannot import awscli (see tests/peers/requirements.txt)");
    }
    // One line for each way of spelling: what differs in its values alone is read alike.
    let lines = commands::all().lines;
    let wanted: BTreeMap<String, &String> = match run::is_long() {
        true => lines.iter().map(|line| (line.clone(), line)).collect(),
        false => lines.iter().map(|line| (spelling(line), line)).collect(),
    };
    let mut cli = Peer::start(&python, "cli_peer.py").expect("the AWS CLI runs");
    let nonsense = cli.ask(&json!(["ec2", "run-instances", "--min-count", "1"]));
    assert!(nonsense["refused"].is_string(), "the parser refuses nothing: {nonsense}");
    let refused = wanted.values().filter_map(|line| {
        let words: Vec<String> = words(line).into_iter().skip(1).collect();
        let answer = cli.ask(&json!(words));
        let why = answer["refused"].as_str()?;
        Some(format!("{line}\n    {}", why.lines().last().unwrap_or_default()))
    });
    let refused: Vec<String> = refused.collect();
    println!("cli: {} lines, {} ways of spelling", lines.len(), wanted.len());
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// The subcommand, the options, and of what kind each value is.
fn spelling(line: &str) -> String {
    let kind = |word: &String| match word {
        word if word.starts_with("--") => word.split('=').next().unwrap_or_default().to_owned(),
        word if word.starts_with(['{', '[']) => "json".to_owned(),
        _ => String::new(),
    };
    let (command, rest) =
        words(line).into_iter().partition::<Vec<_>, _>(|word| word.starts_with(char::is_alphabetic));
    format!("{:?} {:?}", command.get(2), rest.iter().map(kind).collect::<Vec<_>>())
}

/// The words of a line as a POSIX shell has them: between single quotes, or behind a backslash, all letters are plain.
fn words(line: &str) -> Vec<String> {
    let (mut all, mut word, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => quoted = !quoted,
            '\\' if !quoted => word.extend(letters.next()),
            ' ' if !quoted => all.push(std::mem::take(&mut word)),
            letter => word.push(letter),
        }
    }
    all.push(word);
    all
}

#[test]
fn words_are_those_of_a_shell() {
    let line = r"aws --name 'a'\''; b' --list '[1, 2]' c";
    assert_eq!(words(line), ["aws", "--name", "a'; b", "--list", "[1, 2]", "c"]);
}
