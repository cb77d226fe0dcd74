package io.metalab.store.file;

import com.google.common.util.concurrent.Uninterruptibles;
import io.metalab.api.MetalabException;
import io.metalab.api.store.ClaimStore.Claim;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the number of files small, in the background of whoever writes: clears away what the dead
 * left, and packs small segments once there are many.
 */
final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  /** Named like a plan, whose names are digests, so that no plan is ever called so. */
  static final String CLAIM = "compaction";

  private final Layout layout;
  private final FileStoreConfig config;
  private final Claims claims;
  private final Leftovers leftovers;
  private final Fences fences;
  private final SegmentFiles records;
  private final SegmentFiles streams;
  private final Object compacting = new Object();
  private volatile boolean closing;
  private @Nullable Thread thread;

  Maintenance(
      Layout layout,
      FileStoreConfig config,
      Claims claims,
      Fences fences,
      SegmentFiles records,
      SegmentFiles streams) {
    this.layout = layout;
    this.config = config;
    this.claims = claims;
    this.fences = fences;
    this.records = records;
    this.streams = streams;
    this.leftovers = new Leftovers(layout, records);
  }

  /** Starts what is to be done in the background, the first time this is called. */
  synchronized void start() {
    if (thread == null && !closing) {
      Thread started = new Thread(this::run, "metalab-compact");
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  private void run() {
    try {
      leftovers.sweep();
      int limit = config.compactAfter();
      if (records.looseCount() > limit || streams.looseCount() > limit) {
        compact(limit);
      }
    } catch (IOException | MetalabException e) {
      // Nothing is lost: the files stay as they are, and the next writer tries again.
      LOG.debug("The segments of {} could not be compacted.", layout.root(), e);
    }
  }

  /**
   * Packs small segments whose writers are gone if there are more than a number of them, and small
   * packs if there are many; does nothing while another process is at it.
   *
   * @return how many files went
   */
  int compact(int moreThan) throws IOException {
    synchronized (compacting) {
      Optional<Claim> claim = claims.tryClaim(CLAIM, 0);
      if (claim.isEmpty()) {
        return 0;
      }
      try (Claim held = claim.get()) {
        int packs = config.compactAfter();
        return compactor(records, true).compact(moreThan, packs, () -> goesOn(held))
            + compactor(streams, false).compact(moreThan, packs, () -> goesOn(held));
      }
    }
  }

  private boolean goesOn(Claim claim) {
    return !closing && claim.isHeld();
  }

  private Compactor compactor(SegmentFiles files, boolean ofRecords) {
    return new Compactor(layout, fences, files, config.segmentBytes(), ofRecords);
  }

  /** Lets what is being packed be finished and begins nothing more. */
  void close() {
    Thread running;
    synchronized (this) {
      closing = true;
      running = thread;
    }
    if (running != null) {
      Uninterruptibles.joinUninterruptibly(running);
    }
  }
}
