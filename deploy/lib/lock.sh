# shellcheck shell=bash
# One script at a time may change a stack. Descriptor 9 holds the lock until the script ends; the
# processes it starts do not inherit it.

lock_stack() {
  mkdir -p "$STATE"
  chmod 700 "$STATE"
  exec 9>>"$STATE/lock"
  flock -n 9 || die "another deploy/up, down or reset works on $STATE just now; try again when it is done"
}
