//! `#[derive(Shape)]`: the JSON shape of a struct, or of an enum of words, as a table.
//!
//! serde's derive writes a reader and a writer for each type, which in WebAssembly weighs more than all the
//! decisions together. This one writes a table of names and one access to each field; a single reader and a
//! single writer in `sg_core::wire::shape` serve all types. Attributes, in the manner of serde's:
//!
//! | `#[shape(…)]` on | | meaning |
//! | --- | --- | --- |
//! | type | `names = "PascalCase"`, `"camelCase"`, `"lowercase"`, `"kebab-case"` | how names are written |
//! | type | `closed` | a name that is not known is an error |
//! | type | `optional` | every field may be left out |
//! | field | `optional` | it may be left out, or `null` |
//! | field | `skip` | optional, and not written where it is blank |
//! | field | `rest` | takes what the other fields do not know |
//! | field, variant | `name = "…"` | its name |

mod fields;
mod names;
mod options;
mod words;

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Generics, parse_macro_input, parse_quote};

/// Derives `sg_core::wire::shape::Shape`, and serde's two traits from it.
#[proc_macro_derive(Shape, attributes(shape))]
pub fn shape(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let derived = match &input.data {
        Data::Struct(data) => fields::derive(&input, data),
        Data::Enum(data) => words::derive(&input, data),
        Data::Union(_) => Err(syn::Error::new_spanned(&input, "a union has no shape")),
    };
    let name = &input.ident;
    let generics = bounded(&input.generics);
    let (head, tail, _) = generics.split_for_impl();
    let mut generics = generics.clone();
    generics.params.insert(0, parse_quote!('de));
    let (head_of_reader, ..) = generics.split_for_impl();
    let derived = match derived {
        Ok(derived) => derived,
        Err(error) => return error.to_compile_error().into(),
    };
    quote! {
        #derived

        #[automatically_derived]
        impl #head ::serde::Serialize for #name #tail {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&crate::wire::shape::Shape::write(self), serializer)
            }
        }

        #[automatically_derived]
        impl #head_of_reader ::serde::Deserialize<'de> for #name #tail {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let tree = <crate::wire::shape::Tree as ::serde::Deserialize>::deserialize(deserializer)?;
                crate::wire::shape::read(tree).map_err(<D::Error as ::serde::de::Error>::custom)
            }
        }
    }
    .into()
}

/// The generics of a type, each parameter a shape itself.
fn bounded(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(crate::wire::shape::Shape));
    }
    generics
}
