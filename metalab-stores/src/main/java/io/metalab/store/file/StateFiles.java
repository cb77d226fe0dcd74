package io.metalab.store.file;

import com.google.common.hash.Hashing;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import io.metalab.store.RunStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** States as files {@code states/<run>/<attempt>.<name>}, each followed by its SHA-256 in hex. */
final class StateFiles extends RunStates {
  private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,8})\\.([a-z0-9][a-z0-9_-]*)");
  private static final int DIGEST_BYTES = 64;
  private static final Pattern RUN = Pattern.compile("[0-9a-f]{64}");

  private final Layout layout;
  private final Submissions submissions;

  StateFiles(Store store, Layout layout, Submissions submissions) {
    super(store);
    this.layout = layout;
    this.submissions = submissions;
  }

  /**
   * A fence that is set while the file is written is seen afterwards; then what was written is the
   * state of an attempt that is over, as if it had been written before.
   */
  @Override
  protected void save(StateKey key, byte[] bytes) {
    submissions.awaitWritten();
    submissions.checkNotTakenOver(key);
    try {
      if (!Disk.exists(layout.tmp())) {
        layout.createDirectories();
      }
      Path directory = layout.states(key.runId());
      Disk.createDirectories(directory);
      replace(layout.temporary(), file(key), content(bytes));
      Disk.force(directory);
    } catch (IOException e) {
      throw unusable(key, "Cannot save", e);
    }
    submissions.checkNotTakenOver(key);
  }

  private static void replace(Path temporary, Path file, byte[] content) throws IOException {
    try {
      Disk.replace(temporary, file, content);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static byte[] content(byte[] bytes) {
    byte[] content = Arrays.copyOf(bytes, bytes.length + DIGEST_BYTES);
    System.arraycopy(digest(bytes), 0, content, bytes.length, DIGEST_BYTES);
    return content;
  }

  @Override
  protected Optional<byte[]> read(StateKey key) {
    byte[] content;
    try {
      content = Files.readAllBytes(file(key));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(key, "Cannot read", e);
    }
    int length = Math.max(0, content.length - DIGEST_BYTES);
    byte[] bytes = Arrays.copyOf(content, length);
    if (!Arrays.equals(digest(bytes), Arrays.copyOfRange(content, length, content.length))) {
      throw new MetalabException(
          ErrorCode.STORE_CORRUPT,
          "The file %s is damaged: what run %s had saved does not fit its checksum. Delete the file, and the run starts from its beginning."
              .formatted(file(key), key.runId().shortHex()));
    }
    return Optional.of(bytes);
  }

  private static byte[] digest(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  protected List<StoredState> list() {
    List<StoredState> states = new ArrayList<>();
    try {
      for (String run : Disk.names(layout.states())) {
        if (RUN.matcher(run).matches()) {
          states.addAll(list(new RunId(run)));
        }
      }
    } catch (IOException e) {
      throw Disk.unusable(layout.root(), "Cannot look for saved states", e);
    }
    return states;
  }

  @Override
  protected List<StoredState> list(RunId run) {
    List<StoredState> states = new ArrayList<>();
    try {
      for (String name : Disk.names(layout.states(run))) {
        Matcher file = FILE.matcher(name);
        if (file.matches()) {
          StateKey key = new StateKey(run, Integer.parseInt(file.group(1)), file.group(2));
          size(key).ifPresent(bytes -> states.add(new StoredState(key, bytes)));
        }
      }
    } catch (IOException e) {
      throw Disk.unusable(layout.root(), "Cannot look for saved states", e);
    }
    return states;
  }

  private Optional<Long> size(StateKey key) throws IOException {
    try {
      return Optional.of(Math.max(0, Files.size(file(key)) - DIGEST_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  protected void delete(StateKey key) {
    try {
      Files.deleteIfExists(file(key));
      Files.deleteIfExists(layout.states(key.runId()));
    } catch (DirectoryNotEmptyException e) {
      // Another state of the run is there.
    } catch (IOException e) {
      throw unusable(key, "Cannot delete", e);
    }
  }

  private Path file(StateKey key) {
    return layout.states(key.runId()).resolve(key.attempt() + "." + key.name());
  }

  private MetalabException unusable(StateKey key, String what, IOException cause) {
    String state = " the state '%s' of run %s".formatted(key.name(), key.runId().shortHex());
    return Disk.unusable(layout.root(), what + state, cause);
  }
}
