//! Attaching a group to an interface and taking it off again, as one action of the API that is tried first.

use sg_core::control::apply;
use sg_core::model::{Network, NetworkInterface, NetworkInterfaceId, ResourceId, SecurityGroupId};
use sg_core::wire::Action;

/// What would become of a group that is let go over an interface.
#[derive(Clone, Debug, PartialEq)]
pub enum Attempt {
    /// The interface would carry it from then on.
    Attaches(Action),
    /// The interface carries it already.
    Carries,
    /// EC2 would refuse it, in these words.
    Refused(String),
}

/// The action that gives an interface these groups.
pub fn carry(interface: &NetworkInterfaceId, groups: &[&SecurityGroupId]) -> Action {
    let groups: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
    Action::new("ModifyNetworkInterfaceAttribute")
        .with("NetworkInterfaceId", interface.as_str())
        .with("Groups", groups)
}

/// The action that attaches a group to an interface beside those that it carries.
pub fn attaching(interface: &NetworkInterface, group: &SecurityGroupId) -> Action {
    let groups: Vec<_> = interface.groups.iter().chain([group]).collect();
    carry(&interface.id, &groups)
}

/// The action that takes a group off an interface and leaves the others.
pub fn detaching(interface: &NetworkInterface, group: &SecurityGroupId) -> Action {
    let groups: Vec<_> = interface.groups.iter().filter(|own| *own != group).collect();
    carry(&interface.id, &groups)
}

/// Tries it on a copy of the network.
#[must_use]
pub fn attempt(network: &Network, group: &SecurityGroupId, interface: &str) -> Option<Attempt> {
    let interface = network.interfaces.find(interface)?;
    if interface.groups.contains(group) {
        return Some(Attempt::Carries);
    }
    let action = attaching(interface, group);
    Some(match apply(&mut network.clone(), &action) {
        Ok(_) => Attempt::Attaches(action),
        Err(error) => Attempt::Refused(error.message),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use serde_json::json;

    fn group(network: &mut Network, name: &str, vpc: &str) -> SecurityGroupId {
        let create = Action::new("CreateSecurityGroup").with("GroupName", name).with("Description", "d");
        let made = apply(network, &create.with("VpcId", vpc)).unwrap();
        SecurityGroupId::new(made["GroupId"].as_str().unwrap())
    }

    #[test]
    fn a_group_is_attached_beside_the_others_until_the_quota_and_never_twice() {
        let mut network = first().network().clone();
        let one = network.interfaces.iter().find(|one| one.groups.len() == 1).unwrap().clone();
        let (id, vpc) = (one.id.to_string(), one.vpc.to_string());
        for at in 0..4 {
            let new = group(&mut network, &format!("more-{at}"), &vpc);
            let Some(Attempt::Attaches(action)) = attempt(&network, &new, &id) else { panic!("{at}") };
            apply(&mut network, &action).unwrap();
            assert_eq!(network.interfaces.find(&*id).unwrap().groups.last(), Some(&new));
            assert_eq!(attempt(&network, &new, &id), Some(Attempt::Carries));
        }
        let sixth = group(&mut network, "sixth", &vpc);
        let full = "The maximum number of security groups per interface has been reached.";
        assert_eq!(attempt(&network, &sixth, &id), Some(Attempt::Refused(full.to_owned())));
        let own = network.interfaces.find(&*id).unwrap();
        assert_eq!(detaching(own, &one.groups[0]).parameters["Groups"].as_array().unwrap().len(), 4);
    }

    #[test]
    fn a_group_of_another_vpc_is_refused_in_the_words_of_aws() {
        let mut network = first().network().clone();
        let made = apply(&mut network, &Action::new("CreateVpc").with("CidrBlock", "10.77.0.0/16")).unwrap();
        let far = group(&mut network, "far", made["Vpc"]["VpcId"].as_str().unwrap());
        let id = network.interfaces.ids().next().unwrap().to_string();
        let words = "You have specified two resources that belong to different networks.";
        assert_eq!(attempt(&network, &far, &id), Some(Attempt::Refused(words.to_owned())));
        assert_eq!(attempt(&network, &far, "eni-0123"), None);
        assert_eq!(json!(carry(&NetworkInterfaceId::new("eni-1"), &[]).parameters["Groups"]), json!([]));
    }
}
