package io.metalab.store.jdbc;

import io.metalab.api.MetalabException;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.store.file.WriterId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims on chunks of plans: a row names the holder of a chunk, and no transaction stays open.
 * Whoever takes a chunk over shuts its holder out in the same transaction.
 */
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final String HOLDER = "SELECT writer FROM claims WHERE plan = ? AND chunk = ?";
  private static final long NOBODY = 0;

  private final Database database;
  private final Writers writers;
  private final Leases leases;
  private final List<RowClaim> open = new ArrayList<>();

  Claims(Database database, Writers writers, Leases leases) {
    this.database = database;
    this.writers = writers;
    this.leases = leases;
  }

  Optional<Claim> tryClaim(String plan, long chunk) {
    Optional<Long> free = database.read(sql -> free(sql, plan, chunk));
    if (free.isEmpty()) {
      return Optional.empty();
    }
    Session session = writers.acquire();
    RowClaim claim = new RowClaim(plan, chunk, session, WriterId.random());
    boolean claimed = false;
    try {
      claimed = database.write(sql -> take(sql, claim, free.get()));
    } finally {
      if (!claimed) {
        writers.release();
      }
    }
    if (!claimed) {
      return Optional.empty();
    }
    synchronized (open) {
      open.add(claim);
    }
    return Optional.of(claim);
  }

  boolean isClaimed(String plan, long chunk) {
    return database.read(sql -> free(sql, plan, chunk)).isEmpty();
  }

  /** Returns the holder of a chunk who is gone, or nobody; empty if it is held. */
  private Optional<Long> free(Sql sql, String plan, long chunk) throws SQLException {
    long holder = sql.find(HOLDER, row -> row.getLong(1), plan, chunk).orElse(NOBODY);
    boolean held = holder != NOBODY && (writers.isLive(holder) || !leases.isExpired(sql, holder));
    return held ? Optional.empty() : Optional.of(holder);
  }

  private boolean take(Sql sql, RowClaim claim, long former) throws SQLException {
    if (writers.checkFenced(sql, claim.session)) {
      return false;
    }
    if (former != NOBODY) {
      fence(sql, former);
      sql.update(
          "UPDATE claims SET writer = ?, token = ? WHERE plan = ? AND chunk = ? AND writer = ?",
          claim.session.number(),
          claim.token,
          claim.plan,
          claim.chunk,
          former);
    } else {
      sql.update(
          "INSERT INTO claims (plan, chunk, writer, token) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (plan, chunk) DO NOTHING",
          claim.plan,
          claim.chunk,
          claim.session.number(),
          claim.token);
    }
    return claim.isStored(sql);
  }

  /** Waits for a commit of the former holder that is under way; none after it counts. */
  private void fence(Sql sql, long former) throws SQLException {
    sql.list(
        "SELECT state FROM writers WHERE number = ?" + database.lock(),
        row -> row.getString(1),
        former);
    sql.update(
        "UPDATE writers SET state = ? WHERE number = ? AND state = ?",
        Writers.FENCED,
        former,
        Writers.LIVE);
  }

  /** Gives all claims free. */
  void close() {
    List<RowClaim> claims;
    synchronized (open) {
      claims = List.copyOf(open);
    }
    claims.forEach(RowClaim::close);
  }

  private final class RowClaim implements Claim {
    private final String plan;
    private final long chunk;
    private final Session session;
    private final String token;
    private volatile boolean closed;

    RowClaim(String plan, long chunk, Session session, String token) {
      this.plan = plan;
      this.chunk = chunk;
      this.session = session;
      this.token = token;
    }

    boolean isStored(Sql sql) throws SQLException {
      return sql.find(
              "SELECT token FROM claims WHERE plan = ? AND chunk = ?",
              row -> row.getString(1),
              plan,
              chunk)
          .filter(token::equals)
          .isPresent();
    }

    /** Not knowing is taken for being shut out. */
    @Override
    public boolean isHeld() {
      if (closed || session.isFenced()) {
        return false;
      }
      try {
        return database.read(sql -> isStored(sql) && !isFenced(sql));
      } catch (MetalabException e) {
        LOG.debug("The claim {}-{} could not be looked for.", plan, chunk, e);
        return false;
      }
    }

    private boolean isFenced(Sql sql) throws SQLException {
      boolean live =
          sql.find(
                  "SELECT state FROM writers WHERE number = ?",
                  row -> row.getString(1),
                  session.number())
              .filter(Writers.LIVE::equals)
              .isPresent();
      if (!live) {
        session.markFenced();
      }
      return !live;
    }

    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      synchronized (open) {
        open.remove(this);
      }
      writers.release();
      try {
        database.write(
            sql ->
                sql.update(
                    "DELETE FROM claims WHERE plan = ? AND chunk = ? AND token = ?",
                    plan,
                    chunk,
                    token));
      } catch (MetalabException e) {
        // The claim ends with this writer's lease all the same.
        LOG.debug("The claim {}-{} could not be deleted.", plan, chunk, e);
      }
    }
  }
}
