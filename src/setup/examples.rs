//! Towns that the program carries, for whoever plans for the first time: their files as they stand
//! in `fixtures/`, under the names by which the towns call them.

use std::collections::BTreeMap;

/// A town with the files it names.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Names it.
    pub name: &'static str,
    /// Text of the town file.
    pub town: &'static str,
    /// Texts of what it names, by the very names it uses.
    pub files: &'static [(&'static str, &'static str)],
}

const KIT: (&str, &str) =
    ("../kits/standard.toml", include_str!("../../fixtures/kits/standard.toml"));

/// All of them, the smallest first. `metropolis.toml` is larger than a service plans for.
pub const EXAMPLES: &[Example] = &[
    Example {
        name: "ruijin",
        town: include_str!("../../fixtures/towns/ruijin.toml"),
        files: &[
            (
                "../protocols/ruijin-2022.toml",
                include_str!("../../fixtures/protocols/ruijin-2022.toml"),
            ),
            KIT,
        ],
    },
    Example {
        name: "jingdezhen",
        town: include_str!("../../fixtures/towns/jingdezhen.toml"),
        files: &[
            (
                "../protocols/jingdezhen-2021.toml",
                include_str!("../../fixtures/protocols/jingdezhen-2021.toml"),
            ),
            KIT,
        ],
    },
    Example {
        name: "ganzhou",
        town: include_str!("../../fixtures/towns/ganzhou.toml"),
        files: &[
            (
                "../protocols/jiangxi-2020.toml",
                include_str!("../../fixtures/protocols/jiangxi-2020.toml"),
            ),
            KIT,
        ],
    },
];

impl Example {
    /// The one of this name.
    pub fn of(name: &str) -> Option<&'static Example> {
        EXAMPLES.iter().find(|example| example.name == name)
    }

    /// The files it names.
    pub fn files(&self) -> BTreeMap<String, String> {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        self.files.iter().map(own).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::posted::{Most, Posted};
    use super::*;

    #[test]
    fn every_example_can_be_planned_for_and_makes_a_campaign() {
        for example in EXAMPLES {
            let files = example.files();
            let posted = Posted { town: example.town, protocol: None, files: &files };
            let most = Most { people: 10_000_000, sites: 5_000 };
            let input = posted.whole(most, &[]).expect(example.name);
            assert!(!input.town.campaign.kits.is_empty(), "{}", example.name);
        }
        assert!(Example::of("nowhere").is_none());
    }
}
