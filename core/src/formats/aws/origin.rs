//! Where an element of a description came from.

/// Remembers which run of elements came from which text, and where they stood there.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    runs: Vec<Run>,
}

/// Elements that stood in one list, one after the other but for those that could not be read.
#[derive(Clone, Debug)]
struct Run {
    /// The pointer to the list in the description.
    described: String,
    /// The index there at which the run begins.
    first: usize,
    /// The pointer to the list as it was written, in front of it the name of the text where it has one.
    written: String,
    /// The indices in the list as written that were left out, in order.
    skipped: Vec<usize>,
}

impl Origins {
    /// Notes that what follows in the description's list, from an index on, stood in a list as written.
    pub fn begin(&mut self, described: String, first: usize, written: String) {
        self.runs.push(Run { described, first, written, skipped: Vec::new() });
    }

    /// Notes that the element at the index of the newest list is left out.
    pub fn skip(&mut self, index: usize) {
        if let Some(run) = self.runs.last_mut() {
            run.skipped.push(index);
        }
    }

    /// The path of an element of one of the description's lists.
    pub fn path(&self, described: &str, index: usize) -> String {
        let run = self.runs.iter().rev().find(|run| run.described == described && run.first <= index);
        let Some(run) = run else {
            return format!("{described}/{index}");
        };
        let mut place = index.saturating_sub(run.first);
        for skipped in &run.skipped {
            if *skipped <= place {
                place += 1;
            }
        }
        format!("{}/{place}", run.written)
    }
}

/// A name as a part of a JSON pointer (RFC 6901).
pub(super) fn pointer_part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_what_was_left_out() {
        let mut origins = Origins::default();
        origins.begin("/Vpcs".to_owned(), 0, "a#/Vpcs".to_owned());
        origins.skip(0);
        origins.skip(2);
        origins.begin("/Vpcs".to_owned(), 2, "b#/vpcs".to_owned());
        let paths: Vec<String> = (0..4).map(|index| origins.path("/Vpcs", index)).collect();
        assert_eq!(paths, ["a#/Vpcs/1", "a#/Vpcs/3", "b#/vpcs/0", "b#/vpcs/1"]);
        assert_eq!(origins.path("/Subnets", 1), "/Subnets/1");
    }

    #[test]
    fn names_are_escaped_in_pointers() {
        assert_eq!(pointer_part("a/b~c"), "a~1b~0c");
    }
}
