package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.store.References;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever collects garbage which artifacts this open store has put without a record that
 * names them having been acknowledged: a file of lines, {@code +<sha256>} for each artifact that is
 * put and {@code -<sha256>} for each that an acknowledged record names. Safe for use by many
 * threads.
 *
 * <p>Nothing is synced: what a cut of the power takes is of a process that it ends.
 */
final class Holds {
  private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
  private static final int LINE_BYTES = 66;
  private static final long LONGEST_FILE_BYTES = 1 << 20;

  private final Layout layout;
  private final Map<String, Integer> held = new HashMap<>();
  private final List<Path> files = new ArrayList<>();
  private @Nullable OutputStream out;
  private long written;

  Holds(Layout layout) {
    this.layout = layout;
  }

  /** Holds an artifact; to be called before it is looked whether it is there. */
  synchronized void hold(String sha256) throws IOException {
    held.merge(sha256, 1, Integer::sum);
    if (out == null) {
      begin();
    } else {
      write("+" + sha256 + "\n");
    }
  }

  /** Lets go of what an acknowledged record names. */
  synchronized void named(RunRecord record) {
    for (ArtifactDescriptor artifact : record.artifacts()) {
      String sha256 = artifact.sha256();
      if (held.containsKey(sha256)) {
        held.computeIfPresent(sha256, (digest, puts) -> puts == 1 ? null : puts - 1);
        letGo(sha256);
      }
    }
    if (held.isEmpty() && written > LONGEST_FILE_BYTES) {
      close();
    }
  }

  private void letGo(String sha256) {
    try {
      if (out != null) {
        write("-" + sha256 + "\n");
      }
    } catch (IOException e) {
      // It is held for longer than need be.
      LOG.debug("The hold of {} in {} could not be taken back.", sha256, layout.root(), e);
    }
  }

  /** Begins a file with all that is held. */
  private void begin() throws IOException {
    Disk.createDirectories(layout.holds());
    Path file = layout.newHolds();
    files.add(file);
    out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    written = 0;
    StringBuilder lines = new StringBuilder();
    held.forEach((sha256, puts) -> lines.append(("+" + sha256 + "\n").repeat(puts)));
    write(lines.toString());
  }

  /** A file with half a line is left as it is, and the next hold begins another. */
  private void write(String lines) throws IOException {
    OutputStream open = out;
    if (open == null) {
      return;
    }
    boolean done = false;
    try {
      open.write(lines.getBytes(US_ASCII));
      written += lines.length();
      done = true;
    } finally {
      if (!done) {
        out = null;
        closeQuietly(open);
      }
    }
  }

  private void closeQuietly(OutputStream open) {
    try {
      open.close();
    } catch (IOException e) {
      LOG.debug("A file of {} could not be closed.", layout.holds(), e);
    }
  }

  /** Lets go of everything. */
  synchronized void close() {
    if (out != null) {
      closeQuietly(out);
      out = null;
    }
    held.clear();
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // It ends with this process.
        LOG.debug("The file {} could not be deleted.", file, e);
      }
    }
    files.clear();
  }

  /** Returns what is held by stores that may still be open. */
  static References ofAll(Layout layout) throws IOException {
    References all = new References();
    for (String name : Disk.names(layout.holds())) {
      Optional<Owner> owner = ProcessTag.owner(name);
      if (owner.isEmpty() || !owner.get().isDead()) {
        read(layout.holds().resolve(name)).forEach(all::add);
      }
    }
    return all;
  }

  private static Iterable<String> read(Path file) throws IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return List.of(); // closed meanwhile, with all its records in place
    }
    Map<String, Integer> held = new HashMap<>();
    for (int at = 0; at + LINE_BYTES <= text.length; at += LINE_BYTES) {
      String line = new String(text, at, LINE_BYTES, US_ASCII);
      held.merge(line.substring(1, LINE_BYTES - 1), line.charAt(0) == '+' ? 1 : -1, Integer::sum);
    }
    held.values().removeIf(puts -> puts <= 0);
    return held.keySet();
  }
}
