# shellcheck shell=bash
# The indexing job: submitted when it does not run, from its newest retained checkpoint if there is one.

JOB_NAME=memory-indexing
JOB_CLASS=org.gibsey.indexing.IndexingJob
# One id per line: every submission gets a new one, and checkpoints lie in a folder named after it.
JOB_IDS=$STATE/flink/job-ids
JOB_FINGERPRINT=$STATE/flink/job-fingerprint
# There after deploy/reset --index, until the index is whole again.
INDEX_GIVEN_UP=$STATE/flink/index-given-up

# Lines "ID STATE" of our jobs that have not ended: those of our name, whoever submitted them, and those
# submitted here. Flink writes its JSON without spaces.
live_jobs() {
  local id name state
  curl -sf -m 5 "$FLINK_URL/jobs/overview" | tr '{' '\n' \
    | sed -n 's/^"jid":"\([0-9a-f]*\)","name":"\([^"]*\)".*"state":"\([A-Z]*\)".*/\1 \3 \2/p' \
    | while read -r id state name; do
      [[ $state != @(FAILED|CANCELED|FINISHED) ]] || continue
      if [[ $name == "$JOB_NAME" ]] || grep -qsx "$id" "$JOB_IDS"; then echo "$id $state"; fi
    done || true
}

# The folder of the newest complete checkpoint of this job; nothing if there is none.
newest_checkpoint() {
  local id
  [[ -r $JOB_IDS ]] || return 0
  while read -r id; do
    find "$STATE/flink/checkpoints/$id" -path '*/chk-*/_metadata' -printf '%T@ %h\n' 2>/dev/null || true
  done <"$JOB_IDS" | sort -rn | sed -n '1s/^[^ ]* //p'
}

submit_job() {
  local jar print live id
  jar=$(artifact flink-jobs/indexing-job indexing-job -all)
  print=$(fingerprint "$jar" "$GIBSEY_KAFKA $GIBSEY_CASSANDRA $GIBSEY_SHARD_PORTS ${GIBSEY_TOMBSTONE_TTL:-}" \
    "${GIBSEY_COLLECTIONS:-}")
  live=$(live_jobs)
  if [[ -n $live ]]; then
    [[ $(cat "$JOB_FINGERPRINT" 2>/dev/null) == "$print" ]] && return 0
    say "  job: its code or settings changed, submitting it again"
    while read -r id _; do cancel_job "$id"; done <<<"$live"
    wait_until jobmanager 60 "the job has ended" no_live_job
  fi
  run_job "$jar"
  echo "$print" >"$JOB_FINGERPRINT"
}

# Its retained checkpoints stay.
cancel_job() {
  curl -sf -m 10 -o /dev/null -X PATCH "$FLINK_URL/jobs/$1?mode=cancel" \
    || die "the job $1 could not be cancelled"
}

no_live_job() { [[ -z $(live_jobs) ]]; }

run_job() {
  local from=() collections=() checkpoint out=$STATE/flink/submission.log id
  checkpoint=$(newest_checkpoint)
  if [[ -n $checkpoint ]]; then
    # NO_CLAIM: the checkpoint stays whole, whatever becomes of the job started from it.
    from=(-s "file://$checkpoint" -cm NO_CLAIM)
    say "  job: continues from ${checkpoint#"$STATE"/}"
  fi
  [[ -z ${GIBSEY_COLLECTIONS:-} ]] || collections=(--collections "$GIBSEY_COLLECTIONS")
  flink run -d "${from[@]}" -c "$JOB_CLASS" "$1" --kafka "$GIBSEY_KAFKA" --cassandra "$GIBSEY_CASSANDRA" \
    --shard-host 127.0.0.1 --shard-ports "$GIBSEY_SHARD_PORTS" --snapshots "file://$STATE/snapshots" \
    "${collections[@]}" >"$out" 2>&1 || job_failed "$out"
  id=$(sed -n 's/.*submitted with JobID \([0-9a-f]\{32\}\).*/\1/p' "$out")
  [[ -n $id ]] || job_failed "$out"
  echo "$id" >>"$JOB_IDS"
}

job_failed() {
  if grep -q 'Failed to rollback to checkpoint' "$1"; then
    die "the job cannot read the state that an older build left; deploy/reset --index gives that up, and \
deploy/up then builds the index again from the topics (whole output: ${1#"$ROOT"/})"
  fi
  # The message of the job without the stack traces around it.
  if grep -q 'UnfitSourcesException: ' "$1"; then
    awk '/UnfitSourcesException: / { sub(/.*UnfitSourcesException: /, ""); p = 1 }
      p && /^\tat / { exit }
      p' "$1" >&2
    die "the job refuses the tables in collections.yaml, see above"
  fi
  tail -n 25 "$1" | sed 's/^/  flink | /' >&2
  die "Flink did not take the job (whole output: ${1#"$ROOT"/})"
}

job_running() {
  local id
  id=$(tail -n 1 "$JOB_IDS")
  case $(curl -sf -m 5 "$FLINK_URL/jobs/$id/status") in
    *RUNNING*) all_tasks_run "$id" ;;
    *FAILED* | *CANCELED* | *FINISHED*)
      unfit_state "$id"
      show_culprit taskmanager "the job ended; if it cannot read its old state: deploy/reset --index, then deploy/up" ;;
    *) return 1 ;;
  esac
}

# Fails with the job's own words when it refused the state that it should go on from.
unfit_state() {
  local why
  why=$(curl -sf -m 5 "$FLINK_URL/jobs/$1/exceptions" \
    | grep -o 'UnfitStateException: [^"\]*' | sed -n '1s/^UnfitStateException: //p') || true
  [[ -z $why ]] || die "the job refuses its old state: $why"
}

# A job counts as running for Flink while its tasks are still being started.
all_tasks_run() {
  local job
  job=$(curl -sf -m 5 "$FLINK_URL/jobs/$1") || return 1
  [[ $job =~ \"status-counts\":\{([^}]*)\} ]] && job=${job##*\"status-counts\"}
  [[ ! $job =~ \"(CREATED|SCHEDULED|DEPLOYING|INITIALIZING|RECONCILING|FAILED|CANCELING)\":[1-9] ]]
}

await_job() { wait_until taskmanager 120 "all tasks of the job run" job_running; }

# Once the running job has a checkpoint of its own, those of its predecessors are garbage.
drop_old_checkpoints() {
  local id current
  current=$(tail -n 1 "$JOB_IDS")
  compgen -G "$STATE/flink/checkpoints/$current/chk-*/_metadata" >/dev/null || return 0
  while read -r id; do
    [[ $id =~ ^[0-9a-f]{32}$ && $id != "$current" ]] && rm -rf "$STATE/flink/checkpoints/$id"
  done <"$JOB_IDS"
  echo "$current" >"$JOB_IDS"
}

# The topic of what was said forgets after a week: an index that was built again from the topics lacks
# older turns until their events are published once more.
read_turns_again() {
  [[ -e $INDEX_GIVEN_UP ]] || return 0
  if [[ -z ${GIBSEY_COLLECTIONS:-} ]] || grep -q 'gibsey\.turns' "$GIBSEY_COLLECTIONS"; then
    tools_java "-Xmx${GIBSEY_RECONCILE_HEAP:-512m}"
    "${TOOLS_COMMAND[@]}" reconcile turns >"$STATE/flink/reconcile.log" 2>&1 \
      || { warn "not every turn could be read again; see deploy/reconcile turns"; return 0; }
  fi
  rm -f "$INDEX_GIVEN_UP"
}
