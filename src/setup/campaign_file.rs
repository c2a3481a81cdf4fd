//! A campaign file: a town, the files that it names and a plan of it, in one. The planner's page
//! hands it out, `tenfold init` makes the campaign of it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::opened::{Opened, opened};
use super::posted::{self, Most, Posted};
use super::{SetupError, read};

/// Whoever makes a campaign of a file has read it on a machine of their own.
const ANY: Most = Most { people: u64::MAX, sites: u64::MAX };

/// A town that was planned for, as texts. Other members of the file are for people.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct CampaignFile {
    /// The town file's text.
    pub town: String,
    /// A protocol's, in place of the one the town names.
    #[serde(default)]
    pub protocol: Option<String>,
    /// Texts of the files that the town names, by the very names it uses.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// The `plan` of a plan's document.
    pub plan: serde_json::Value,
}

impl CampaignFile {
    /// Reads one.
    ///
    /// # Errors
    /// The file cannot be read, or is no campaign file.
    pub fn load(path: &Path) -> Result<CampaignFile, SetupError> {
        let text = read(path)?;
        serde_json::from_str(&text).map_err(|fault| SetupError::Value {
            file: path.display().to_string(),
            line: Some(fault.line()),
            key: "campaign".into(),
            problem: format!("{fault}; give the file that the planner's page saved"),
        })
    }

    /// The campaign that its plan opens, with its own kits, or with others in their place.
    ///
    /// # Errors
    /// As [`Posted::whole`], [`posted::staffing`] and [`opened`].
    pub fn open(&self, kits: &[(String, String)]) -> Result<Opened, SetupError> {
        let CampaignFile { town, protocol, files, plan } = self;
        let input = Posted { town, protocol: protocol.as_deref(), files }.whole(ANY, kits)?;
        opened(&input, &posted::staffing(plan.clone(), &input.city)?)
    }
}
