# shellcheck shell=bash
# The CDC agent (JDK 17, as it uses Cassandra's own classes) and its connector.

CONNECTOR=$ROOT/connectors/cassandra-connector.json

start_agent() {
  local module=$ROOT/connectors/cdc-agent jar print
  jar=$(artifact connectors/cdc-agent cdc-agent)
  export GIBSEY_CASSANDRA_YAML=$CASSANDRA_YAML
  export GIBSEY_CASSANDRA_DRIVER_CONF=$STATE/cassandra/driver.conf
  export GIBSEY_AGENT_STATE=$STATE/agent/state
  print=$(fingerprint "$JDK17" "$jar" "$module/target/lib" "$module/jvm.options" "$CASSANDRA_YAML" \
    "$GIBSEY_CASSANDRA_DRIVER_CONF" "$GIBSEY_AGENT_PORT $GIBSEY_KAFKA")
  up_to_date agent "$print" && return 0
  mkdir -p "$GIBSEY_AGENT_STATE"
  start_process agent "$JDK17/bin/java" -Xms128m -Xmx384m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
    "@$module/jvm.options" -Dcassandra.storagedir="$STATE/agent/cassandra" -Djava.io.tmpdir="$STATE/agent/tmp" \
    -cp "$jar:$module/target/lib/*" org.gibsey.cdc.CdcAgent
}

await_agent() { wait_until agent 60 "the CDC agent answers" http_ok "$AGENT_URL/connectors"; }

# The command of the README; 409 says that the connector is there already.
register_connector() {
  local answer=$STATE/agent/registration.json code
  code=$(cd "$ROOT" && curl -s -m 60 -o "$answer" -w '%{http_code}' \
    -X POST -H 'Content-Type: application/json' -d @connectors/cassandra-connector.json \
    "$AGENT_URL/connectors") || show_culprit agent "the CDC agent did not answer"
  case $code in
    200 | 201 | 409) ;;
    *) show_culprit agent "the CDC agent refused the connector ($code): $(<"$answer")" ;;
  esac
}

connector_name() { sed -n 's/.*"name"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p;T;q' "$CONNECTOR"; }

# FAILED is no end: the agent starts the connector again, after 60 s at most. It may have failed only
# because Cassandra or Kafka was away.
connector_running() {
  local status
  status=$(curl -sf -m 5 "$AGENT_URL/connectors/$(connector_name)/status") || return 1
  # The connector's own state and that of its task.
  [[ $status =~ \"RUNNING\".*\"RUNNING\" ]]
}

await_connector() { wait_until agent 90 "the connector runs" connector_running; }
