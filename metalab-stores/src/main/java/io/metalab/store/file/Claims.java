package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.metalab.api.store.ClaimStore.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims on chunks of plans: files {@code claims/<plan>-<chunk>.<epoch>} that hold the writer id of
 * their holder.
 *
 * <p>Whoever creates the file of an epoch holds the chunk. A chunk whose holder is gone is taken by
 * shutting the holder out first and then creating the next epoch.
 */
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

  private final Layout layout;
  private final Sessions sessions;
  private final Leases leases;
  private final Fences fences;
  private final long emptyForNanos;
  private final LongSupplier nanoTime;
  private final Map<String, FileClaim> held = new HashMap<>();
  private final Map<String, Long> emptySince = new HashMap<>();

  Claims(Layout layout, FileStoreConfig config, Sessions sessions, Leases leases, Fences fences) {
    this.layout = layout;
    this.sessions = sessions;
    this.leases = leases;
    this.fences = fences;
    this.emptyForNanos = config.options().lease().toNanos();
    this.nanoTime = config.nanoTime();
  }

  synchronized Optional<Claim> tryClaim(String plan, long chunk) throws IOException {
    String name = plan + '-' + chunk;
    FileClaim known = held.get(name);
    if (known != null && known.isHeld()) {
      return Optional.empty();
    }
    long epoch = highestEpoch(name);
    if (epoch > 0 && !isFree(name, epoch)) {
      return Optional.empty();
    }
    Session session = sessions.acquire();
    boolean claimed = false;
    try {
      claimed = create(name, epoch, session);
    } finally {
      if (!claimed) {
        sessions.release();
      }
    }
    if (!claimed) {
      return Optional.empty();
    }
    FileClaim claim = new FileClaim(name, epoch + 1, session);
    held.put(name, claim);
    return Optional.of(claim);
  }

  synchronized boolean isClaimed(String plan, long chunk) throws IOException {
    String name = plan + '-' + chunk;
    long epoch = highestEpoch(name);
    String holder = epoch == 0 ? null : holder(file(name, epoch));
    if (holder == null || holder.isEmpty()) {
      return holder != null;
    }
    return sessions.isLive(holder) || !leases.isExpired(holder);
  }

  private long highestEpoch(String name) throws IOException {
    long highest = 0;
    for (long epoch : epochs(name)) {
      highest = Math.max(highest, epoch);
    }
    return highest;
  }

  private List<Long> epochs(String name) throws IOException {
    List<Long> epochs = new ArrayList<>();
    for (String file : Disk.names(layout.claims())) {
      String rest = file.startsWith(name + '.') ? file.substring(name.length() + 1) : "";
      if (!rest.isEmpty() && rest.length() <= 18 && rest.chars().allMatch(Character::isDigit)) {
        epochs.add(Long.parseLong(rest));
      }
    }
    return epochs;
  }

  private Path file(String name, long epoch) {
    return layout.claims().resolve(name + '.' + epoch);
  }

  /** Returns whether the holder of an epoch is gone, and shuts it out if so. */
  private boolean isFree(String name, long epoch) throws IOException {
    String holder = holder(file(name, epoch));
    if (holder == null) {
      return true;
    }
    if (holder.isEmpty()) {
      return isLeftEmpty(name + '.' + epoch);
    }
    if (sessions.isLive(holder) || !leases.isExpired(holder)) {
      return false;
    }
    fences.fence(holder);
    return true;
  }

  /** Returns the writer in a claim, empty if it was lost, null if the claim is gone. */
  private static @Nullable String holder(Path file) throws IOException {
    try {
      String text = new String(Files.readAllBytes(file), US_ASCII);
      return text.length() == 33 && text.endsWith("\n") ? text.substring(0, 32) : "";
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** A cut of the power may take the name; its claimant is waited for as long as a lease. */
  private boolean isLeftEmpty(String claim) {
    long now = nanoTime.getAsLong();
    return now - emptySince.computeIfAbsent(claim, key -> now) >= emptyForNanos;
  }

  private boolean create(String name, long epoch, Session session) throws IOException {
    byte[] content = (session.writer() + '\n').getBytes(US_ASCII);
    if (!Disk.createWhole(layout.temporary(), file(name, epoch + 1), content)) {
      return false;
    }
    // A former holder may have written its name only now; it must not go on either.
    String former = epoch > 0 ? holder(file(name, epoch)) : null;
    if (former != null && !former.isEmpty()) {
      fences.fence(former);
    }
    return highestEpoch(name) == epoch + 1 && !sessions.checkFenced(session);
  }

  /** Gives all claims free. */
  void close() {
    List<FileClaim> claims;
    synchronized (this) {
      claims = new ArrayList<>(held.values());
    }
    claims.forEach(FileClaim::close);
  }

  private final class FileClaim implements Claim {
    private final String name;
    private final long epoch;
    private final Session session;
    private boolean open = true;

    FileClaim(String name, long epoch, Session session) {
      this.name = name;
      this.epoch = epoch;
      this.session = session;
    }

    @Override
    public boolean isHeld() {
      synchronized (Claims.this) {
        return open && !isShutOut();
      }
    }

    @Override
    public void close() {
      synchronized (Claims.this) {
        if (!open) {
          return;
        }
        open = false;
        held.remove(name, this);
        sessions.release();
        try {
          delete();
        } catch (IOException e) {
          // The claim ends with this writer's lease all the same.
          LOG.debug("The claim {} could not be deleted.", name, e);
        }
      }
    }

    /** Not knowing is taken for being shut out. */
    private boolean isShutOut() {
      try {
        return sessions.checkFenced(session);
      } catch (IOException e) {
        LOG.debug("The fence of claim {} could not be looked for.", name, e);
        return true;
      }
    }

    private void delete() throws IOException {
      if (sessions.checkFenced(session) || !session.writer().equals(holder(file(name, epoch)))) {
        return;
      }
      for (long older : epochs(name)) {
        if (older <= epoch) {
          Files.deleteIfExists(file(name, older));
        }
      }
    }
  }
}
