package io.metalab.store.file;

/** The bytes of a whole line, line feed included; nobody changes them. */
final class EncodedLine {
  private final byte[] bytes;

  EncodedLine(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the number of bytes without the line feed, as an index counts them. */
  int length() {
    return bytes.length - 1;
  }

  int checksum() {
    return Line.checksum(bytes, 0, length());
  }
}
