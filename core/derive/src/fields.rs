//! Structs with named fields: each is an object.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataStruct, DeriveInput, Error, Result, Type};

use crate::{bounded, names, options};

/// The implementation for a struct.
pub fn derive(input: &DeriveInput, data: &DataStruct) -> Result<TokenStream> {
    let whole = options::read(&input.attrs)?;
    let mut table = Vec::new();
    let mut fields = Vec::new();
    let mut rest = quote!(None);
    for field in &data.fields {
        let ident =
            field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a shape's fields have names"))?;
        let own = options::read(&field.attrs)?;
        let name = own.name.or_else(|| names::written(&ident.to_string(), &whole.names));
        let name = name.ok_or_else(|| Error::new_spanned(input, "there is no such style of names"))?;
        let name = name.trim_start_matches("r#");
        let (index, skip) = (fields.len(), own.skip);
        if own.rest {
            rest = quote!(Some(#index));
        }
        let required = !(own.optional || skip || own.rest || whole.optional || is_option(&field.ty));
        table.push(quote!(crate::wire::shape::Field { name: #name, required: #required, skip: #skip }));
        fields.push(ident);
    }
    let name = &input.ident;
    let generics = bounded(&input.generics);
    let (head, tail, _) = generics.split_for_impl();
    let closed = whole.closed;
    let indices = 0..fields.len();
    let other = indices.clone();
    let last =
        fields.last().ok_or_else(|| Error::new_spanned(input, "a struct without fields has no shape"))?;
    Ok(quote! {
        #[automatically_derived]
        impl #head crate::wire::shape::Shape for #name #tail {
            // Once for each type, not once for each place that holds one.
            #[inline(never)]
            fn blank() -> Self {
                Self { #(#fields: crate::wire::shape::Shape::blank()),* }
            }

            fn read(&mut self, tree: crate::wire::shape::Tree) -> ::std::result::Result<(), crate::wire::shape::Misread> {
                crate::wire::shape::read_fields(self, tree)
            }

            fn write(&self) -> crate::wire::shape::Tree {
                crate::wire::shape::write_fields(self)
            }

            fn is_blank(&self) -> bool {
                crate::wire::shape::are_blank(self)
            }
        }

        #[automatically_derived]
        impl #head crate::wire::shape::Fields for #name #tail {
            fn table(&self) -> &'static crate::wire::shape::Table {
                static TABLE: crate::wire::shape::Table = crate::wire::shape::Table {
                    fields: &[#(#table),*],
                    closed: #closed,
                    rest: #rest,
                };
                &TABLE
            }

            fn field(&self, index: usize) -> &dyn crate::wire::shape::Shape {
                match index {
                    #(#indices => &self.#fields,)*
                    _ => &self.#last,
                }
            }

            fn field_mut(&mut self, index: usize) -> &mut dyn crate::wire::shape::Shape {
                match index {
                    #(#other => &mut self.#fields,)*
                    _ => &mut self.#last,
                }
            }
        }
    })
}

/// What may be absent says so by its type.
fn is_option(kind: &Type) -> bool {
    matches!(kind, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}
