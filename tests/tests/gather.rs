//! The script that gathers an account for the import: run with an `aws` that answers from a file, its output is read
//! whole, and what the `aws` refuses is left out.

#![cfg(not(target_arch = "wasm32"))]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use sg_core::formats::aws::{Source, import};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Answers like the AWS CLI: the array of the query, tabs between words of text, a refusal of what is not permitted.
const AWS: &str = r#"#!/usr/bin/env bash
service="$1" command="$2" query="" id="" output=""
shift 2
while [ $# -gt 0 ]; do
  case "$1" in
    --query) query="$2" ;;
    --output) output="$2" ;;
    --*-id | --*-ids | --*-arn | --*-arns) id="$2" ;;
  esac
  shift
done
echo "$service $command $output $query $id" >>"$DATA/calls"
case "$command $query" in
  "describe-vpn-gateways "*) echo 'An error occurred (UnauthorizedOperation) when calling the DescribeVpnGateways operation' >&2; exit 254 ;;
  *"PrefixLists[].PrefixListId") printf 'pl-0123456789abcdef0\tpl-0123456789abcdef1\n' ;;
  "get-managed-prefix-list-entries "*) [ "$id" = pl-0123456789abcdef0 ] && printf '[\n    {\n        "Cidr": "10.0.0.0/8"\n    }\n]\n' || exit 254 ;;
  *"TransitGateways[]"*) ;;
  *"TransitGatewayRouteTables[].TransitGatewayRouteTableId") printf 'tgw-rtb-0123456789abcdef0\n' ;;
  *"TransitGatewayRouteTables[0]") printf '{\n    "TransitGatewayRouteTableId": "%s",\n    "TransitGatewayId": "tgw-0123456789abcdef0",\n    "State": "available"\n}\n' "$id" ;;
  "search-transit-gateway-routes "*) printf '[\n    {\n        "DestinationCidrBlock": "10.9.0.0/16",\n        "Type": "static",\n        "State": "active",\n        "TransitGatewayAttachments": []\n    }\n]\n' ;;
  *"LoadBalancers[].LoadBalancerArn") printf 'arn:lb/1\tarn:lb/2\n' ;;
  "describe-listeners "*) [ "$id" = arn:lb/1 ] && printf '[\n    {\n        "ListenerArn": "arn:l/1",\n        "LoadBalancerArn": "arn:lb/1",\n        "Port": 443,\n        "Protocol": "HTTPS",\n        "DefaultActions": []\n    }\n]\n' || echo '[]' ;;
  *"TargetGroups[].TargetGroupArn") printf 'arn:tg/1\n' ;;
  *"TargetGroups[0]") printf '{\n    "TargetGroupArn": "%s",\n    "Port": 80,\n    "TargetType": "ip"\n}\n' "$id" ;;
  "describe-target-health "*) printf '[\n    {\n        "TargetGroupArn": "%s",\n        "Target": {\n            "Id": "10.0.1.10",\n            "Port": 80\n        }\n    },\n    {\n        "TargetGroupArn": "%s",\n        "Target": {\n            "Id": "10.0.1.11",\n            "Port": 80\n        }\n    }\n]\n' "$id" "$id" ;;
  *) cat "$DATA/$query.json" 2>/dev/null || echo '[]' ;;
esac
"#;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the script in a folder with this `aws`, and answers what it wrote and said.
fn gather(folder: &Path, aws: &str) -> (String, String) {
    let bin = folder.join("aws");
    fs::write(&bin, aws).unwrap();
    fs::set_permissions(&bin, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let ran = Command::new("bash")
        .arg(format!("{ROOT}/web/gather.sh"))
        .current_dir(folder)
        .env("PATH", path)
        .env("DATA", folder)
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.success(), "{said}");
    (fs::read_to_string(folder.join("playground-account.json")).unwrap(), said)
}

#[test]
fn what_it_writes_is_read_whole() {
    let folder = folder("gather");
    let scenario = fs::read_to_string(format!("{ROOT}/scenarios/nat-gateway.json")).unwrap();
    let scenario: Value = serde_json::from_str(&scenario).unwrap();
    let base = scenario["base"].as_object().unwrap();
    for (key, value) in base {
        fs::write(folder.join(format!("{key}.json")), serde_json::to_string_pretty(value).unwrap()).unwrap();
    }
    let (text, said) = gather(&folder, AWS);
    let written: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    for key in [
        "Vpcs",
        "Subnets",
        "RouteTables",
        "NetworkAcls",
        "SecurityGroups",
        "NetworkInterfaces",
        "NatGateways",
    ] {
        assert_eq!(written[key], base[key], "{key}");
    }
    assert!(written["GatheredAt"].as_str().is_some_and(|at| at.len() == 20 && at.ends_with('Z')), "{text}");
    assert_eq!(written["PrefixListEntries"], json!({"pl-0123456789abcdef0": [{"Cidr": "10.0.0.0/8"}]}));
    assert_eq!(written["TransitGatewayRouteTables"][0]["Routes"][0]["DestinationCidrBlock"], "10.9.0.0/16");
    assert_eq!(written["Listeners"].as_array().map(Vec::len), Some(1));
    assert_eq!(written["TargetGroups"][0]["Attributes"], json!([]));
    assert_eq!(written["TargetHealthDescriptions"][1]["Target"]["Id"], "10.0.1.11");
    // What is refused is no key: not described, and said.
    assert_eq!(written.get("VpnGateways"), None);
    assert!(said.contains("not described: VpnGateways (An error occurred (UnauthorizedOperation)"), "{said}");

    let read = import(&[Source { name: "", text: &text }]).unwrap();
    assert!(!read.network.vpn_gateways.is_described());
    assert!(read.network.route_tables.is_described() && read.network.peerings.is_described());
    assert_eq!(read.network.interfaces.len(), base["NetworkInterfaces"].as_array().unwrap().len());
    // Every key that it gathers is one that the import knows: it would say which is not.
    let strange: Vec<_> =
        read.problems.iter().filter(|problem| problem.message.contains("not modelled")).collect();
    assert!(strange.is_empty(), "{strange:?}");
}

/// Every command is one of `describe`, `get` or `search`: the script only reads.
#[test]
fn it_only_reads() {
    let folder = folder("gather-reads");
    gather(&folder, AWS);
    let calls = fs::read_to_string(folder.join("calls")).unwrap();
    assert!(calls.lines().count() > 25, "{calls}");
    for call in calls.lines() {
        let command = call.split(' ').nth(1).unwrap();
        assert!(["describe-", "get-", "search-"].iter().any(|verb| command.starts_with(verb)), "{call}");
    }
}

#[test]
fn without_any_permission_the_file_is_still_json() {
    let folder = folder("gather-nothing");
    let (text, said) = gather(&folder, "#!/bin/sh\necho 'AccessDenied' >&2\nexit 254\n");
    let written: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(written.as_object().unwrap().len(), 1);
    assert!(said.contains("not described: SecurityGroups (AccessDenied"), "{said}");
}
