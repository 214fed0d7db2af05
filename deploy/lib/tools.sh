# shellcheck shell=bash
# The Java program behind the scripts (deploy/tools).

TOOLS_JAR=$(artifact deploy/tools tools)

# tools ARGS…: started often and for a moment only, so nothing is spent on optimizing it.
tools() {
  tools_java -Xmx160m -XX:TieredStopAtLevel=1
  "${TOOLS_COMMAND[@]}" "$@"
}

# tools_java WORDS…: sets TOOLS_COMMAND, the command line with these options of the JVM.
tools_java() {
  [[ -f $TOOLS_JAR ]] || die "the tools are not built yet; run deploy/up first"
  TOOLS_COMMAND=("$JDK_NEW/bin/java" "${JDK_NEW_FLAGS[@]}" "$@" -XX:+UseSerialGC -Xshare:auto
    -cp "$TOOLS_JAR:$DEPLOY/tools/target/lib/*" org.gibsey.tools.Tools)
}
