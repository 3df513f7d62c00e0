//! Linux's packet filter: a real stateful firewall to hold the model against.

use anyhow::{Context as _, Result, bail};

use super::{Installation, QUICK, debian, minutes};
use crate::place;
use crate::process::Run;

/// Makes sure of nft, ip and conntrack, and of the right to use them.
pub fn netfilter() -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the comparison with netfilter runs on Linux only");
    }
    if !debian::is_root() {
        bail!("the comparison with netfilter makes network namespaces, which needs root");
    }
    if !["nft", "ip", "conntrack"].iter().all(|program| place::find(program).is_some()) {
        let installation = Installation {
            what: "nftables, iproute2, conntrack",
            why: "the model is held against Linux's packet filter",
            about: "20 seconds",
            limit: minutes(10),
            by_hand: "install nftables, iproute2 and conntrack-tools",
        };
        debian::install(&installation, &["nftables", "iproute2", "conntrack"])?;
    }
    probe().context("network namespaces are not permitted here, as in most containers")
}

/// Makes a namespace and removes it.
fn probe() -> Result<()> {
    let name = format!("sg-probe-{}", std::process::id());
    let namespace = |verb: &str| Run::new("ip").args(["netns", verb, &name]).read(QUICK);
    namespace("add")?;
    let usable = Run::new("ip").args(["netns", "exec", &name, "nft", "list", "ruleset"]).read(QUICK);
    namespace("delete")?;
    usable.map(drop)
}
