//! The service over HTTP, as clients, browsers and strangers meet it.

mod common;

#[path = "http/access.rs"]
mod access;
#[path = "http/bad.rs"]
mod bad;
#[path = "http/bench.rs"]
mod bench;
#[path = "http/blind.rs"]
mod blind;
#[path = "http/bulk.rs"]
mod bulk;
#[path = "http/colours.rs"]
mod colours;
#[path = "http/commands.rs"]
mod commands;
#[path = "http/deliveries.rs"]
mod deliveries;
#[path = "http/described.rs"]
mod described;
#[path = "http/documents.rs"]
mod documents;
#[path = "http/each_act.rs"]
mod each_act;
#[path = "labels/face.rs"]
mod face;
#[path = "http/guardian.rs"]
mod guardian;
#[path = "http/hatch.rs"]
mod hatch;
#[path = "outbox/hurried.rs"]
mod hurried;
#[path = "http/kept.rs"]
mod kept;
#[path = "http/kits.rs"]
mod kits;
#[path = "http/labels.rs"]
mod labels;
#[path = "http/lanes.rs"]
mod lanes;
#[path = "http/lines.rs"]
mod lines;
#[path = "http/log.rs"]
mod log;
#[path = "http/owed.rs"]
mod owed;
#[path = "http/packing.rs"]
mod packing;
#[path = "http/paper.rs"]
mod paper;
#[path = "http/photographs.rs"]
mod photographs;
#[path = "http/maps.rs"]
mod maps;
#[path = "http/overrides.rs"]
mod overrides;
#[path = "http/preregistrations.rs"]
mod preregistrations;
#[path = "http/receipt.rs"]
mod receipt;
#[path = "outbox/receiver.rs"]
#[allow(dead_code)] // notices fail in more ways where only they are tried
mod receiver;
#[path = "documents/record.rs"]
mod record;
#[path = "http/protocols.rs"]
mod protocols;
#[path = "http/reports.rs"]
mod reports;
#[path = "http/routes.rs"]
mod routes;
#[path = "http/resident.rs"]
mod resident;
#[path = "http/quality.rs"]
mod quality;
#[path = "http/results.rs"]
mod results;
#[path = "http/plan_towns.rs"]
mod plan_towns;
#[path = "http/plans.rs"]
mod plans;
#[path = "http/schedules.rs"]
mod schedules;
#[path = "http/sealed.rs"]
mod sealed;
#[path = "photos/scene.rs"]
#[allow(dead_code)] // other tests spoil pictures in more ways
mod scene;
#[path = "http/sites.rs"]
mod sites;
#[path = "http/stores.rs"]
mod stores;
#[path = "http/strange.rs"]
mod strange;
#[path = "http/townships.rs"]
mod townships;
#[path = "http/tokens.rs"]
mod tokens;
#[path = "http/told.rs"]
mod told;
#[path = "http/upstreams.rs"]
mod upstreams;
#[path = "common/town.rs"]
mod town;
