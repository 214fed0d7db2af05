# shellcheck shell=bash
# Finds the two JDKs, whatever the default `java` is: 17 for Cassandra and the CDC agent (the newest
# that Cassandra supports), and the newest one from 21 on for everything else.

# One JDK home per line, in the order of preference.
jdk_candidates() {
  local default home
  printf '%s\n' "${GIBSEY_JDK17:-}" "${GIBSEY_JDK21:-}" "${JAVA_HOME:-}"
  for home in "${!JAVA@}" "${!JDK@}"; do
    [[ $home == *_HOME ]] && printf '%s\n' "${!home}"
  done
  if default=$(command -v java); then
    default=$(readlink -f "$default")
    printf '%s\n' "${default%/bin/java}"
  fi
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/openjdk* \
    "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/*; do
    [[ -d $home ]] && printf '%s\n' "$home"
  done
}

# The feature release ("17") of a JDK home; nothing if there is no usable JDK.
jdk_release() {
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

# Sets JDK17 and JDK_NEW to their homes, or to nothing when there is none.
find_jdks() {
  local home release newest=20
  JDK17='' JDK_NEW=''
  while read -r home; do
    [[ -n $home ]] || continue
    release=$(jdk_release "$home")
    [[ $release =~ ^[0-9]+$ ]] || continue
    if ((release == 17)) && [[ -z $JDK17 ]]; then JDK17=$home; fi
    if ((release > newest)); then newest=$release JDK_NEW=$home; fi
  done < <(jdk_candidates)
  # A home given by hand wins over a newer one found by looking around.
  if [[ -n ${GIBSEY_JDK21:-} ]]; then
    release=$(jdk_release "$GIBSEY_JDK21")
    if [[ ! $release =~ ^[0-9]+$ ]] || ((release < 21)); then
      die "GIBSEY_JDK21 is '$GIBSEY_JDK21', which is no JDK of release 21 or newer"
    fi
    JDK_NEW=$GIBSEY_JDK21
  fi
  JDK_NEW_RELEASE=$([[ -z $JDK_NEW ]] || jdk_release "$JDK_NEW")
  # Native code and sun.misc.Unsafe are what many libraries here live on; newer JDKs warn of either.
  JDK_NEW_FLAGS=(--enable-native-access=ALL-UNNAMED)
  if ((${JDK_NEW_RELEASE:-0} >= 23)); then JDK_NEW_FLAGS+=(--sun-misc-unsafe-memory-access=allow); fi
  export JDK17 JDK_NEW JDK_NEW_RELEASE
}

# As find_jdks, and fails if one is missing.
need_jdks() {
  find_jdks
  [[ -n $JDK17 ]] || die "no JDK 17 found; deploy/doctor says how to install it"
  [[ -n $JDK_NEW ]] || die "no JDK from release 21 on found; deploy/doctor says how to install it"
}
