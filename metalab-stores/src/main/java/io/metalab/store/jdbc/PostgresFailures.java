package io.metalab.store.jdbc;

import com.google.common.base.Throwables;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Says what the failures of PostgreSQL mean, by their SQLSTATE. */
final class PostgresFailures {
  private PostgresFailures() {}

  /** Returns whether the same work may go well when it is done again a little later. */
  static boolean isPassing(SQLException failure) {
    String state = state(failure);
    return failure instanceof SQLTransientConnectionException
        || state.startsWith("08") // the connection
        || state.startsWith("57P0") // the server starts, stops or has lost a process
        || state.equals("25P03") // the session was idle for too long within a transaction
        || state.equals("53300") // too many connections
        || state.equals("40001") // another transaction was in the way
        || state.equals("40P01");
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  static MetalabException of(String what, String store, SQLException failure) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "%s in the store %s: %s. %s".formatted(what, store, text(failure), remedy(failure)),
        failure);
  }

  /** Returns what the server or the network said, which the pool wraps. */
  static String text(SQLException failure) {
    @Nullable Throwable cause = failure.getCause();
    String text =
        failure instanceof SQLTransientConnectionException && cause instanceof SQLException inner
            ? inner.getMessage()
            : failure.getMessage();
    if (isEncryption(failure)
        && Throwables.getRootCause(failure) instanceof CertPathBuilderException why) {
      text = "The certificate of the server cannot be verified: " + why.getMessage();
    } else if (Throwables.getRootCause(failure) instanceof UnknownHostException unknown) {
      text = "There is no host " + unknown.getMessage();
    }
    // The driver's own advice stands in the way of ours.
    return String.valueOf(text)
        .replaceFirst("(?s)(\\n|\\. Check that the hostname).*", "")
        .replaceFirst("\\.$", "");
  }

  /** The driver has no SQLSTATE of its own for it. */
  private static boolean isEncryption(SQLException failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(SQLException.class::isInstance)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(text -> text.contains("SSL") || text.contains("hostnameverifier"));
  }

  private static String remedy(SQLException failure) {
    String state = state(failure);
    if (state.startsWith("28")) {
      return "Check the user, and the password: in PGPASSWORD, in ~/.pgpass or in the locator.";
    }
    if (state.equals("3D000")) {
      return "Check the name of the database, or create it with createdb.";
    }
    if (state.equals("42501")) {
      return "Ask who owns the database to let the user create or use the schema; tables of an"
          + " earlier version are brought up to date when their owner opens the store to"
          + " write.";
    }
    if (state.startsWith("53100") || state.equals("53200")) {
      return "The server is out of space. Free some, then run the same command again; what was"
          + " acknowledged before is kept.";
    }
    if (isEncryption(failure)) {
      return "Check that the server encrypts as sslmode asks, that sslrootcert names the"
          + " certificate of whoever signed the server's, and that the host is one of those"
          + " in it.";
    }
    if (isPassing(failure)) {
      return "Check that the server runs, can be reached and has connections left, then run the"
          + " same command again; what was acknowledged before is kept.";
    }
    return "See the server's log, then run the same command again; what was acknowledged before is"
        + " kept.";
  }
}
