# shellcheck shell=bash
# Messages to the person at the terminal, and how long each step took.

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Milliseconds of a clock that only goes forward, without starting a process.
now_ms() {
  local up _
  read -r up _ </proc/uptime
  up=${up/./}
  echo "${up}0"
}

# seconds_since T: "3.4" for 3,400 ms since T (from now_ms).
seconds_since() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%d' $((ms / 1000)) $((ms % 1000 / 100))
}

# wants_help ARGS: true when --help or -h is among the arguments.
wants_help() {
  local arg
  for arg in "$@"; do
    [[ $arg == --help || $arg == -h ]] && return 0
  done
  return 1
}
