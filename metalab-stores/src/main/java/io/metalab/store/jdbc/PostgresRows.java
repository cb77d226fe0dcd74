package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Rows of runs in the binary format of COPY. */
final class PostgresRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int COLUMNS = 10;
  private static final int END = -1;

  private PostgresRows() {}

  static byte[] encode(List<PostgresInserts.Numbered> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 * (rows.size() + 1));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      out.writeInt(0); // flags
      out.writeInt(0); // length of an extension
      for (PostgresInserts.Numbered row : rows) {
        write(row.number(), row.run(), out);
      }
      out.writeShort(END);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to.", e);
    }
    return bytes.toByteArray();
  }

  private static void write(long number, NewRun run, DataOutputStream out) throws IOException {
    AttemptRow row = run.row();
    out.writeShort(COLUMNS);
    write(number, out);
    write(RunKeys.bytes(run.runId()), out);
    write(row.attempt(), out);
    write(row.status().wireName().getBytes(US_ASCII), out);
    write(row.attempt(), out);
    write(row.kind(), out);
    write(row.computation(), out);
    write(row.writer(), out);
    write(row.checksum(), out);
    write(row.record().array(), out);
  }

  private static void write(long value, DataOutputStream out) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(value);
  }

  private static void write(byte[] value, DataOutputStream out) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }
}
