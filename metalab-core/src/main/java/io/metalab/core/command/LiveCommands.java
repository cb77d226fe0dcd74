package io.metalab.core.command;

import io.metalab.api.RunId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The commands that run now; they are ended when this program ends before them. Safe for use by
 * many threads.
 */
public final class LiveCommands {
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Set<ProcessTree> LIVE = ConcurrentHashMap.newKeySet();
  private static final AtomicBoolean HOOKED = new AtomicBoolean();

  private LiveCommands() {}

  static void add(ProcessTree tree) {
    if (!HOOKED.getAndSet(true)) {
      Runtime.getRuntime().addShutdownHook(new Thread(LiveCommands::end, "metalab-end-commands"));
    }
    LIVE.add(tree);
  }

  static void remove(ProcessTree tree) {
    LIVE.remove(tree);
  }

  /** Ends what a process that is gone has left running of a run. */
  public static void endLeftovers(RunId runId) {
    MarkedProcesses.all(ProcessMark.orphanOf(runId.hex())).forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends all of them; those that do not end within a second when they are told to are killed. */
  public static void end() {
    LIVE.forEach(ProcessTree::terminate);
    long start = System.nanoTime();
    while (LIVE.stream().anyMatch(ProcessTree::isAlive)
        && System.nanoTime() - start < GRACE_NANOS) {
      ProcessTree.pause();
    }
    LIVE.forEach(ProcessTree::kill);
  }
}
