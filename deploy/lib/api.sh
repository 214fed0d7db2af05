# shellcheck shell=bash
# The query API and the keys that open it.

# Keys of whoever runs this, one per role, and the file of hashes that the API reads.
make_keys() { tools keys local || die "the keys were not made"; }

# What the API alone reads from the environment: another value starts it anew.
api_settings() {
  env | grep -E '^GIBSEY_(JWKS|JWT_[A-Z_]+|([A-Z]+_)?RATE_LIMIT|GUESS_LIMIT|CORS_ORIGIN|BEHIND_TLS|LLM(_[A-Z_]+)?|MAX_[A-Z_]+|READER_PATIENCE|TURN_LOST_AFTER|SEARCH_PATIENCE|STOP_WITHIN|LOG_FORMAT|LOG_LEVEL|REQUEST_LOG|OPENING_GRANT|EARN_[A-Z]+|PRICES|LEDGER_[A-Z_]+)=' | sort || true
}

start_api() {
  local module=$ROOT/query-api jar print
  jar=$(artifact query-api query-api)
  print=$(fingerprint "$JDK_NEW" "$jar" "$module/target/lib" "$CONF/api-jvm.options" \
    "$GIBSEY_API_PORT $GIBSEY_KAFKA $GIBSEY_CASSANDRA $(embedding_settings)" \
    "${GIBSEY_COLLECTIONS:-}" "${GIBSEY_PRICES:-}" "$(api_settings)")
  up_to_date api "$print" && return 0
  mkdir -p "$DJL_CACHE_DIR"
  start_process api "$JDK_NEW/bin/java" "${JDK_NEW_FLAGS[@]}" "@$CONF/api-jvm.options" -Djava.io.tmpdir="$STATE/api/tmp" \
    -cp "$jar:$module/target/lib/*" org.gibsey.api.QueryApi --snapshots "$STATE/snapshots" --flink "$FLINK_URL"
}

await_api() { wait_until api 90 "the API is ready" api_ready; }

# A snapshot may answer for the job, with the same status code; that is not what was waited for. A language
# model that is away is: all else works.
api_ready() { [[ $(curl -sf -m 5 "$API_URL/readyz") == *'"shards":{"up":true'* ]]; }
