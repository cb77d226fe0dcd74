package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls tools: checks arguments, tells of progress, and turns whatever happens into an envelope.
 * Safe for use by many threads.
 */
final class ToolCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

  private final long intervalNanos;
  private final ScheduledExecutorService ticker;

  /**
   * Creates a caller.
   *
   * @param interval how often a client hears of a call that lasts
   */
  ToolCalls(Duration interval) {
    this.intervalNanos = requireNonNull(interval, "interval").toNanos();
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "mcp-progress");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    this.ticker = executor;
  }

  /**
   * Calls a tool; a failure is a reply, never an exception.
   *
   * @param given the arguments as the client sent them, null for none
   * @param sink where the client hears of progress, if it wants to
   */
  ToolReply call(
      Tool tool,
      @Nullable Map<String, ? extends @Nullable Object> given,
      Optional<ProgressSink> sink) {
    AtomicReference<String> doing = new AtomicReference<>(tool.name());
    Optional<ScheduledFuture<?>> ticks = sink.map(heard -> tick(heard, doing));
    try {
      return ToolReply.of(tool.call(given == null ? Map.of() : given, doing::set));
    } catch (RuntimeException | StackOverflowError e) {
      ToolProblem problem = ToolProblem.of(e);
      if (problem.code().equals("internal")) {
        LOG.error("The tool {} failed.", tool.name(), e);
      }
      return ToolReply.of(ToolAnswer.failure(problem));
    } finally {
      ticks.ifPresent(future -> future.cancel(false));
    }
  }

  /** A sink that throws, as of a client that is gone, hears no more. */
  private ScheduledFuture<?> tick(ProgressSink sink, AtomicReference<String> doing) {
    long start = System.nanoTime();
    return ticker.scheduleAtFixedRate(
        () -> sink.send((System.nanoTime() - start) / 1e9, requireNonNull(doing.get())),
        intervalNanos,
        intervalNanos,
        TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
