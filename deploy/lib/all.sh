# shellcheck shell=bash
# Everything, in the order in which one part uses another.
for part in say env template jdk process wait build tools kafka cassandra flink agent api job checks lock stop; do
  # shellcheck source=/dev/null
  . "$(dirname -- "${BASH_SOURCE[0]}")/$part.sh"
done
unset part
