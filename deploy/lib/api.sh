# shellcheck shell=bash
# The query API and the keys that open it.

make_keys() {
  local name
  for name in admin reader; do
    [[ -s $STATE/$name.key ]] || write_key "$STATE/$name.key"
  done
}

# Written aside first: whoever reads the file never sees half a key.
write_key() {
  (
    umask 077
    head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$1.new"
    mv "$1.new" "$1"
  )
}

start_api() {
  local module=$ROOT/query-api jar print
  jar=$(artifact query-api query-api)
  print=$(fingerprint "$JDK_NEW" "$jar" "$module/target/lib" "$CONF/api-jvm.options" "$STATE/admin.key" \
    "$STATE/reader.key" "$GIBSEY_API_PORT $GIBSEY_KAFKA $GIBSEY_CASSANDRA $(embedding_settings)" \
    "${GIBSEY_COLLECTIONS:-}")
  up_to_date api "$print" && return 0
  mkdir -p "$DJL_CACHE_DIR"
  start_process api "$JDK_NEW/bin/java" "${JDK_NEW_FLAGS[@]}" "@$CONF/api-jvm.options" -Djava.io.tmpdir="$STATE/api/tmp" \
    -cp "$jar:$module/target/lib/*" org.gibsey.api.QueryApi --snapshots "$STATE/snapshots"
}

await_api() { wait_until api 90 "the API is ready" api_ready; }

# A snapshot may answer for the job, with the same status code; that is not what was waited for.
api_ready() { [[ $(curl -sf -m 5 "$API_URL/readyz") == *'"status":"ready"'* ]]; }
