#!/usr/bin/env bash
# How long does `deploy/up` take on a built tree, and how much memory do all processes hold then?
# Uses a stack of its own folder, so that no data of yours is touched; stop yours first, or set other ports.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ ${1:-} == --help ]]; then
  sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"
  exit 0
fi
export GIBSEY_STATE=$root/target/startup-benchmark

timed() {
  local title=$1 began
  shift
  began=$(date +%s%N)
  "$@" >"$root/target/startup-benchmark.log" 2>&1 || {
    cat "$root/target/startup-benchmark.log" >&2
    exit 1
  }
  printf '%-46s %6.1f s\n' "$title" "$((($(date +%s%N) - began) / 1000000))e-3"
}

mkdir -p "$root/target"
"$root/deploy/reset" --yes >/dev/null
trap '"$root/deploy/reset" --yes >/dev/null' EXIT
timed "deploy/up, no data yet" "$root/deploy/up" --no-build
timed "deploy/up, everything runs" "$root/deploy/up" --no-build
"$root/deploy/status" | sed -n '/^together/p'
timed "deploy/down" "$root/deploy/down"
timed "deploy/up, data and checkpoint there" "$root/deploy/up" --no-build
