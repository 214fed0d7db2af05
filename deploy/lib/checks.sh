# shellcheck shell=bash
# What a machine needs; each check prints one line and counts in PROBLEMS when it fails.

PROBLEMS=0
QUIET=${QUIET:-}

good() { [[ -n $QUIET ]] || printf '  ok       %s\n' "$*"; }
bad() {
  printf '  missing  %s\n' "$1"
  [[ -z ${2:-} ]] || printf '           %s\n' "$2"
  PROBLEMS=$((PROBLEMS + 1))
}

check_machine() {
  if [[ $(uname -sm) == "Linux x86_64" ]]; then
    good "Linux on x86_64"
  else
    bad "Linux on x86_64; this is $(uname -sm)" "the model's native library is built for that only"
  fi
}

check_commands() {
  local name package
  for name in curl:curl mvn:maven awk:mawk flock:util-linux setsid:util-linux sha256sum:coreutils; do
    package=${name#*:} name=${name%:*}
    if command -v "$name" >/dev/null; then
      good "$name"
    else
      bad "$name" "Debian: apt-get install $package"
    fi
  done
}

check_jdks() {
  find_jdks
  if [[ -n $JDK17 ]]; then
    good "JDK 17 for Cassandra and the CDC agent: $JDK17"
  else
    bad "a JDK 17 (Cassandra runs on nothing newer)" \
      "Debian: apt-get install openjdk-17-jdk-headless; or unpack one and set GIBSEY_JDK17 to its folder"
  fi
  if [[ -n $JDK_NEW ]]; then
    good "JDK $JDK_NEW_RELEASE for everything else: $JDK_NEW"
  else
    bad "a JDK from release 21 on" \
      "Debian 13: apt-get install openjdk-21-jdk-headless; elsewhere unpack one under ~/.jdks or set GIBSEY_JDK21"
  fi
}

# The integration tests drive the web page in it.
check_browser() {
  if [[ -x /usr/bin/chromium ]]; then
    good "Chromium"
  else
    bad "Chromium at /usr/bin/chromium" "Debian: apt-get install chromium"
  fi
}

# Sum of what our own running processes hold, in MiB: it counts as free when starting again.
own_memory() {
  local name sum=0
  for name in "${PROCESSES[@]}"; do
    running "$name" && sum=$((sum + $(rss_mib "$PID")))
  done
  echo "$sum"
}

check_memory() {
  local free need=5000
  free=$(($(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo) + $(own_memory)))
  if ((free >= need)); then
    good "memory: $free MiB available, about 3500 MiB are used"
  else
    bad "memory: $free MiB available, $need MiB needed" "end other programs, or take a larger machine"
  fi
}

check_disk() {
  local folder=$STATE free
  while [[ ! -d $folder ]]; do folder=${folder%/*}; folder=${folder:-/}; done
  free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
  if ((free >= 4096)); then
    good "disk: $free MiB free for $STATE"
  else
    bad "disk: $free MiB free for $STATE, 4096 MiB needed" "make room, or set GIBSEY_STATE to a folder elsewhere"
  fi
}

# Free, or held by the very process of this stack that should hold it.
check_ports() {
  local name variable before=$PROBLEMS
  for name in "${PROCESSES[@]}"; do
    running "$name" && continue
    for variable in ${PORTS_OF[$name]}; do
      listening "${!variable}" || continue
      bad "port ${!variable} for $name: taken by $(port_holder "${!variable}")" \
        "end that program, or choose another port: $variable=… deploy/up"
    done
  done
  ((PROBLEMS > before)) || good "ports: $GIBSEY_API_PORT (API), $GIBSEY_AGENT_PORT (agent), $GIBSEY_FLINK_UI_PORT (Flink)," \
    "$GIBSEY_CASSANDRA_PORT (Cassandra), $GIBSEY_KAFKA_PORT (Kafka)"
}

port_holder() {
  local inode link pid
  inode=$(listen_inode "$1")
  for link in /proc/[0-9]*/fd/*; do
    [[ $(readlink "$link" 2>/dev/null) == "socket:[$inode]" ]] || continue
    pid=${link#/proc/}
    pid=${pid%%/*}
    echo "process $pid ($(<"/proc/$pid/comm"))"
    return 0
  done
  echo "a process of another user"
}

check_all() {
  check_machine
  check_commands
  check_jdks
  check_memory
  check_disk
  check_ports
}
