package io.metalab.store.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Artifacts on their way out: {@code trash/<milliseconds>.<random>/<sha256>}. */
final class Trash {
  private static final Logger LOG = LoggerFactory.getLogger(Trash.class);
  private static final Pattern BATCH = Pattern.compile("([0-9]{1,15})\\.[0-9a-f]{32}");

  private final Layout layout;

  Trash(Layout layout) {
    this.layout = layout;
  }

  /** An artifact in the trash and since when it is there. */
  record Item(Path file, String sha256, Instant since) {
    boolean isFor(Duration grace, Instant now) {
      return !since.plus(grace).isAfter(now);
    }
  }

  /** Returns where an artifact is: in its place or in the trash; its place if in neither. */
  Path locate(String sha256) throws IOException {
    Path place = layout.artifact(sha256);
    if (Disk.exists(place)) {
      return place;
    }
    for (String batch : Disk.names(layout.trash())) {
      Path file = layout.trash().resolve(batch).resolve(sha256);
      if (Disk.exists(file)) {
        return file;
      }
    }
    return place;
  }

  /** Returns all that is in the trash. */
  List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    for (String batch : Disk.names(layout.trash())) {
      Matcher name = BATCH.matcher(batch);
      if (name.matches()) {
        Instant since = Instant.ofEpochMilli(Long.parseLong(name.group(1)));
        Path directory = layout.trash().resolve(batch);
        for (String sha256 : Disk.names(directory)) {
          items.add(new Item(directory.resolve(sha256), sha256, since));
        }
      }
    }
    return items;
  }

  /** Moves artifacts here; the names are durable on return. */
  void add(List<Path> artifacts, Instant now) throws IOException {
    if (artifacts.isEmpty()) {
      return;
    }
    Path batch = layout.trash().resolve(now.toEpochMilli() + "." + WriterId.random());
    Disk.createDirectories(batch);
    for (Path artifact : artifacts) {
      try {
        Files.move(artifact, batch.resolve(artifact.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        LOG.debug("Another process took {}.", artifact);
      }
    }
    Disk.force(batch);
  }

  /** Brings an artifact back, over one that was put anew. */
  void restore(Item item) throws IOException {
    Disk.createDirectories(layout.artifactShard(item.sha256()));
    try {
      Files.move(item.file(), layout.artifact(item.sha256()), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      LOG.debug("Another process took {}.", item.file());
      return;
    }
    Disk.force(layout.artifactShard(item.sha256()));
  }

  /** Deletes an artifact for good. */
  static void purge(Item item) throws IOException {
    Files.deleteIfExists(item.file());
  }

  /** Deletes the directories in which nothing is left. */
  void sweep() throws IOException {
    for (String batch : Disk.names(layout.trash())) {
      Path directory = layout.trash().resolve(batch);
      if (BATCH.matcher(batch).matches() && Disk.names(directory).isEmpty()) {
        try {
          Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
          LOG.debug("Another process fills {}.", directory);
        }
      }
    }
  }
}
