# shellcheck shell=bash
# Processes that outlive the script. Each has the folder $STATE/NAME with NAME.log, `pid` (process id
# and start time) and `fingerprint` (what it was started with).

log_of() { echo "$STATE/$1/$1.log"; }

# Field 22 of /proc/PID/stat: start time in clock ticks since boot. With it a process id that was given
# to another process since is not mistaken for ours. Nothing if there is no such process or it is dead.
start_ticks() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
  read -r -a stat <<<"${stat##*) }"
  [[ ${stat[0]} == [ZX] ]] || echo "${stat[19]}"
}

# Sets PID and TICKS of a process that runs; fails if it does not.
running() {
  PID='' TICKS=''
  [[ -r $STATE/$1/pid ]] || return 1
  read -r PID TICKS <"$STATE/$1/pid" || return 1
  [[ $PID =~ ^[0-9]+$ && -n $TICKS && $(start_ticks "$PID") == "$TICKS" ]]
}

# start_process NAME COMMAND…: starts it detached from this terminal and from the scripts' locks.
start_process() {
  local name=$1 log pid
  shift
  log=$(log_of "$name")
  mkdir -p "$STATE/$name/tmp"
  # One old log is kept, so that a log never grows for ever over many starts.
  if [[ -f $log ]] && (($(stat -c %s "$log") > 20000000)); then mv "$log" "$log.1"; fi
  printf '\n---- started at %(%FT%T%z)T ----\n' -1 >>"$log"
  (
    cd "$STATE/$name" || exit
    exec setsid nohup "$@" >>"$log" 2>&1 </dev/null 9>&-
  ) &
  pid=$!
  disown "$pid"
  echo "$pid $(start_ticks "$pid")" >"$STATE/$name/pid"
}

# stop_process NAME SECONDS: asks it to end, waits, and only then kills it.
stop_process() {
  local name=$1 tries=$(($2 * 10))
  running "$name" || return 0
  kill -TERM "$PID" 2>/dev/null || true
  while running "$name"; do
    if ((tries-- == 0)); then
      warn "$name did not end within $2 s and is killed"
      kill -KILL "$PID" 2>/dev/null || true
      tries=50
    fi
    sleep 0.1
  done
  rm -f "$STATE/$name/pid"
}

# Resident memory of a process in MiB.
rss_mib() { awk '/^VmRSS:/ { print int($2 / 1024) }' "/proc/$1/status" 2>/dev/null || echo 0; }

# Seconds since a process with these start ticks was started.
uptime_seconds() {
  local up _
  read -r up _ </proc/uptime
  echo $((${up%.*} - $1 / $(getconf CLK_TCK)))
}

# fingerprint WORD|FILE…: changes when an argument does, or the content of a file, or a jar of a folder.
fingerprint() {
  local item
  for item in "$@"; do
    if [[ -d $item ]]; then
      find "$item" -maxdepth 1 -name '*.jar' -printf '%f %s %T@\n' | sort
    elif [[ -f $item ]]; then
      sha256sum "$item"
    else
      echo "$item"
    fi
  done | sha256sum | cut -c1-16
}

# up_to_date NAME FINGERPRINT: true when it runs, started with just that. One that runs with something
# else (new code, other ports) is stopped first, so that the caller starts it anew.
up_to_date() {
  local was
  if running "$1"; then
    was=$(cat "$STATE/$1/fingerprint" 2>/dev/null || true)
    [[ $was == "$2" ]] && return 0
    say "  $1: its code or settings changed, starting it again"
    stop_process "$1" 30
  fi
  mkdir -p "$STATE/$1"
  echo "$2" >"$STATE/$1/fingerprint"
  return 1
}
