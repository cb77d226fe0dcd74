package io.metalab.core.command;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The commands that run now; they are ended when this program ends before them. */
final class LiveCommands {
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Set<ProcessTree> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LiveCommands::end, "metalab-end-commands"));
  }

  private LiveCommands() {}

  static void add(ProcessTree tree) {
    LIVE.add(tree);
  }

  static void remove(ProcessTree tree) {
    LIVE.remove(tree);
  }

  private static void end() {
    LIVE.forEach(ProcessTree::terminate);
    long start = System.nanoTime();
    while (LIVE.stream().anyMatch(ProcessTree::isAlive)
        && System.nanoTime() - start < GRACE_NANOS) {
      ProcessTree.pause();
    }
    LIVE.forEach(ProcessTree::kill);
  }
}
