//! Reference data: campaigns, tokens, the roster and the access log.

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use tenfold_domain::campaign::{Campaign, Lab, Lane, Round, Site};
use tenfold_domain::code::{DeviceId, LabId, LaneId, PersonKey, Region, RoundId, SiteId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};
use tenfold_domain::term::{Area, Class};
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

/// Keeps a new campaign; errors when the region has one, or a round's number is none.
pub fn put_campaign(
    connection: &mut Connection,
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
    let transaction = connection.transaction()?;
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
                site.open
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
        transaction.execute(
            sql!("put_lab"),
            params![region, lab.id.0, lab.name_zh, lab.name_en, rate, process, lab.own, lab.open],
        )?;
    }
    transaction.commit()?;
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

/// A person the grid expects.
#[derive(Clone, Debug)]
pub struct RosterRow {
    /// Who.
    pub person: PersonKey,
    /// Batch 1..=4.
    pub batch: u8,
    /// What kind of person.
    pub class: Class,
    /// Township or street.
    pub township: u32,
    /// Sealed personal data.
    pub sealed: Vec<u8>,
}

/// Adds people to the roster in one transaction; who is there already keeps the higher priority.
/// Rows sorted by person go in fastest.
pub fn put_roster(
    connection: &mut Connection,
    region: Region,
    people: &[RosterRow],
) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    {
        let mut put = transaction.prepare_cached(sql!("put_roster"))?;
        for row in people {
            let (class, person) = (row.class.number(), row.person.0);
            put.execute(params![region.0, person, row.batch, class, row.township, row.sealed])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// Everybody on the roster with their batch.
pub fn roster_batches(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(PersonKey, u8),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare(sql!("roster_batches"))?;
    let mut rows = statement.query([region.0])?;
    while let Some(row) = rows.next()? {
        each(PersonKey(row.get(0)?), row.get(1)?);
    }
    Ok(())
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

impl StoredToken {
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
            token.expires_at.0
        ],
    )?;
    Ok(())
}

/// Every token.
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
                },
            },
            expires_at: At(row.get(8)?),
            revoked_at: row.get::<_, Option<i64>>(9)?.map(At),
        });
    }
    Ok(tokens)
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

/// Somebody looked at something about a person.
#[derive(Clone, Debug)]
pub struct Access {
    /// When.
    pub at: At,
    /// Who.
    pub staff: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// What they did, a word.
    pub what: String,
    /// Whom or what they looked at: a keyed hash or a code.
    pub subject: Option<Vec<u8>>,
}

impl Access {
    fn link(&self, number: i64, previous: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(previous);
        for part in [number, self.at.0, i64::from(self.staff.0), i64::from(self.device.0)] {
            hash.update(part.to_le_bytes());
        }
        hash.update((self.what.len() as u64).to_le_bytes());
        hash.update(&self.what);
        hash.update(self.subject.as_deref().unwrap_or_default());
        hash.finalize().into()
    }
}

/// Appends to the access log, which has a hash chain of its own.
pub fn put_access(
    connection: &mut Connection,
    region: Region,
    access: &Access,
) -> Result<(), StoreError> {
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let last: Option<(i64, Vec<u8>)> = transaction
        .prepare_cached(sql!("last_access"))?
        .query_row([region.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (number, previous) = last.unwrap_or((0, Vec::new()));
    let link = access.link(number + 1, &previous);
    let (staff, device) = (access.staff.0, access.device.0);
    transaction.prepare_cached(sql!("put_access"))?.execute(params![
        region.0,
        number + 1,
        access.at.0,
        staff,
        device,
        access.what,
        access.subject,
        link
    ])?;
    transaction.commit()?;
    Ok(())
}

/// Checks the access log's chain; returns the number of the first entry that does not fit.
pub fn first_bad_access(
    connection: &Connection,
    region: Region,
) -> Result<Option<i64>, StoreError> {
    let mut previous: Vec<u8> = Vec::new();
    let mut statement = connection.prepare(sql!("accesses"))?;
    let mut rows = statement.query([region.0])?;
    for expected in 1i64.. {
        let Some(row) = rows.next()? else { return Ok(None) };
        let number: i64 = row.get(0)?;
        let access = Access {
            at: At(row.get(1)?),
            staff: StaffId(row.get(2)?),
            device: DeviceId(row.get(3)?),
            what: row.get(4)?,
            subject: row.get(5)?,
        };
        let link: Vec<u8> = row.get(6)?;
        if number != expected || access.link(number, &previous).as_slice() != link {
            return Ok(Some(expected));
        }
        previous = link;
    }
    Ok(None)
}
