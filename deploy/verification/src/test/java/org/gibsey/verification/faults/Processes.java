package org.gibsey.verification.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of a stack, by the names of {@code deploy/status}. */
public final class Processes {
  private final Path state;
  private final List<String> paused = new ArrayList<>();

  public Processes(Path state) {
    this.state = state;
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill(String name) throws IOException {
    ProcessHandle process =
        ProcessHandle.of(pid(name))
            .orElseThrow(() -> new IllegalStateException(name + " does not run"));
    if (!process.destroyForcibly()) {
      throw new IllegalStateException(name + " could not be killed");
    }
    process.onExit().join();
  }

  /** SIGSTOP. */
  public void pause(String name) throws IOException, InterruptedException {
    signal("STOP", name);
    paused.add(name);
  }

  /** SIGCONT to whatever is paused. */
  public void resumeAll() throws IOException, InterruptedException {
    for (String name : List.copyOf(paused)) {
      signal("CONT", name);
      paused.remove(name);
    }
  }

  private void signal(String signal, String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid(name))
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException(name + " did not get SIG" + signal);
    }
  }

  /** Its process id: the first word of the file that {@code deploy/lib/process.sh} writes. */
  public long pid(String name) throws IOException {
    String line = Files.readString(state.resolve(name).resolve("pid"));
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }
}
