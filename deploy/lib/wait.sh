# shellcheck shell=bash
# Waiting for a condition, with dots, and with the log of the culprit when it does not come true.

# wait_until NAME SECONDS WHAT COMMAND…: WHAT completes the sentence "waiting until …".
wait_until() {
  local name=$1 limit=$2 what=$3 began dots=0 elapsed
  shift 3
  began=$(now_ms)
  while ! "$@"; do
    elapsed=$((($(now_ms) - began) / 1000))
    if ! running "$name"; then
      ((dots == 0)) || echo
      show_culprit "$name" "$name ended while waiting until $what"
    elif ((elapsed >= limit)); then
      ((dots == 0)) || echo
      show_culprit "$name" "gave up after $limit s waiting until $what"
    fi
    while ((dots < elapsed)); do
      ((dots++ > 0)) || printf '  waiting until %s ' "$what"
      printf .
    done
    sleep 0.1
  done
  ((dots == 0)) || echo
}

# show_culprit NAME MESSAGE: the end of its log, then fails.
show_culprit() {
  printf '\n' >&2
  tail -n 25 "$(log_of "$1")" 2>/dev/null | sed "s/^/  $1 | /" >&2 || true
  die "$2 (whole log: deploy/logs $1)"
}

# listening PORT: true when something on this machine accepts connections on the TCP port.
listening() { [[ -n $(listen_inode "$1") ]]; }

# The inode of the listening socket of a port. From /proc, because ss and lsof need not be installed.
listen_inode() {
  awk -v port="$(printf '%04X' "$1")" \
    '$4 == "0A" && $2 ~ ":" port "$" { print $10; exit }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# http_ok CURL-ARGUMENTS…: true when the answer is a success.
http_ok() { curl -sf -m 5 -o /dev/null "$@"; }
