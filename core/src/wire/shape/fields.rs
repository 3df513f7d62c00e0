//! Objects with known names.

use super::misread::Part;
use super::{Misread, Shape, Tree};
use std::borrow::Cow;

/// The table of a type.
pub struct Table {
    /// Its fields, in the order in which they are written.
    pub fields: &'static [Field],
    /// Whether a name that is not known is an error.
    pub closed: bool,
    /// The field that takes what the others do not know.
    pub rest: Option<usize>,
}

/// A line of the table.
pub struct Field {
    /// The name in JSON.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it is left out where it is blank.
    pub skip: bool,
}

/// A struct, seen by the numbers of its fields.
pub trait Fields {
    /// The names.
    fn table(&self) -> &'static Table;
    /// A field by its place in the table.
    fn field(&self, index: usize) -> &dyn Shape;
    /// The same, to be read into.
    fn field_mut(&mut self, index: usize) -> &mut dyn Shape;
}

/// Reads an object into a struct.
pub fn read_fields(fields: &mut dyn Fields, tree: Tree) -> Result<(), Misread> {
    let Tree::Object(object) = tree else {
        return Err(Misread::kind(tree.described(), "an object"));
    };
    let table = fields.table();
    let mut seen = 0_u64;
    let mut rest = Vec::new();
    let mut next = 0;
    for (name, value) in object {
        // Most texts have the fields in the order of the table.
        let is_it = |index: &usize| {
            table.fields.get(*index).is_some_and(|field| field.name == name) && table.rest != Some(*index)
        };
        let Some(index) = (next..table.fields.len()).chain(0..next).find(is_it) else {
            if table.rest.is_some() {
                rest.push((name, value));
            } else if table.closed {
                return Err(Misread::unknown(name.into_owned()));
            }
            continue;
        };
        next = index + 1;
        let field = table.fields.get(index);
        if seen & (1 << index) != 0 {
            return Err(Misread::twice(field.map(|field| field.name).unwrap_or_default()));
        }
        seen |= 1 << index;
        if value == Tree::Null && !field.is_some_and(|field| field.required) {
            continue;
        }
        let read = fields.field_mut(index).read(value);
        read.map_err(|misread| misread.within(Part::Name(name.into_owned())))?;
    }
    if let Some(index) = table.rest {
        fields.field_mut(index).read(Tree::Object(rest))?;
    }
    let absent =
        table.fields.iter().enumerate().find(|(index, field)| field.required && seen & (1 << index) == 0);
    absent.map_or(Ok(()), |(_, field)| Err(Misread::missing(field.name)))
}

/// Writes a struct as an object.
pub fn write_fields(fields: &dyn Fields) -> Tree {
    let table = fields.table();
    let mut object = Vec::with_capacity(table.fields.len());
    for (index, field) in table.fields.iter().enumerate() {
        let value = fields.field(index);
        if table.rest == Some(index) {
            if let Tree::Object(rest) = value.write() {
                object.extend(rest);
            }
        } else if !(field.skip && value.is_blank()) {
            object.push((Cow::Borrowed(field.name), value.write()));
        }
    }
    Tree::Object(object)
}

/// Whether no field says anything.
pub fn are_blank(fields: &dyn Fields) -> bool {
    (0..fields.table().fields.len()).all(|index| fields.field(index).is_blank())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use serde_json::{Map, Value, json};

    #[derive(Clone, Debug, PartialEq, Eq, Shape)]
    #[shape(names = "PascalCase")]
    struct Fruit {
        sort: String,
        #[shape(skip)]
        ipv6_count: Option<u16>,
        #[shape(optional)]
        seeds: Vec<Seed>,
        #[shape(rest)]
        more: Map<String, Value>,
    }

    #[derive(Clone, Debug, PartialEq, Eq, Shape)]
    #[shape(names = "camelCase", closed)]
    struct Seed {
        #[shape(name = "KIND")]
        kind: Option<Kind>,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
    #[shape(names = "kebab-case")]
    enum Kind {
        Stone,
        WingedNut,
    }

    fn fruit(value: Value) -> Result<Fruit, String> {
        read(Tree::from(value))
            .map_err(|misread: Misread| format!("{:?}: {misread}", misread.place().collect::<Vec<_>>()))
    }

    #[test]
    fn what_is_read_is_written_again() {
        let text = r#"{"Sort":"maple","Ipv6Count":3,"Seeds":[{"KIND":"winged-nut"},{"KIND":null}],"Colour":{"b":1}}"#;
        let read: Fruit = serde_json::from_str(text).unwrap();
        assert_eq!(read.seeds[0].kind, Some(Kind::WingedNut));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        let check = |value, expected: &str| assert_eq!(fruit(value).unwrap_err(), expected);
        check(json!([]), "[]: a list where an object is expected");
        check(json!({"Seeds": []}), "[]: missing field `Sort`");
        check(json!({"Sort": null}), r#"[Name("Sort")]: null where a text is expected"#);
        check(
            json!({"Sort": "", "Seeds": [{"kind": 1}]}),
            r#"[Name("Seeds"), Index(0)]: unknown field `kind`"#,
        );
        check(
            json!({"Sort": "", "Ipv6Count": 70000}),
            r#"[Name("Ipv6Count")]: the number 70000 where a number from 0 to 65535 is expected"#,
        );
        check(
            json!({"Sort": "", "Seeds": [{"KIND": "nut"}]}),
            r#"[Name("Seeds"), Index(0), Name("KIND")]: `nut` where `stone` or `winged-nut` is expected"#,
        );
        assert!(serde_json::from_str::<Fruit>(r#"{"Sort": "a", "Sort": "b"}"#).is_err());
    }

    #[test]
    fn null_is_as_good_as_left_out_where_a_field_may_be() {
        assert_eq!(fruit(json!({"Sort": "a", "Seeds": null})), fruit(json!({"Sort": "a"})));
    }
}
