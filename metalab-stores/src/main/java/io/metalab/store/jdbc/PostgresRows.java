package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.metalab.api.RunIds;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows of runs in the binary format of COPY. */
final class PostgresRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int NUMBERS = 7;
  private static final int COLUMNS = NUMBERS + 3;
  private static final int LONGEST_STATUS = "cancelled".length();
  private static final int MOST_BESIDES_RECORD =
      Short.BYTES + COLUMNS * Integer.BYTES + NUMBERS * Long.BYTES + RunIds.BYTES + LONGEST_STATUS;
  private static final int END = -1;

  private PostgresRows() {}

  /** Returns the rows between the position and the limit of a buffer with an array. */
  static ByteBuffer encode(List<PostgresInserts.Numbered> rows) {
    int size = SIGNATURE.length + 2 * Integer.BYTES + Short.BYTES;
    for (PostgresInserts.Numbered row : rows) {
      size = Math.addExact(size, MOST_BESIDES_RECORD + row.run().row().record().length());
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(SIGNATURE);
    out.putInt(0); // flags
    out.putInt(0); // length of an extension
    for (PostgresInserts.Numbered row : rows) {
      write(row.number(), row.run(), out);
    }
    out.putShort((short) END);
    return out.flip();
  }

  private static void write(long number, NewRun run, ByteBuffer out) {
    AttemptRow row = run.row();
    out.putShort((short) COLUMNS);
    write(number, out);
    out.putInt(RunIds.BYTES);
    RunKeys.write(run.runId(), out);
    write(row.attempt(), out);
    write(row.status().wireName().getBytes(US_ASCII), out);
    write(row.attempt(), out);
    write(row.kind(), out);
    write(row.computation(), out);
    write(row.writer(), out);
    write(row.checksum(), out);
    write(row.record().array(), out);
  }

  private static void write(long value, ByteBuffer out) {
    out.putInt(Long.BYTES);
    out.putLong(value);
  }

  private static void write(byte[] value, ByteBuffer out) {
    out.putInt(value.length);
    out.put(value);
  }
}
