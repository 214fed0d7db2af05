# shellcheck shell=bash
# Flink as a standalone session cluster: a JobManager, a TaskManager, and the command line.

FLINK_LIB=$DEPLOY/dist/flink/target/lib
export FLINK_CONF_DIR=$STATE/flink/conf
# The model's native libraries are unpacked there, once.
export DJL_CACHE_DIR=$STATE/djl

configure_flink() {
  mkdir -p "$STATE/flink"/{checkpoints,savepoints,upload,tmp} "$DJL_CACHE_DIR"
  render "$CONF/flink-config.yaml.template" "$FLINK_CONF_DIR/config.yaml"
}

# flink_fingerprint WORDS…: of what both processes are started with, and of the words.
flink_fingerprint() {
  fingerprint "$JDK_NEW" "$FLINK_LIB" "$FLINK_CONF_DIR/config.yaml" "$CONF/flink-jvm.options" \
    "$CONF/log4j2.xml" "$@"
}

# flink_java WORDS…: sets FLINK_COMMAND, the command line that all three have in common.
flink_java() {
  FLINK_COMMAND=("$JDK_NEW/bin/java" "${JDK_NEW_FLAGS[@]}" "@$CONF/flink-jvm.options"
    -Dlog4j2.configurationFile="$CONF/log4j2.xml" "$@" -cp "$FLINK_LIB/*")
}

# It only coordinates: code compiled once, lightly, is all it needs, and it starts sooner.
start_jobmanager() {
  up_to_date jobmanager "$(flink_fingerprint)" && return 0
  flink_java -XX:TieredStopAtLevel=1 -Xms96m -Xmx256m -XX:MaxMetaspaceSize=160m -XX:MaxDirectMemorySize=64m \
    -Dlog.file="$(log_of jobmanager)" -Djava.io.tmpdir="$STATE/jobmanager/tmp"
  start_process jobmanager "${FLINK_COMMAND[@]}" \
    org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$FLINK_CONF_DIR"
}

# The heap is Flink's framework heap + task heap, direct memory its off-heap parts + network: see
# flink-config.yaml.template, which must agree.
start_taskmanager() {
  up_to_date taskmanager "$(flink_fingerprint "$(embedding_settings)")" && return 0
  flink_java -Xms256m -Xmx640m -XX:MaxMetaspaceSize=256m -XX:MaxDirectMemorySize=256m \
    -Dlog.file="$(log_of taskmanager)" -Djava.io.tmpdir="$STATE/taskmanager/tmp"
  start_process taskmanager "${FLINK_COMMAND[@]}" \
    org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$FLINK_CONF_DIR"
}

# flink ARGS…: Flink's own command line.
flink() {
  flink_java -Xmx256m -XX:TieredStopAtLevel=1 -Dgibsey.log.level=WARN
  "${FLINK_COMMAND[@]}" org.apache.flink.client.cli.CliFrontend "$@"
}

await_flink() {
  wait_until jobmanager 60 "Flink's web UI answers" http_ok "$FLINK_URL/overview"
  wait_until taskmanager 60 "the TaskManager offers its slots" has_slots
}

has_slots() { [[ $(curl -sf -m 5 "$FLINK_URL/overview") =~ \"slots-total\":[1-9] ]]; }
