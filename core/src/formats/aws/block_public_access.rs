//! `VpcBlockPublicAccessOptions` and `VpcBlockPublicAccessExclusions`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{InternetGatewayBlockMode, VpcBlockPublicAccessOptions};
use crate::wire::Severity;
use crate::wire::convert::{block_public_access_shape, exclusion_of, exclusion_shape};

pub(super) const NOUN: Noun = Noun {
    keys: &[
        Key::single("VpcBlockPublicAccessOptions", |description| {
            &mut description.vpc_block_public_access_options
        }),
        Key::list("VpcBlockPublicAccessExclusions", "ExclusionId", |description| {
            description.vpc_block_public_access_exclusions.get_or_insert_default()
        }),
    ],
    build,
    describe: |network, description| {
        let is_told = network.block_public_access.described;
        description.vpc_block_public_access_options = is_told.then(|| block_public_access_shape(network));
        description.vpc_block_public_access_exclusions =
            described(&network.block_public_access_exclusions, |it| exclusion_shape(network, it));
    },
};

fn build(builder: &mut Builder<'_>) {
    let options = builder.description.vpc_block_public_access_options.as_ref();
    let told = options.and_then(|options| said(&options.internet_gateway_block_mode));
    let mode = told.and_then(InternetGatewayBlockMode::parse);
    if let (Some(text), None) = (told, mode) {
        let message = format!("`{text}` is no known mode: nothing is taken to be blocked");
        builder.about(Severity::Error, "/VpcBlockPublicAccessOptions", "", message);
    }
    builder.network.block_public_access = VpcBlockPublicAccessOptions {
        mode: mode.unwrap_or(InternetGatewayBlockMode::Off),
        described: options.is_some() && (mode.is_some() || told.is_none()),
    };
    let list = &builder.description.vpc_block_public_access_exclusions;
    builder.network.block_public_access_exclusions = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at = At { list: "/VpcBlockPublicAccessExclusions", index, id: &shape.exclusion_id };
        if !builder.has_id(at, "ExclusionId") {
            continue;
        }
        match exclusion_of(shape) {
            Some(read) => {
                if builder.is_new(|network| &network.block_public_access_exclusions, &read.id, &read, at) {
                    builder.network.block_public_access_exclusions.supply(read.id.clone(), read);
                }
            }
            None => builder.error(at, "", "it names no mode or no VPC or subnet: left out"),
        }
    }
}
