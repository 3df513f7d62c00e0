//! Real accounts that others published, imported whole. They are not part of the project: the folder that
//! `SG_PEER_DATA` names holds them, and without it these tests say that they skip.

#![cfg(not(target_arch = "wasm32"))]

use sg_core::formats::aws::{self, Import, Source};
use sg_core::wire::Severity;
use sg_tests::run;
use std::fs;
use std::path::PathBuf;

/// The folder of one account; none where the data is not here.
fn folder(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("SG_PEER_DATA") else {
        run::skipped("accounts", "SG_PEER_DATA names no folder with published accounts");
        return None;
    };
    let folder = PathBuf::from(root).join(name);
    assert!(folder.is_dir(), "{} is no folder", folder.display());
    Some(folder)
}

/// Imports every JSON file of an account at once.
fn import(name: &str) -> Option<Import> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder(name)?)
        .expect("a readable folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|file| {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(file).expect("a readable file"))
        })
        .collect();
    let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source { name, text }).collect();
    Some(aws::import(&sources).expect("an account that can be read"))
}

/// Describing what was built, and building what was described, gives the same, byte for byte.
fn check_identity(import: &Import) {
    let described = aws::describe(&import.network);
    let text = serde_json::to_string(&described).expect("a description is JSON");
    let read = aws::import(&[Source { name: "", text: &text }]).expect("what was described can be read");
    assert!(read.network == import.network, "the network read again is another");
    assert_eq!(serde_json::to_string(&aws::describe(&read.network)).expect("JSON"), text);
}

#[test]
fn a_whole_region_of_batfish() {
    let Some(import) = import("batfish-us-west-2") else { return };
    let network = &import.network;
    assert_eq!((network.vpcs.len(), network.subnets.len(), network.security_groups.len()), (4, 10, 11));
    assert_eq!((network.interfaces.len(), network.instances.len()), (9, 4));
    assert_eq!(&*network.settings.region, "us-west-2");
    assert_eq!((network.network_acls.len(), network.route_tables.len()), (4, 5));
    assert_eq!((network.internet_gateways.len(), network.vpn_gateways.len()), (3, 1));
    assert_eq!((network.addresses.len(), network.carriers.len()), (1, 1));
    assert!(network.nat_gateways.is_described() && !network.transit_gateways.is_described());
    let errors = import.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let places: Vec<&str> = errors.map(|problem| problem.path.as_str()).collect();
    assert_eq!(places, ["VpnConnections.json"]);
    check_identity(&import);
}

#[test]
fn a_demo_account_of_cloudmapper() {
    let Some(import) = import("cloudmapper-demo") else { return };
    let network = &import.network;
    assert_eq!((network.vpcs.len(), network.security_groups.len()), (1, 8));
    let errors = import.problems.iter().filter(|problem| problem.severity == Severity::Error);
    assert_eq!(errors.count(), 0);
    check_identity(&import);
}

#[test]
fn a_configuration_in_the_collectors_shape() {
    let Some(import) = import("np-guard-mixed") else { return };
    let network = &import.network;
    assert_eq!((network.vpcs.len(), network.subnets.len(), network.security_groups.len()), (2, 6, 6));
    assert_eq!((network.network_acls.len(), network.internet_gateways.len()), (3, 2));
    assert!(!network.route_tables.is_described());
    let errors = import.problems.iter().filter(|problem| problem.severity == Severity::Error);
    assert_eq!(errors.count(), 0);
    check_identity(&import);
}

#[test]
fn groups_alone_of_each_account() {
    for (folder_name, file) in
        [("batfish-us-west-2", "SecurityGroups.json"), ("cloudmapper-demo", "describe-security-groups.json")]
    {
        let Some(folder) = folder(folder_name) else { return };
        let text = fs::read_to_string(folder.join(file)).expect("a readable file");
        let import = aws::import(&[Source { name: file, text: &text }]).expect("groups");
        let network = &import.network;
        assert_eq!(network.interfaces.len(), network.security_groups.len());
        check_identity(&import);
    }
}
