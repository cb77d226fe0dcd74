package io.metalab.cli.mcp;

/** Cuts bytes of UTF-8 between characters, as logs that are read in parts need it. */
public final class Utf8 {
  private static final int LONGEST = 4;

  private Utf8() {}

  /** Returns how many of the first bytes are whole characters, or bytes that are none at all. */
  public static int wholeCharacters(byte[] bytes) {
    int start = bytes.length - 1;
    while (start > bytes.length - LONGEST && start >= 0 && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    if (start < 0) {
      return bytes.length;
    }
    return start + length(bytes[start]) > bytes.length ? start : bytes.length;
  }

  /** Returns how many bytes the character takes that begins with this one. */
  private static int length(byte first) {
    int bits = first & 0xFF;
    return bits < 0xC2 ? 1 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : bits < 0xF5 ? 4 : 1;
  }
}
