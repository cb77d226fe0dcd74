package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** Bytes that nobody changes. */
final class Bytes {
  private final byte[] bytes;

  Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  String text() {
    return new String(bytes, UTF_8);
  }

  /** Returns the checksum of a record as {@code RunRecordCodec} has it: without the last brace. */
  int checksum() {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, Math.max(0, bytes.length - 1));
    return (int) checksum.getValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes same && Arrays.equals(bytes, same.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
