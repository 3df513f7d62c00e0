//! Enums of plain variants: each is a word.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Error, Fields, Result};

use crate::{names, options};

/// The implementation for an enum.
pub fn derive(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let style = options::read(&input.attrs)?.names;
    let mut words = Vec::new();
    let mut variants = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) || variant.discriminant.is_some() {
            return Err(Error::new_spanned(variant, "only an enum of plain variants has a derived shape"));
        }
        let own = options::read(&variant.attrs)?.name;
        let word = own.or_else(|| names::written(&variant.ident.to_string(), &style));
        words.push(word.ok_or_else(|| Error::new_spanned(input, "there is no such style of names"))?);
        variants.push(&variant.ident);
    }
    let name = &input.ident;
    let first =
        variants.first().ok_or_else(|| Error::new_spanned(input, "an enum without variants has no shape"))?;
    Ok(quote! {
        #[automatically_derived]
        impl crate::wire::shape::Shape for #name {
            fn blank() -> Self {
                Self::#first
            }

            fn read(&mut self, tree: crate::wire::shape::Tree) -> ::std::result::Result<(), crate::wire::shape::Misread> {
                const VARIANTS: &[#name] = &[#(#name::#variants),*];
                let word = crate::wire::shape::word(&tree, &[#(#words),*])?;
                if let Some(variant) = VARIANTS.get(word) {
                    *self = *variant;
                }
                Ok(())
            }

            fn write(&self) -> crate::wire::shape::Tree {
                crate::wire::shape::Tree::word(&[#(#words),*], *self as usize)
            }

            fn is_blank(&self) -> bool {
                matches!(self, Self::#first)
            }
        }
    })
}
