package io.metalab.executor.hazelcast;

import com.hazelcast.client.config.RoutingMode;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs payloads on the members of a Hazelcast cluster, each of which opens the study's store and
 * commits the records of its runs there itself.
 *
 * <p>The members must have been started, see {@link ClusterMember}; one that comes later is used
 * from then on. When a member is lost, the runs that it had are looked up in the store and, unless
 * they are finished there, handed to others as further attempts; a run that has lost two members is
 * given up. When the driver is lost, the members finish what they execute and drop the rest; a
 * driver that goes on with the study waits for those runs.
 */
public final class HazelcastExecutor implements Executor {
  /** The name of its provider. */
  public static final String NAME = "hazelcast";

  private static final int RUNS_IN_FLIGHT_PER_WORKER = 2_048;

  private final Driver driver;
  private final int parallelism;
  private final Semaphore window;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Connects to the cluster and makes sure that its members can execute the study's runs.
   *
   * @throws MetalabException with {@code NOT_LOADABLE} if the operation cannot be made in another
   *     process or a member has other code, with {@code UNSATISFIABLE} if no member answers, with
   *     {@code STORE_UNUSABLE} if a member cannot reach the store
   */
  public static HazelcastExecutor open(ExecutorConfig config, RunBody body) {
    return open(config, body, RoutingMode.ALL_MEMBERS);
  }

  /**
   * Does as {@link #open(ExecutorConfig, RunBody)}.
   *
   * @param routing which members the driver is connected with, the first second apart
   */
  static HazelcastExecutor open(ExecutorConfig config, RunBody body, RoutingMode routing) {
    RemotableBody remotable = RemotableBody.of(body);
    SessionTerms terms = SessionTerms.of(remotable, config.workers());
    ClusterClient client = ClusterClient.connect(ClusterSettings.of(config), routing);
    Driver driver = new Driver(client, remotable, terms);
    try {
      return new HazelcastExecutor(config, driver, driver.connect());
    } catch (RuntimeException e) {
      driver.close();
      throw e;
    }
  }

  private HazelcastExecutor(ExecutorConfig config, Driver driver, int slots) {
    this.driver = driver;
    this.parallelism = slots;
    this.window =
        new Semaphore(config.window() == 0 ? RUNS_IN_FLIGHT_PER_WORKER * slots : config.window());
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Returns how many runs the members executed at once when this was opened. */
  @Override
  public int parallelism() {
    return parallelism;
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    driver.check(payload.resources());
    requireOpen();
    window.acquireUninterruptibly();
    if (closed.get()) {
      window.release();
      requireOpen();
    }
    ClusterTask task = new ClusterTask(payload, driver::cancel);
    var unused = task.completion().whenComplete((record, problem) -> window.release());
    driver.submit(task);
    return task;
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new MetalabException(ErrorCode.CANCELLED, Driver.CLOSED);
    }
  }

  @Override
  public void close() {
    closed.set(true);
    driver.close();
  }
}
