#!/usr/bin/env bash
# Shows change data capture at work, step by step.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/lib/all.sh"

if wants_help "$@"; then
  cat <<'HELP'
usage: deploy/test-cdc-manually.sh

Writes a row of its own to gibsey.pages, updates it, deletes a column and then the row, and shows for
each: the statement, the change event on the Kafka topic, and the moment when the search shows it. The
times count from the moment when Cassandra acknowledged the statement. The row is gone afterwards.

environment: GIBSEY_STATE and the ports
HELP
  exit 0
fi
(($# == 0)) || die "unknown option '$1'; see deploy/test-cdc-manually.sh --help"

need_jdks
tools row-path --details
