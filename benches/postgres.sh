#!/bin/sh
# Registrations row by row in PostgreSQL, one transaction each, durable: what `make bench` compares
# the service with. Starts a PostgreSQL of its own in a temporary folder on a socket, never a
# running one, and prints transactions per second.
set -eu
connections=${1:-64}
seconds=${2:-10}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is missing: apt-get install postgresql" >&2; exit 2; }
folder=$(mktemp -d)
chmod 755 "$folder"
as=""
if [ "$(id -u)" = 0 ]; then
    # PostgreSQL refuses to run as root.
    chown postgres "$folder"
    as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
stop() {
    $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
$as "$bin/initdb" -D "$folder/data" -A trust -U bench >/dev/null
$as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-k $folder -c listen_addresses='' -c max_connections=200" start >/dev/null
cat >"$folder/make.sql" <<'SQL'
CREATE TABLE registration (
  region int NOT NULL, seq bigserial, scan_id uuid NOT NULL, staff int NOT NULL,
  device int NOT NULL, at bigint NOT NULL, recorded_at bigint NOT NULL, tube text NOT NULL,
  person bytea NOT NULL, round int NOT NULL, lane int NOT NULL, class int NOT NULL,
  position int NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (region, seq)
);
CREATE UNIQUE INDEX ON registration (region, scan_id);
CREATE INDEX ON registration (region, person);
SQL
cat >"$folder/one.sql" <<'SQL'
INSERT INTO registration (region, scan_id, staff, device, at, recorded_at, tube, person, round,
  lane, class, position, sealed)
VALUES (360781, gen_random_uuid(), 7, 9, 1790000000000, 1790000000000, '000000123456',
  decode(md5(random()::text), 'hex'), 1, 17, 1, 3, decode(repeat('09', 116), 'hex'));
SQL
"$bin/psql" -q -h "$folder" -U bench -d postgres -f "$folder/make.sql"
"$bin/pgbench" -n -h "$folder" -U bench -c "$connections" -j 2 -T "$seconds" \
    -f "$folder/one.sql" postgres 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
