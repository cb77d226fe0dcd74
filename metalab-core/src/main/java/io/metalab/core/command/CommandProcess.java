package io.metalab.core.command;

import io.metalab.api.CancellationToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command under way, followed by the thread that runs it: that thread looks whether there is
 * something to read, and waits for the end in between. It never blocks in a read, so that a process
 * that outlives the command and holds its pipes cannot hold the run.
 */
final class CommandProcess implements AutoCloseable {
  /** How long it takes at most to end all processes once their grace is over. */
  static final Duration END_TIME = Duration.ofSeconds(3);

  /** How long those that outlive a command may take. */
  private static final long SURVIVORS_GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long SHORTEST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** What a pipe may hold besides what was read, so that the last look has an end. */
  private static final int MOST_BLOCKS_AT_END = 64;

  private final Process process;
  private final ProcessTree tree;
  private final OutputPipe stdout;
  private final OutputPipe stderr;
  private boolean allEnded;

  private CommandProcess(
      Process process, ProcessMark mark, Consumer<String> stdout, Consumer<String> stderr) {
    this.process = process;
    this.tree = new ProcessTree(process, mark);
    this.stdout = new OutputPipe(process.getInputStream(), stdout);
    this.stderr = new OutputPipe(process.getErrorStream(), stderr);
  }

  /** Starts a process whose environment has the mark already. */
  static CommandProcess start(
      ProcessBuilder builder, ProcessMark mark, Consumer<String> stdout, Consumer<String> stderr)
      throws IOException {
    CommandProcess started = new CommandProcess(builder.start(), mark, stdout, stderr);
    LiveCommands.add(started.tree);
    return started;
  }

  /**
   * Follows the process until it has ended, and ends it and all that it has started if the run is
   * cancelled or its thread interrupted.
   *
   * @param grace how long they may take to end once they are told to
   * @return the exit code
   * @throws InterruptedException if the thread was interrupted; the processes have ended then
   */
  int follow(CancellationToken cancellation, Duration grace)
      throws IOException, InterruptedException {
    @Nullable InterruptedException interrupt = null;
    long waitNanos = SHORTEST_WAIT_NANOS;
    long toldAt = 0;
    boolean told = false;
    boolean ended = false;
    while (!ended) {
      if (!told && (interrupt != null || cancellation.isCancelled())) {
        tree.terminate();
        told = true;
        toldAt = System.nanoTime();
      }
      if (told && System.nanoTime() - toldAt > grace.toNanos()) {
        tree.kill();
      }
      boolean more = stdout.drain() + stderr.drain() > 0;
      waitNanos = more ? SHORTEST_WAIT_NANOS : Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
      try {
        ended = process.waitFor(more ? 0 : waitNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupt = e;
      }
    }
    drainRest();
    if (interrupt != null) {
      throw interrupt;
    }
    return process.exitValue();
  }

  private void drainRest() throws IOException {
    // All that the process has written is there already.
    int blocks = 0;
    while (blocks < MOST_BLOCKS_AT_END && stdout.drain() + stderr.drain() > 0) {
      blocks++;
    }
    stdout.finish();
    stderr.finish();
  }

  /** Ends what outlives the process and returns what it was. */
  List<String> endSurvivors() {
    List<String> names = tree.endSurvivors(SURVIVORS_GRACE_NANOS);
    allEnded = true;
    return names;
  }

  /** Ends all that still runs. */
  @Override
  public void close() {
    if (!allEnded) {
      tree.kill();
      tree.endSurvivors(0);
    }
    LiveCommands.remove(tree);
  }
}
