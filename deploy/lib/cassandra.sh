# shellcheck shell=bash
# Cassandra on JDK 17, one node with change data capture. Its JMX stays closed: no port is given for it.

CASSANDRA_LIB=$DEPLOY/dist/cassandra/target/lib
CASSANDRA_YAML=$STATE/cassandra/cassandra.yaml

start_cassandra() {
  local print
  render "$CONF/cassandra.yaml.template" "$CASSANDRA_YAML"
  render "$CONF/cassandra-driver.conf.template" "$STATE/cassandra/driver.conf"
  print=$(fingerprint "$JDK17" "$CASSANDRA_LIB" "$CASSANDRA_YAML" \
    "$CONF/cassandra-jvm.options" "$CONF/cassandra-logback.xml")
  up_to_date cassandra "$print" && return 0
  start_process cassandra "$JDK17/bin/java" "@$CONF/cassandra-jvm.options" \
    -Dcassandra.config="file://$CASSANDRA_YAML" \
    -Dcassandra.storagedir="$STATE/cassandra" \
    -Dlogback.configurationFile="$CONF/cassandra-logback.xml" \
    -Djava.io.tmpdir="$STATE/cassandra/tmp" \
    -cp "$CASSANDRA_LIB/*" org.apache.cassandra.service.CassandraDaemon
}

await_cassandra() {
  wait_until cassandra 120 "Cassandra accepts connections" listening "$GIBSEY_CASSANDRA_PORT"
}
