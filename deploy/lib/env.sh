# shellcheck shell=bash
# Where things are and which ports they use. Sourced first by every script of this folder.

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
DEPLOY=$ROOT/deploy
CONF=$DEPLOY/conf

GIBSEY_STATE=${GIBSEY_STATE:-.local}
[[ $GIBSEY_STATE == /* ]] || GIBSEY_STATE=$ROOT/$GIBSEY_STATE
export GIBSEY_STATE STATE=$GIBSEY_STATE

# What the stack in this folder was last started with; the environment of the caller goes first.
SETTINGS=$STATE/settings
if [[ -r $SETTINGS ]]; then
  while IFS='=' read -r name value; do
    [[ $name =~ ^GIBSEY_[A-Z_]+_(PORTS?|SEGMENT|SPACE|PRECISION|DEVICE|WORKERS)$ && ! -v $name ]] && printf -v "$name" %s "$value"
  done <"$SETTINGS"
  unset name value
fi

# Public ones first, then those only the parts use among themselves.
export GIBSEY_API_PORT=${GIBSEY_API_PORT:-8080}
export GIBSEY_FLINK_UI_PORT=${GIBSEY_FLINK_UI_PORT:-8081}
export GIBSEY_AGENT_PORT=${GIBSEY_AGENT_PORT:-8083}
export GIBSEY_CASSANDRA_PORT=${GIBSEY_CASSANDRA_PORT:-9042}
export GIBSEY_KAFKA_PORT=${GIBSEY_KAFKA_PORT:-9092}
export GIBSEY_KAFKA_CONTROLLER_PORT=${GIBSEY_KAFKA_CONTROLLER_PORT:-9093}
export GIBSEY_CASSANDRA_STORAGE_PORT=${GIBSEY_CASSANDRA_STORAGE_PORT:-7000}
export GIBSEY_FLINK_RPC_PORT=${GIBSEY_FLINK_RPC_PORT:-6123}
export GIBSEY_FLINK_BLOB_PORT=${GIBSEY_FLINK_BLOB_PORT:-6124}
export GIBSEY_TASKMANAGER_RPC_PORT=${GIBSEY_TASKMANAGER_RPC_PORT:-6122}
export GIBSEY_TASKMANAGER_DATA_PORT=${GIBSEY_TASKMANAGER_DATA_PORT:-6121}
export GIBSEY_FLINK_METRICS_PORTS=${GIBSEY_FLINK_METRICS_PORTS:-6125-6126}
export GIBSEY_SHARD_PORTS=${GIBSEY_SHARD_PORTS:-9100-9119}

# Sizes of Cassandra's commit log: of one segment, and of all that may wait for the agent.
export GIBSEY_CASSANDRA_SEGMENT=${GIBSEY_CASSANDRA_SEGMENT:-8MiB}
export GIBSEY_CDC_SPACE=${GIBSEY_CDC_SPACE:-1GiB}
SIZES=(GIBSEY_CASSANDRA_SEGMENT GIBSEY_CDC_SPACE)

# How TaskManager and API compute vectors.
export GIBSEY_EMBEDDING_PRECISION=${GIBSEY_EMBEDDING_PRECISION:-auto}
export GIBSEY_EMBEDDING_DEVICE=${GIBSEY_EMBEDDING_DEVICE:-cpu}
export GIBSEY_EMBEDDING_WORKERS=${GIBSEY_EMBEDDING_WORKERS:-0}
EMBEDDING=(GIBSEY_EMBEDDING_PRECISION GIBSEY_EMBEDDING_DEVICE GIBSEY_EMBEDDING_WORKERS)

export GIBSEY_KAFKA=127.0.0.1:$GIBSEY_KAFKA_PORT
export GIBSEY_CASSANDRA=127.0.0.1:$GIBSEY_CASSANDRA_PORT
export GIBSEY_CASSANDRA_DATACENTER=datacenter1

API_URL=http://127.0.0.1:$GIBSEY_API_PORT
AGENT_URL=http://localhost:$GIBSEY_AGENT_PORT
FLINK_URL=http://127.0.0.1:$GIBSEY_FLINK_UI_PORT
export API_URL AGENT_URL FLINK_URL

# In the order in which they are listed and started; they are stopped in reverse.
PROCESSES=(kafka cassandra jobmanager taskmanager agent api)
# Which ports belong to which process (variable names, because doctor names them in its messages).
declare -A PORTS_OF=(
  [kafka]="GIBSEY_KAFKA_PORT GIBSEY_KAFKA_CONTROLLER_PORT"
  [cassandra]="GIBSEY_CASSANDRA_PORT GIBSEY_CASSANDRA_STORAGE_PORT"
  [jobmanager]="GIBSEY_FLINK_UI_PORT GIBSEY_FLINK_RPC_PORT GIBSEY_FLINK_BLOB_PORT"
  [taskmanager]="GIBSEY_TASKMANAGER_RPC_PORT GIBSEY_TASKMANAGER_DATA_PORT"
  [agent]="GIBSEY_AGENT_PORT"
  [api]="GIBSEY_API_PORT"
)
# Shared by several processes of Flink, each of which takes the first free one.
PORT_RANGES=(GIBSEY_FLINK_METRICS_PORTS GIBSEY_SHARD_PORTS)

# glibc keeps one malloc arena per thread otherwise, which shows as hundreds of MiB in a JVM.
export MALLOC_ARENA_MAX=2

# The values of all variables above that say how vectors are computed.
embedding_settings() {
  local name
  for name in "${EMBEDDING[@]}"; do echo "${!name}"; done
}

# The names of all variables above that hold ports.
port_names() {
  local process
  for process in "${PROCESSES[@]}"; do tr ' ' '\n' <<<"${PORTS_OF[$process]}"; done
  printf '%s\n' "${PORT_RANGES[@]}"
}

# Fails unless every setting is usable; called by the scripts that start something.
check_env() {
  local name value part
  for value in "$ROOT" "$STATE"; do
    # Folders end up in URLs, property files and classpaths, each with another way of quoting.
    [[ $value =~ ^[[:alnum:]/._+@-]+$ ]] \
      || die "the folder '$value' holds characters other than letters, digits and / . _ + @ -; use another one"
  done
  [[ $GIBSEY_EMBEDDING_PRECISION =~ ^(auto|fp32|bf16)$ ]] \
    || die "GIBSEY_EMBEDDING_PRECISION is '$GIBSEY_EMBEDDING_PRECISION', expected auto, fp32 or bf16"
  [[ $GIBSEY_EMBEDDING_DEVICE =~ ^(cpu|gpu[0-9]{1,2})$ ]] \
    || die "GIBSEY_EMBEDDING_DEVICE is '$GIBSEY_EMBEDDING_DEVICE', expected cpu or a CUDA device such as gpu0"
  if [[ ! $GIBSEY_EMBEDDING_WORKERS =~ ^(0|[1-9][0-9]?)$ ]] || ((GIBSEY_EMBEDDING_WORKERS > 64)); then
    die "GIBSEY_EMBEDDING_WORKERS is '$GIBSEY_EMBEDDING_WORKERS', expected 1 to 64, or 0 for one per core"
  fi
  for name in "${SIZES[@]}"; do
    value=${!name}
    # The units that Cassandra reads here.
    [[ $value =~ ^[1-9][0-9]{0,3}(MiB|GiB)$ ]] || die "$name is '$value', expected a size such as 8MiB or 1GiB"
  done
  local -A seen=()
  for name in $(port_names); do
    value=${!name}
    if [[ " ${PORT_RANGES[*]} " == *" $name "* ]]; then
      [[ $value =~ ^[0-9]+-[0-9]+$ ]] || die "$name is '$value', expected a range such as 9100-9119"
      ((${value%-*} < ${value#*-})) || die "$name is '$value': the range must go up and hold two ports"
    fi
    for part in ${value/-/ }; do
      if [[ ! $part =~ ^[1-9][0-9]{0,4}$ ]] || ((part > 65535)); then
        die "$name is '$value', expected ports from 1 to 65535"
      fi
      [[ ! -v seen[$part] ]] || die "$name and ${seen[$part]} are both $part"
      seen[$part]=$name
    done
  done
}

# Lets the other scripts find the stack without being told its ports and sizes again.
remember_env() {
  local name
  for name in $(port_names) "${SIZES[@]}" "${EMBEDDING[@]}"; do echo "$name=${!name}"; done >"$SETTINGS"
}
