#!/usr/bin/env bash
# Checks every component of a running stack and the whole path of one row.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/all.sh"

if wants_help "$@"; then
  cat <<'HELP'
usage: deploy/verify-operation.sh [--writes N]

Checks each process and what it serves, follows a row of its own from insert to delete, and measures
over N rows (default 50) how soon a written row can be searched. One line per check with its time; the
first that fails ends it with exit code 1 and says what to look at. Its rows are deleted again.

environment: GIBSEY_STATE and the ports
HELP
  exit 0
fi

writes=50
if [[ ${1:-} == --writes && ${2:-} =~ ^[1-9][0-9]*$ && $# == 2 ]]; then
  writes=$2
elif (($# > 0)); then
  die "wrong arguments: $*; see deploy/verify-operation.sh --help"
fi

# verify WHAT LOOK-AT COMMAND…: the command's output is shown only if it fails.
verify() {
  local what=$1 hint=$2 began output
  shift 2
  began=$(now_ms)
  if output=$("$@" 2>&1); then
    printf '%-6s %-58s %9d ms\n' ok "$what" $(($(now_ms) - began))
  else
    printf '%-6s %-58s %9d ms\n' FAILED "$what" $(($(now_ms) - began))
    [[ -z $output ]] || echo "       ${output//$'\n'/$'\n'       }" >&2
    die "$what: failed; look at $hint"
  fi
}

key_is_private() { [[ $(stat -c '%a %s' "$1") == "600 64" ]]; }

# answers CODE CURL-ARGUMENTS…
answers() {
  local expected=$1 code
  shift
  code=$(curl -s -m 10 -o /dev/null -w '%{http_code}' "$@")
  [[ $code == "$expected" ]] || { echo "expected $expected, got $code"; return 1; }
}

with_key() { answers 200 -H "Authorization: Bearer $(<"$STATE/reader.key")" "$@"; }

# A snapshot that stands in for the job answers 200, too; that is not all being well.
ready() {
  local answer
  answer=$(curl -s -m 10 "$API_URL/readyz") || { echo "it does not answer"; return 1; }
  [[ $answer == *'"status":"ready"'* ]] || { echo "$answer"; return 1; }
}

recent_checkpoint() {
  local id state
  read -r id state < <(live_jobs) || { echo "no job $JOB_NAME"; return 1; }
  [[ $state == RUNNING ]] || { echo "the job is $state"; return 1; }
  [[ -n $(find "$STATE/flink/checkpoints/$id" -name _metadata -newermt '-60 seconds') ]] \
    || { echo "no checkpoint was completed in the last 60 s"; return 1; }
}

search() {
  with_key -H 'Content-Type: application/json' -d '{"query": "the sea", "limit": 3}' \
    "$API_URL/v1/collections/pages/search"
}

began=$(now_ms)
need_jdks
for name in "${PROCESSES[@]}"; do
  verify "the process $name runs" "deploy/logs $name" running "$name"
done
verify "the API keys are private" "$STATE" key_is_private "$STATE/admin.key"
verify "Kafka: the topics are there" "deploy/logs kafka" tools topics count \
  gibsey.gibsey.pages memory.dead-letters memory.shard-endpoints
verify "Cassandra: the tables answer" "deploy/logs cassandra" tools cql -e \
  "SELECT title FROM gibsey.books LIMIT 1; SELECT model FROM gibsey.page_embeddings LIMIT 1"
verify "CDC agent: the connector runs" "deploy/logs agent" connector_running
verify "Flink: the job runs and has a recent checkpoint" "deploy/logs taskmanager" recent_checkpoint
verify "API: it lives" "deploy/logs api" answers 200 "$API_URL/livez"
verify "API: what it needs is there" "deploy/logs api" ready
verify "API: closed without a key" "deploy/logs api" answers 401 "$API_URL/v1/books"
verify "API: metrics" "deploy/logs api" with_key "$API_URL/metrics"
verify "API: the catalogue" "deploy/logs api" with_key "$API_URL/v1/books"
verify "API: a search" "deploy/logs api and taskmanager" search
verify "web page" "deploy/logs api" answers 200 "$API_URL/"
tools row-path
tools row-latency --writes "$writes"
say "all is well ($(seconds_since "$began") s)"
