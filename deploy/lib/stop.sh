# shellcheck shell=bash
# Stops the stack, readers before what they read.

stop_all() {
  local i name began
  for ((i = ${#PROCESSES[@]} - 1; i >= 0; i--)); do
    name=${PROCESSES[i]}
    running "$name" || continue
    began=$(now_ms)
    stop_process "$name" 30
    say "$name stopped ($(seconds_since "$began") s)"
  done
}
