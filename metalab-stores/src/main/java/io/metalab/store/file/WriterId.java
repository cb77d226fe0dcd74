package io.metalab.store.file;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names writers: 128 random bits as 32 hex digits, so that no two ever meet. */
public final class WriterId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private WriterId() {}

  /** Returns a new name. */
  public static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
