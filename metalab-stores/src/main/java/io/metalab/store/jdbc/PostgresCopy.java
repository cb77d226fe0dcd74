package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Copies runs into a temporary table, in the binary format of COPY; for many threads. */
final class PostgresCopy {
  private static final String CREATE =
      "CREATE TEMPORARY TABLE IF NOT EXISTS staged (number bigint, run_id bytea, status text,"
          + " attempt bigint, kind bigint, computation bigint, writer bigint, checksum bigint,"
          + " record json) ON COMMIT DELETE ROWS";
  private static final String COPY = "COPY staged FROM STDIN (FORMAT binary)";
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int COLUMNS = 9;

  /** The connections that have the table. */
  private final Set<PGConnection> prepared =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Makes the table {@code staged} of this transaction hold these runs. */
  void stage(Sql sql, List<NewRun> rows, List<Long> numbers) throws SQLException {
    PGConnection connection = sql.connection().unwrap(PGConnection.class);
    if (prepared.add(connection)) {
      sql.execute(CREATE);
    }
    byte[] bytes = encode(rows, numbers);
    CopyIn copy = connection.getCopyAPI().copyIn(COPY);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }

  /** Says that a transaction is taken back, and with it maybe the table. */
  void forget(PGConnection connection) {
    prepared.remove(connection);
  }

  private static byte[] encode(List<NewRun> rows, List<Long> numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 * (rows.size() + 1));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      out.writeInt(0);
      out.writeInt(0);
      for (int i = 0; i < rows.size(); i++) {
        AttemptRow row = rows.get(i).row();
        out.writeShort(COLUMNS);
        number(numbers.get(i), out);
        bytes(RunKeys.bytes(rows.get(i).runId()), out);
        bytes(row.status().wireName().getBytes(US_ASCII), out);
        number(row.attempt(), out);
        number(row.kind(), out);
        number(row.computation(), out);
        number(row.writer(), out);
        number(row.checksum(), out);
        bytes(row.record().array(), out);
      }
      out.writeShort(-1);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory is not written to.", e);
    }
    return bytes.toByteArray();
  }

  private static void number(long value, DataOutputStream out) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(value);
  }

  private static void bytes(byte[] value, DataOutputStream out) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }
}
