//! The hypervisor generation of each instance family: it decides the default timeout of established
//! TCP, and whether timeouts can be set at all.
//!
//! Source: Amazon EC2 Instance Types guide, column *Hypervisor* of the tables *Instance family summary*
//! (`gp`, `co`, `mo`, `so`, `ac`, `hpc`, `pg`); EC2 API reference `ConnectionTrackingConfiguration`.

/// The hypervisor of an instance type, as far as connection tracking tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceGeneration {
    /// Nitro before version 6, and P6e-GB200.
    Nitro,
    /// Nitro version 6.
    NitroV6,
    /// Xen: tracking cannot be configured.
    Xen,
}

/// The families on Nitro version 6.
const NITRO_V6: &[&str] = &[
    "c8a", "c8gb", "c8gn", "c8i", "c8i-flex", "c8ib", "c8id", "c8in", "c8ine", "g7e", "hpc8a", "i8ge", "m8a",
    "m8azn", "m8gb", "m8gn", "m8i", "m8i-flex", "m8ib", "m8id", "m8idb", "m8idn", "m8in", "m8ine", "m9g",
    "m9gd", "p6-b200", "p6-b300", "r8a", "r8gb", "r8gn", "r8i", "r8i-flex", "r8ib", "r8id", "r8idb", "r8idn",
    "r8in", "x8aedz", "x8i",
];

/// The families on Xen.
const XEN: &[&str] = &[
    "c1", "c3", "c4", "cc2", "cg1", "cr1", "d2", "f1", "g2", "g3", "g3s", "h1", "hs1", "i2", "i3", "m1",
    "m2", "m3", "m4", "p2", "p3", "r3", "r4", "t1", "t2", "x1", "x1e",
];

/// Types that differ from the rest of their family.
const EXCEPTIONS: &[(&str, InstanceGeneration)] = &[("i3.metal", InstanceGeneration::Nitro)];

impl InstanceGeneration {
    /// The generation of an instance type such as `t3.micro`. A family that is not listed counts as Nitro
    /// before version 6.
    ///
    /// ```
    /// use sg_core::catalog::InstanceGeneration;
    /// assert_eq!(InstanceGeneration::of("m8i.large"), InstanceGeneration::NitroV6);
    /// assert_eq!(InstanceGeneration::of("t3.micro"), InstanceGeneration::Nitro);
    /// assert_eq!(InstanceGeneration::of("t2.micro"), InstanceGeneration::Xen);
    /// ```
    pub fn of(instance_type: &str) -> InstanceGeneration {
        if let Some((_, generation)) = EXCEPTIONS.iter().find(|(name, _)| *name == instance_type) {
            return *generation;
        }
        let family = instance_type.split('.').next().unwrap_or(instance_type);
        if NITRO_V6.binary_search(&family).is_ok() {
            InstanceGeneration::NitroV6
        } else if XEN.binary_search(&family).is_ok() {
            InstanceGeneration::Xen
        } else {
            InstanceGeneration::Nitro
        }
    }

    /// Seconds that an established TCP connection may be idle by default.
    pub fn default_tcp_established_timeout(self) -> u32 {
        match self {
            InstanceGeneration::NitroV6 => 350,
            InstanceGeneration::Nitro | InstanceGeneration::Xen => 432_000,
        }
    }

    /// Whether an interface's timeouts can be set.
    pub fn is_configurable(self) -> bool {
        self != InstanceGeneration::Xen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_each_family_is_found() {
        for list in [NITRO_V6, XEN] {
            assert!(list.is_sorted_by(|one, two| one < two), "{list:?}");
        }
        for family in NITRO_V6 {
            assert_eq!(InstanceGeneration::of(&format!("{family}.large")), InstanceGeneration::NitroV6);
        }
        for family in XEN {
            assert_eq!(InstanceGeneration::of(&format!("{family}.large")), InstanceGeneration::Xen);
        }
    }

    #[test]
    fn exceptions_and_unlisted_families_are_nitro() {
        for name in
            ["i3.metal", "p6e-gb200.36xlarge", "m8g.large", "m5.large", "a1.medium", "p3dn.24xlarge", ""]
        {
            assert_eq!(InstanceGeneration::of(name), InstanceGeneration::Nitro, "{name}");
        }
    }

    #[test]
    fn established_tcp_lives_5_days_or_350_seconds_on_nitro_v6() {
        let default = |name| InstanceGeneration::of(name).default_tcp_established_timeout();
        assert_eq!(default("t3.micro"), 432_000);
        assert_eq!(default("t2.micro"), 432_000);
        assert_eq!(default("p6e-gb200.36xlarge"), 432_000);
        assert_eq!(default("c8gn.large"), 350);
    }
}
