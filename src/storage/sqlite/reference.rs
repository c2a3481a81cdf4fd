//! Reference data: campaigns and tokens.

use std::fmt;

use rusqlite::{Connection, Row, Transaction, params};
use tenfold_domain::campaign::{Campaign, Lab, Lane, Round, Site};
use tenfold_domain::code::{DeviceId, LabId, LaneId, Region, RoundId, SiteId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};
use tenfold_domain::term::{Area, Party};
use tenfold_domain::time::{At, Minutes};

use super::super::StoreError;
use super::super::cell::BadCell;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

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
    let region = campaign.region.0;
    if let Some(round) = campaign.rounds.iter().find(|it| !Round::NUMBERS.contains(&it.id.0)) {
        let text = format!("round {} is not numbered from 1 to 65535", round.id);
        return Err(StoreError::Unfit(text));
    }
    transaction.execute(
        sql!("put_campaign"),
        params![region, campaign.name, protocol, kits, key_check, now.0],
    )?;
    for round in &campaign.rounds {
        let (starts_at, deadline_at) = (round.starts_at.0, round.deadline_at.0);
        transaction.execute(
            sql!("put_round"),
            params![region, round.id.0, starts_at, deadline_at, round.open],
        )?;
    }
    for site in &campaign.sites {
        let (zh, en) = (&site.name_zh, &site.name_en);
        transaction.execute(
            sql!("put_site"),
            params![
                region,
                site.id.0,
                site.township,
                zh,
                en,
                site.area.number(),
                site.lab.0,
                site.open,
                hours_text(&site.hours)
            ],
        )?;
        for (lab, minutes) in &site.travel {
            transaction
                .execute(sql!("put_travel"), params![region, site.id.0, lab.0, minutes.0])?;
        }
    }
    for lane in &campaign.lanes {
        transaction
            .execute(sql!("put_lane"), params![region, lane.id.0, lane.site.0, lane.number])?;
    }
    for lab in &campaign.labs {
        let (rate, process) = (lab.tubes_per_hour, lab.process.0);
        let hours = hours_text(&lab.hours);
        transaction.execute(
            sql!("put_lab"),
            params![
                region,
                lab.id.0,
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
    let mut statement = connection.prepare(sql!("campaigns"))?;
    let heads = statement
        .query_map([], |row| {
            Ok(StoredCampaign {
                region: Region(row.get(0)?),
                name: row.get(1)?,
                protocol: row.get(2)?,
                kits: row.get(3)?,
                key_check: row.get(4)?,
                rounds: Vec::new(),
                sites: Vec::new(),
                lanes: Vec::new(),
                labs: Vec::new(),
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    heads.into_iter().map(|campaign| with_places(connection, campaign)).collect()
}

fn with_places(
    connection: &Connection,
    mut campaign: StoredCampaign,
) -> Result<StoredCampaign, StoreError> {
    let region = campaign.region;
    campaign.rounds = rows(connection, sql!("rounds"), region, |row| {
        Ok(Round {
            id: RoundId(row.get(0)?),
            starts_at: At(row.get(1)?),
            deadline_at: At(row.get(2)?),
            open: row.get(3)?,
        })
    })?;
    campaign.lanes = rows(connection, sql!("lanes"), region, |row| {
        Ok(Lane { id: LaneId(row.get(0)?), site: SiteId(row.get(1)?), number: row.get(2)? })
    })?;
    campaign.labs = rows(connection, sql!("labs"), region, |row| {
        Ok(Lab {
            id: LabId(row.get(0)?),
            name_zh: row.get(1)?,
            name_en: row.get(2)?,
            tubes_per_hour: row.get(3)?,
            process: Minutes(row.get(4)?),
            own: row.get(5)?,
            open: row.get(6)?,
            hours: hours_of(&row.get::<_, String>(7)?),
        })
    })?;
    let travel = rows(connection, sql!("travels"), region, |row| {
        Ok((SiteId(row.get(0)?), LabId(row.get(1)?), Minutes(row.get(2)?)))
    })?;
    let sites = rows(connection, sql!("sites"), region, |row| {
        let area: u8 = row.get(4)?;
        let site = Site {
            id: SiteId(row.get(0)?),
            township: row.get(1)?,
            name_zh: row.get(2)?,
            name_en: row.get(3)?,
            area: Area::Ordinary,
            lab: LabId(row.get(5)?),
            travel: Vec::new(),
            open: row.get(6)?,
            hours: hours_of(&row.get::<_, String>(7)?),
        };
        Ok((site, area))
    })?;
    for (mut site, area) in sites {
        site.area = Area::from_number(area).ok_or(BadCell { wanted: "area" })?;
        let of_site = travel.iter().filter(|(of, _, _)| *of == site.id);
        site.travel = of_site.map(|(_, lab, minutes)| (*lab, *minutes)).collect();
        campaign.sites.push(site);
    }
    Ok(campaign)
}

fn rows<T>(
    connection: &Connection,
    sql: &str,
    region: Region,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare(sql)?;
    Ok(statement.query_map([region.0], read)?.collect::<Result<_, _>>()?)
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
        params![
            token.hash,
            token.region.0,
            bearer.role.word(),
            bearer.staff.0,
            bearer.device.0,
            bearer.scope.site.map(|site| site.0),
            bearer.scope.lane.map(|lane| lane.0),
            bearer.scope.lab.map(|lab| lab.0),
            now.0,
            token.expires_at.0,
            bearer.scope.party.map(Party::number),
        ],
    )?;
    Ok(())
}

/// Every token, the newest last.
pub fn tokens(connection: &Connection) -> Result<Vec<StoredToken>, StoreError> {
    let mut statement = connection.prepare(sql!("tokens"))?;
    let mut rows = statement.query([])?;
    let mut tokens = Vec::new();
    while let Some(row) = rows.next()? {
        let role: String = row.get(2)?;
        tokens.push(StoredToken {
            hash: row.get(0)?,
            region: Region(row.get(1)?),
            bearer: Bearer {
                role: Role::from_word(&role).ok_or(BadCell { wanted: "role" })?,
                staff: StaffId(row.get(3)?),
                device: DeviceId(row.get(4)?),
                scope: Scope {
                    site: row.get::<_, Option<u32>>(5)?.map(SiteId),
                    lane: row.get::<_, Option<u32>>(6)?.map(LaneId),
                    lab: row.get::<_, Option<u32>>(7)?.map(LabId),
                    party: party(row.get(10)?)?,
                },
            },
            expires_at: At(row.get(8)?),
            revoked_at: row.get::<_, Option<i64>>(9)?.map(At),
        });
    }
    Ok(tokens)
}

fn party(number: Option<u8>) -> Result<Option<Party>, BadCell> {
    let known = |number| Party::from_number(number).ok_or(BadCell { wanted: "party" });
    number.map(known).transpose()
}

/// Takes back every token of somebody; returns how many there were.
pub fn revoke_tokens(
    connection: &Connection,
    region: Region,
    staff: StaffId,
    now: At,
) -> Result<usize, StoreError> {
    Ok(connection.execute(sql!("revoke_token"), params![region.0, staff.0, now.0])?)
}

/// Takes one token back; one that was taken back before keeps its time.
pub fn revoke_one(
    connection: &Connection,
    region: Region,
    hash: &[u8; 32],
    now: At,
) -> Result<(), StoreError> {
    connection.execute(sql!("revoke_one_token"), params![region.0, hash, now.0])?;
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
