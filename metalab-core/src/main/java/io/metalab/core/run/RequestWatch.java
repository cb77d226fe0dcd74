package io.metalab.core.run;

import io.metalab.core.controller.Presence;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every now and then whether this controller is asked to stop. */
final class RequestWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RequestWatch.class);
  private static final long MILLIS_BETWEEN_LOOKS = 500;

  private final Presence presence;
  private final Consumer<StopRequest> action;
  private final Set<StopMode> obeyed = EnumSet.noneOf(StopMode.class);
  private final ScheduledThreadPoolExecutor clock;
  private boolean warned;

  private RequestWatch(Presence presence, Consumer<StopRequest> action) {
    this.presence = presence;
    this.action = action;
    this.clock = new ScheduledThreadPoolExecutor(1, RequestWatch::thread);
  }

  /** Starts to look; each mode of stopping is handed to the action once. */
  static RequestWatch start(Presence presence, Consumer<StopRequest> action) {
    RequestWatch watch = new RequestWatch(presence, action);
    var unused =
        watch.clock.scheduleWithFixedDelay(
            watch::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      presence.asked().filter(request -> obeyed.add(request.mode())).ifPresent(action);
    } catch (RuntimeException e) {
      // A store that fails ends the study by itself; until then nobody can reach it.
      if (!warned) {
        LOG.warn("The store cannot be asked whether the study is to stop.", e);
        warned = true;
      }
    }
  }

  /** Looks no more; a look that is under way is not interrupted, for it may hold a file. */
  @Override
  public void close() {
    clock.shutdown();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "metalab-requests");
    thread.setDaemon(true);
    return thread;
  }
}
