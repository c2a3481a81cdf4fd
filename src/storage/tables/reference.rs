//! Reference data: campaigns and tokens.

use std::fmt;

use tenfold_domain::campaign::{Campaign, Lab, Lane, Round, Site};
use tenfold_domain::code::{LabId, Region, SiteId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};
use tenfold_domain::time::{At, Minutes};

use super::super::StoreError;
use super::super::cell::{BadCell, Cell, Field};
use super::super::db::{Connection, Transaction, cells, sql};

/// A campaign as the store keeps it: places as rows, protocol and kits as the text they came in.
#[derive(Clone, Debug)]
pub struct StoredCampaign {
    /// County or district.
    pub region: Region,
    /// Name.
    pub name: String,
    /// The protocol's TOML.
    pub protocol: String,
    /// The kits' TOML.
    pub kits: String,
    /// Tells whether the key that sealed this campaign is at hand.
    pub key_check: Vec<u8>,
    /// Passes over the area.
    pub rounds: Vec<Round>,
    /// Places.
    pub sites: Vec<Site>,
    /// Desks.
    pub lanes: Vec<Lane>,
    /// Laboratories.
    pub labs: Vec<Lab>,
}

/// Keeps a new campaign, as part of the caller's transaction; errors when the region has one, or
/// a round's number is none.
pub fn put_campaign(
    transaction: &Transaction<'_>,
    campaign: &Campaign,
    (protocol, kits): (&str, &str),
    key_check: &[u8],
    now: At,
) -> Result<(), StoreError> {
    let region = campaign.region;
    if let Some(round) = campaign.rounds.iter().find(|it| !Round::NUMBERS.contains(&it.id.0)) {
        let text = format!("round {} is not numbered from 1 to 65535", round.id);
        return Err(StoreError::Unfit(text));
    }
    transaction.execute(
        sql!("put_campaign"),
        cells![region, campaign.name, protocol, kits, key_check, now],
    )?;
    for round in &campaign.rounds {
        let (starts_at, deadline_at) = (round.starts_at, round.deadline_at);
        transaction.execute(
            sql!("put_round"),
            cells![region, round.id, starts_at, deadline_at, round.open],
        )?;
    }
    for site in &campaign.sites {
        transaction.execute(
            sql!("put_site"),
            cells![
                region,
                site.id,
                site.township,
                site.name_zh,
                site.name_en,
                site.area,
                site.lab,
                site.open,
                hours_text(&site.hours)
            ],
        )?;
        for (lab, minutes) in &site.travel {
            transaction.execute(sql!("put_travel"), cells![region, site.id, *lab, *minutes])?;
        }
    }
    for lane in &campaign.lanes {
        transaction.execute(sql!("put_lane"), cells![region, lane.id, lane.site, lane.number])?;
    }
    for lab in &campaign.labs {
        let (rate, process) = (lab.tubes_per_hour, lab.process);
        let hours = hours_text(&lab.hours);
        transaction.execute(
            sql!("put_lab"),
            cells![
                region,
                lab.id,
                lab.name_zh,
                lab.name_en,
                rate,
                process,
                lab.own,
                lab.open,
                hours
            ],
        )?;
    }
    Ok(())
}

/// Every campaign in the store.
pub fn campaigns(connection: &Connection) -> Result<Vec<StoredCampaign>, StoreError> {
    let heads = connection.all(sql!("campaigns"), cells![], |row| {
        Ok(StoredCampaign {
            region: row.get(0)?,
            name: row.get(1)?,
            protocol: row.get(2)?,
            kits: row.get(3)?,
            key_check: row.get(4)?,
            rounds: Vec::new(),
            sites: Vec::new(),
            lanes: Vec::new(),
            labs: Vec::new(),
        })
    })?;
    heads.into_iter().map(|campaign| with_places(connection, campaign)).collect()
}

fn with_places(
    connection: &Connection,
    mut campaign: StoredCampaign,
) -> Result<StoredCampaign, StoreError> {
    let region = campaign.region;
    let of = cells![region];
    campaign.rounds = connection.all(sql!("rounds"), of, |row| {
        Ok(Round {
            id: row.get(0)?,
            starts_at: row.get(1)?,
            deadline_at: row.get(2)?,
            open: row.get(3)?,
        })
    })?;
    campaign.lanes = connection.all(sql!("lanes"), of, |row| {
        Ok(Lane { id: row.get(0)?, site: row.get(1)?, number: row.get(2)? })
    })?;
    campaign.labs = connection.all(sql!("labs"), of, |row| {
        Ok(Lab {
            id: row.get(0)?,
            name_zh: row.get(1)?,
            name_en: row.get(2)?,
            tubes_per_hour: row.get(3)?,
            process: row.get(4)?,
            own: row.get(5)?,
            open: row.get(6)?,
            hours: hours_of(&row.get::<String>(7)?),
        })
    })?;
    let travel: Vec<(SiteId, LabId, Minutes)> =
        connection.all(sql!("travels"), of, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    campaign.sites = connection.all(sql!("sites"), of, |row| {
        let id = row.get(0)?;
        let own = travel.iter().filter(|(site, _, _)| *site == id);
        Ok(Site {
            id,
            township: row.get(1)?,
            name_zh: row.get(2)?,
            name_en: row.get(3)?,
            area: row.get(4)?,
            lab: row.get(5)?,
            travel: own.map(|(_, lab, minutes)| (*lab, *minutes)).collect(),
            open: row.get(6)?,
            hours: hours_of(&row.get::<String>(7)?),
        })
    })?;
    Ok(campaign)
}

/// A token as the store keeps it.
#[derive(Clone, Debug)]
pub struct StoredToken {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    /// The region it speaks for.
    pub region: Region,
    /// Whose it is and where it holds.
    pub bearer: Bearer,
    /// It holds until then.
    pub expires_at: At,
    /// It was taken back then.
    pub revoked_at: Option<At>,
}

/// The first bytes of a token's hash: names it in lists and in the access log, opens nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TokenMark(pub [u8; 8]);

impl TokenMark {
    /// Reads 16 hexadecimal digits.
    pub fn parse(text: &str) -> Option<TokenMark> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(text, 16).ok().filter(|_| digits)?;
        Some(TokenMark(number.to_be_bytes()))
    }
}

impl Field for TokenMark {
    fn cell(&self) -> Cell<'_> {
        Cell::Blob(&self.0)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        Field::from_cell(cell).map(TokenMark)
    }
}

impl fmt::Display for TokenMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

impl StoredToken {
    /// What names it.
    pub fn mark(&self) -> TokenMark {
        let [a, b, c, d, e, f, g, h, ..] = self.hash;
        TokenMark([a, b, c, d, e, f, g, h])
    }

    /// Whether it speaks for anybody at this moment.
    pub fn holds(&self, now: At) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// Keeps a new token's hash.
pub fn put_token(connection: &Connection, token: &StoredToken, now: At) -> Result<(), StoreError> {
    let bearer = &token.bearer;
    connection.execute(
        sql!("put_token"),
        cells![
            token.hash,
            token.region,
            bearer.role.word(),
            bearer.staff,
            bearer.device,
            bearer.scope.site,
            bearer.scope.lane,
            bearer.scope.lab,
            now,
            token.expires_at,
            bearer.scope.party,
        ],
    )?;
    Ok(())
}

/// Every token, the newest last.
pub fn tokens(connection: &Connection) -> Result<Vec<StoredToken>, StoreError> {
    connection.all(sql!("tokens"), cells![], |row| {
        let role: String = row.get(2)?;
        Ok(StoredToken {
            hash: row.get(0)?,
            region: row.get(1)?,
            bearer: Bearer {
                role: Role::from_word(&role).ok_or(BadCell { wanted: "role" })?,
                staff: row.get(3)?,
                device: row.get(4)?,
                scope: Scope {
                    site: row.get(5)?,
                    lane: row.get(6)?,
                    lab: row.get(7)?,
                    party: row.get(10)?,
                },
            },
            expires_at: row.get(8)?,
            revoked_at: row.get(9)?,
        })
    })
}

/// Takes back every token of somebody; returns how many there were.
pub fn revoke_tokens(
    connection: &Connection,
    region: Region,
    staff: StaffId,
    now: At,
) -> Result<usize, StoreError> {
    connection.execute(sql!("revoke_token"), cells![region, staff, now])
}

/// Takes one token back; one that was taken back before keeps its time.
pub fn revoke_one(
    connection: &Connection,
    region: Region,
    hash: &[u8; 32],
    now: At,
) -> Result<(), StoreError> {
    connection.execute(sql!("revoke_one_token"), cells![region, *hash, now])?;
    Ok(())
}

/// Daily hours as text: `from-to` in minutes after midnight UTC, a space between.
fn hours_text(hours: &[(Minutes, Minutes)]) -> String {
    let each: Vec<String> = hours.iter().map(|(from, to)| format!("{}-{}", from.0, to.0)).collect();
    each.join(" ")
}

/// What [`hours_text`] wrote.
fn hours_of(text: &str) -> Vec<(Minutes, Minutes)> {
    let each = text.split_ascii_whitespace().filter_map(|hours| hours.split_once('-'));
    each.filter_map(|(from, to)| Some((Minutes(from.parse().ok()?), Minutes(to.parse().ok()?))))
        .collect()
}
