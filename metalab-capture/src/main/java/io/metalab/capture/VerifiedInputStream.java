package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes what is read, and at the end refuses bytes that are not those of the descriptor. */
final class VerifiedInputStream extends FilterInputStream {
  private final ArtifactDescriptor artifact;
  private final String place;
  private final MessageDigest digest;
  private boolean checked;

  VerifiedInputStream(InputStream in, ArtifactDescriptor artifact, String place) {
    super(in);
    this.artifact = artifact;
    this.place = place;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      digest.update(buffer, offset, count);
    } else if (count < 0) {
      check();
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long left = count;
    byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, left))];
    while (left > 0) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return count - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void check() {
    if (checked) {
      return;
    }
    checked = true;
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(artifact.sha256())) {
      throw new MetalabException(
          ErrorCode.STORE_CORRUPT,
          """
          The artifact '%s' in %s is damaged: its bytes have the digest %s instead of %s.
          Maybe run the run anew, or restore the artifact from a copy of the store.\
          """
              .formatted(artifact.name(), place, actual, artifact.sha256()));
    }
  }
}
