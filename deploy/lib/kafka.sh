# shellcheck shell=bash
# Kafka in KRaft mode: broker and controller in one process.

KAFKA_LIB=$DEPLOY/dist/kafka/target/lib

start_kafka() {
  local conf=$STATE/kafka/server.properties print
  render "$CONF/kafka.properties.template" "$conf"
  print=$(fingerprint "$JDK_NEW" "$KAFKA_LIB" "$conf" "$CONF/log4j2.xml")
  up_to_date kafka "$print" && return 0
  [[ -f $STATE/kafka/data/meta.properties ]] || format_kafka "$conf"
  start_process kafka "$JDK_NEW/bin/java" "${JDK_NEW_FLAGS[@]}" -Xms192m -Xmx320m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
    -Dlog4j2.configurationFile="$CONF/log4j2.xml" -Dkafka.logs.dir="$STATE/kafka" \
    -cp "$KAFKA_LIB/*" kafka.Kafka "$conf"
}

# Once per state folder: writes the cluster's id, without which the broker refuses to start.
format_kafka() {
  local id log
  # Kafka's form of an id: 16 bytes in URL-safe base64, which must not begin with a dash.
  id=A$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | cut -c2-22)
  log=$(log_of kafka)
  mkdir -p "${log%/*}"
  "$JDK_NEW/bin/java" "${JDK_NEW_FLAGS[@]}" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dgibsey.log.level=WARN \
    -Dlog4j2.configurationFile="$CONF/log4j2.xml" \
    -cp "$KAFKA_LIB/*" kafka.tools.StorageTool format -t "$id" -c "$1" --standalone >>"$log" 2>&1 \
    || show_culprit kafka "Kafka's data folder could not be formatted"
}

await_kafka() { wait_until kafka 60 "Kafka accepts connections" listening "$GIBSEY_KAFKA_PORT"; }
