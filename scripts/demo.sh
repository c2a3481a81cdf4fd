#!/usr/bin/env bash
# Makes a Ruijin demo campaign where there is none, serves it, plays a day of a town into it and
# keeps serving until Ctrl-C. Called by `make run` and `make gallery`.
set -euo pipefail
cd "$(dirname "$0")/.."

PORT="${PORT:-8080}"
PEOPLE="${PEOPLE:-2000}"
DEMO="${DEMO:-demo}"
# What is run beside the server when the day is played; the server goes with it. Otherwise it stays.
THEN="${THEN:-}"
TENFOLD="${TENFOLD:-target/release/tenfold}"
URL="http://127.0.0.1:$PORT"

say() { printf '%s\n' "$*"; }
stop() { printf 'tenfold demo: %s\n' "$*" >&2; exit 1; }

[ -x "$TENFOLD" ] || stop "$TENFOLD is missing: run \`make build\`"
case "$PORT" in '' | *[!0-9]*) stop "PORT=$PORT is not a number" ;; esac

# True when something listens. Bash's own /dev/tcp, because curl is not on every machine.
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; }

# True when the server says that it is ready to take commands.
ready() {
    local status=
    {
        exec 3<>"/dev/tcp/127.0.0.1/$PORT" || return 1
        printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
        IFS= read -r -t 2 status <&3
        exec 3>&-
    } 2>/dev/null || true
    case "$status" in 'HTTP/1.1 200'*) return 0 ;; *) return 1 ;; esac
}

seed=
listening && stop "port $PORT is in use: choose another, as in \`make run PORT=8081\`"

# Made beside and moved at the end: what a Ctrl-C left half made is never served.
if [ ! -e "$DEMO" ]; then
    say "Making the demo campaign in $DEMO/"
    rm -rf -- "$DEMO.part"
    "$TENFOLD" init --town fixtures/towns/ruijin.toml --data "$DEMO.part"
    # Whom the day expects; the first of them come when it is played.
    "$TENFOLD" people --town fixtures/towns/ruijin.toml --count $((PEOPLE * 5 / 4)) --seed 1 \
        --out "$DEMO.part/roster.csv"
    "$TENFOLD" import roster "$DEMO.part/roster.csv" --data "$DEMO.part" \
        --town fixtures/towns/ruijin.toml
    seed="--seed 1"
    : >"$DEMO.part/made-by-demo-sh" # `make clean-demo` removes nothing without this mark
    mv -- "$DEMO.part" "$DEMO"
else
    say "Using the demo campaign in $DEMO/ (\`make clean-demo\` removes it)"
fi

server=
# The server answers what it has accepted before it goes; a second Ctrl-C does not wait for that.
leave() {
    trap - EXIT INT TERM
    if [ -n "$server" ] && kill -TERM "$server" 2>/dev/null; then
        wait "$server" 2>/dev/null || true
    fi
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

log="$DEMO/serve.log"
"$TENFOLD" serve --data "$DEMO" --listen "127.0.0.1:$PORT" >"$log" 2>&1 &
server=$!

# At most a minute: a demo fed many times has an index to rebuild first.
for ((try = 0; ; try++)); do
    ready && break
    kill -0 "$server" 2>/dev/null || { tail -n 20 "$log" >&2; stop "the server stopped, see $log"; }
    [ "$try" -lt 600 ] || stop "the server is not ready after a minute, see $log"
    sleep 0.1
done

# What stands behind the `#` is sent to nobody; the page takes it out of the address at once.
token="$("$TENFOLD" token create --data "$DEMO" --role admin --days 1 --quiet)"

say "Playing a day of $PEOPLE people into $URL"
"$TENFOLD" feed --data "$DEMO" --url "$URL" --people "$PEOPLE" \
    --prevalence 0.005 $seed

if [ -n "$THEN" ]; then
    TENFOLD_URL="$URL" TENFOLD_DATA="$(realpath -- "$DEMO")" bash -c "$THEN"
    exit
fi

cat <<END

The town of Ruijin is at work; everybody in it is invented. Open

  $URL/#demo=$token

and try any desk: the link signs this demo's devices in, for a day.

Ctrl-C stops the server; \`make run\` starts it again where it was.
END
wait "$server"
