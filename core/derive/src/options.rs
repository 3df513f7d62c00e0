//! What `#[shape(…)]` says.

use syn::{Attribute, LitStr, Result};

/// The options of a type, a field or a variant.
#[derive(Default)]
pub struct Options {
    /// `names = "…"`.
    pub names: String,
    /// `name = "…"`.
    pub name: Option<String>,
    /// `closed`.
    pub closed: bool,
    /// `optional`.
    pub optional: bool,
    /// `skip`.
    pub skip: bool,
    /// `rest`.
    pub rest: bool,
}

/// Reads the options out of the attributes.
pub fn read(attributes: &[Attribute]) -> Result<Options> {
    let mut options = Options::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("shape")) {
        attribute.parse_nested_meta(|meta| {
            let is = |word| meta.path.is_ident(word);
            if is("names") {
                options.names = meta.value()?.parse::<LitStr>()?.value();
            } else if is("name") {
                options.name = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if is("closed") {
                options.closed = true;
            } else if is("optional") {
                options.optional = true;
            } else if is("skip") {
                options.skip = true;
            } else if is("rest") {
                options.rest = true;
            } else {
                return Err(meta.error("there is no such option of a shape"));
            }
            Ok(())
        })?;
    }
    Ok(options)
}
