# shellcheck shell=bash
# Builds what runs, and only when its sources changed since the last time.

# One Maven call builds them, with what they depend on.
MODULES=(deploy/tools deploy/dist/kafka deploy/dist/cassandra deploy/dist/flink
  connectors/cdc-agent flink-jobs/indexing-job query-api)
SOURCES=(pom.xml .mvn deploy/tools deploy/dist connectors flink-jobs query-api)
# Build results belong to the checkout, not to one stack's state.
STAMP=$ROOT/target/built
BUILD_LOG=$ROOT/target/build.log
VERSION=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p;T;q' "$ROOT/pom.xml")

# artifact FOLDER NAME [SUFFIX]: path of a module's jar.
artifact() { echo "$ROOT/$1/target/$2-$VERSION${3:-}.jar"; }

outputs() {
  local name
  for name in kafka cassandra flink; do echo "$ROOT/deploy/dist/$name/target/lib"; done
  for name in deploy/tools connectors/cdc-agent query-api; do echo "$ROOT/$name/target/lib"; done
  artifact deploy/tools tools
  artifact connectors/cdc-agent cdc-agent
  artifact query-api query-api
  artifact flink-jobs/indexing-job indexing-job -all
}

# The content of everything the build reads, tests left out.
sources_state() {
  (cd "$ROOT" && find "${SOURCES[@]}" \( -name target -o -path '*/src/test' \) -prune -o -type f -print0 \
    | sort -z | xargs -0 sha256sum | sha256sum)
}

missing_output() {
  local path
  while read -r path; do
    [[ -e $path ]] || { echo "$path"; return 0; }
  done < <(outputs)
}

built() { [[ -z $(missing_output) && -f $STAMP && $(<"$STAMP") == "$(sources_state)" ]]; }

# Not built is an error here: --no-build was asked for.
need_build() {
  local path
  path=$(missing_output)
  [[ -z $path ]] || die "${path#"$ROOT"/} is not there; run deploy/up without --no-build"
}

# Waits for another build of this checkout, then builds if that one did not.
build_if_needed() {
  mkdir -p "$ROOT/target"
  exec 8>"$ROOT/target/build.lock"
  flock -n 8 || { say "  another build of this checkout runs, waiting for it"; flock 8; }
  if built; then
    say "  nothing to build"
  else
    build
  fi
  exec 8>&-
}

build() {
  local state modules pid
  state=$(sources_state)
  rm -f "$STAMP"
  drop_old_libs
  modules=$(IFS=,; echo "${MODULES[*]}")
  # There before the progress is read from it, however slow the machine is.
  : >"$BUILD_LOG"
  # The build finds the newer JDK through this name too, should it lie in an unusual place.
  export "JAVA${JDK_NEW_RELEASE}_HOME=$JDK_NEW"
  (cd "$ROOT" && exec mvn -B -Dquick -DskipTests -pl "$modules" -am package) >"$BUILD_LOG" 2>&1 8>&- 9>&- &
  pid=$!
  show_build_progress "$pid"
  if ! wait "$pid"; then
    grep -m 25 '^\[ERROR\]' "$BUILD_LOG" >&2 || tail -n 25 "$BUILD_LOG" >&2
    die "the build failed (whole log: deploy/logs build)"
  fi
  echo "$state" >"$STAMP"
}

# Other versions in a POM would leave the old jars beside the new ones, and both on the classpath.
# Processes that run still hold the files that are deleted here.
drop_old_libs() {
  local poms lib
  poms=$(cd "$ROOT" && find "${SOURCES[@]}" -name target -prune -o -name pom.xml -print0 \
    | sort -z | xargs -0 sha256sum | sha256sum)
  [[ $(cat "$ROOT/target/built-poms" 2>/dev/null) != "$poms" ]] || return 0
  while read -r lib; do
    [[ $lib != */target/lib ]] || rm -rf "$lib"
  done < <(outputs)
  echo "$poms" >"$ROOT/target/built-poms"
}

# A line whenever Maven comes to another module, and every 20 s while it downloads.
show_build_progress() {
  local began line last='' spoke=0 seconds fetched
  began=$(now_ms)
  while kill -0 "$1" 2>/dev/null; do
    line=$(sed -n 's/^\[INFO\] Building \(.*[^ ]\) \+[^ ]\+ \+\(\[[0-9/]*\]\)$/\2 \1/p' "$BUILD_LOG" | tail -n 1)
    seconds=$((($(now_ms) - began) / 1000))
    if [[ $line != "$last" ]] || ((seconds - spoke >= 20)); then
      fetched=$(grep -c 'Downloaded from' "$BUILD_LOG" || true)
      say "  ${line:-reading the build} (${seconds} s, ${fetched} files fetched)"
      last=$line spoke=$seconds
    fi
    sleep 0.5
  done
}
