package io.metalab.testkit.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows what of a directory tree would survive a cut of the power.
 *
 * <p>Bytes are safe once their file was synced, names once their directory was, as on a file system
 * that promises no more than POSIX. A rename happens wholly or not at all. What a failed sync was
 * to make durable is given up: only bytes that are written anew, and names that are made anew, are
 * durable after a later one. Its methods are called under the lock of its file system.
 */
final class DiskModel {
  /** One name set to a node, or to none. */
  private record Change(DiskNode directory, String name, @Nullable DiskNode node) {
    void apply() {
      if (node == null) {
        directory.durableEntries.remove(name);
      } else {
        directory.durableEntries.put(name, node);
      }
    }
  }

  /** What happens to names wholly or not at all: a creation, a deletion or a rename. */
  private static final class Operation {
    private final List<Change> changes;
    private boolean givenUp;

    private Operation(List<Change> changes) {
      this.changes = new ArrayList<>(changes);
    }

    boolean concerns(DiskNode directory) {
      return changes.stream().anyMatch(change -> change.directory() == directory);
    }

    void apply() {
      changes.forEach(Change::apply);
    }

    /** Forgets what a later operation, which is durable, has done to the same names. */
    void yieldTo(Operation later) {
      for (Change change : later.changes) {
        changes.removeIf(
            mine -> mine.directory() == change.directory() && mine.name().equals(change.name()));
      }
    }
  }

  private final Path root;
  private final DiskNode rootNode = new DiskNode(true);

  /** What no sync of a directory has made durable. */
  private List<Operation> pending = new ArrayList<>();

  DiskModel(Path root) throws IOException {
    this.root = root;
    load(root, rootNode);
  }

  private static void load(Path path, DiskNode node) throws IOException {
    try (Stream<Path> children = Files.list(path)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        String name = nameOf(child);
        DiskNode childNode = new DiskNode(Files.isDirectory(child));
        childNode.locations.add(new DiskNode.Location(node, name));
        node.entries.put(name, childNode);
        node.durableEntries.put(name, childNode);
        if (childNode.directory) {
          load(child, childNode);
        }
      }
    }
  }

  /** Returns the node of a real path, or null if it is outside the root or not there. */
  @Nullable DiskNode find(Path path) {
    if (!path.startsWith(root)) {
      return null;
    }
    DiskNode node = rootNode;
    for (Path name : root.relativize(path)) {
      if (name.toString().isEmpty()) {
        continue;
      }
      node = node == null ? null : node.entries.get(name.toString());
    }
    return node;
  }

  /** Keeps what a file holds on disk before it is changed or loses its name. */
  void beforeChange(@Nullable DiskNode node) throws IOException {
    if (node != null && !node.directory && node.durable == null) {
      node.durable = Files.readAllBytes(pathOf(node));
    }
  }

  void created(Path path, boolean directory) {
    DiskNode node = new DiskNode(directory);
    if (!directory) {
      node.durable = new byte[0];
    }
    bind(path, node).ifPresent(this::add);
  }

  private void add(Change change) {
    pending.add(new Operation(List.of(change)));
  }

  void linked(Path path, Path existing) {
    DiskNode node = find(existing);
    if (node != null) {
      bind(path, node).ifPresent(this::add);
    }
  }

  /** Keeps the bytes of a file that is about to lose its last name. */
  void beforeUnlink(Path path) throws IOException {
    DiskNode node = find(path);
    beforeChange(node);
    if (node != null && !node.directory && node.locations.size() == 1) {
      node.orphan = Files.readAllBytes(path);
    }
  }

  void deleted(Path path) {
    unbind(path).ifPresent(this::add);
  }

  void moved(Path source, Path target) {
    DiskNode node = find(source);
    if (node == null) {
      return;
    }
    List<Change> changes = new ArrayList<>();
    unbind(target).ifPresent(changes::add);
    unbind(source).ifPresent(changes::add);
    bind(target, node).ifPresent(changes::add);
    pending.add(new Operation(changes));
  }

  void forced(@Nullable DiskNode node) throws IOException {
    if (node == null) {
      return;
    }
    if (!node.directory) {
      node.forced(bytesOf(node));
      return;
    }
    List<Operation> left = new ArrayList<>();
    for (Operation operation : pending) {
      if (operation.concerns(node) && !operation.givenUp) {
        operation.apply();
        left.forEach(earlier -> earlier.yieldTo(operation));
      } else {
        left.add(operation);
      }
    }
    pending = left;
  }

  /** Takes note that a sync failed: what it was for may be lost, whatever a later one says. */
  void forceFailed(@Nullable DiskNode node) {
    if (node == null) {
      return;
    }
    if (!node.directory) {
      node.forceFailed();
      return;
    }
    for (Operation operation : pending) {
      operation.givenUp |= operation.concerns(node);
    }
  }

  /**
   * Writes a tree that a cut of the power could leave: of the pending operations on names either
   * the first ones, as a journalling file system does it, or any; of those given up any.
   */
  void writeSurvivors(RandomGenerator random, Path target) throws IOException {
    boolean inOrder = random.nextBoolean();
    int first = random.nextInt(pending.size() + 1);
    for (int i = 0; i < pending.size(); i++) {
      Operation operation = pending.get(i);
      boolean byPlace = inOrder && !operation.givenUp;
      if (byPlace ? i < first : random.nextBoolean()) {
        operation.apply();
      }
    }
    write(rootNode, target, random);
  }

  private void write(DiskNode directory, Path target, RandomGenerator random) throws IOException {
    for (Map.Entry<String, DiskNode> entry : directory.durableEntries.entrySet()) {
      Path path = target.resolve(entry.getKey());
      DiskNode node = entry.getValue();
      if (node.directory) {
        Files.createDirectory(path);
        write(node, path, random);
      } else {
        Files.write(path, node.survivor(bytesOf(node), random));
      }
    }
  }

  private Optional<Change> bind(Path path, DiskNode node) {
    DiskNode parent = parentOf(path);
    if (parent == null) {
      return Optional.empty();
    }
    String name = nameOf(path);
    parent.entries.put(name, node);
    node.locations.add(new DiskNode.Location(parent, name));
    return Optional.of(new Change(parent, name, node));
  }

  private Optional<Change> unbind(Path path) {
    DiskNode parent = parentOf(path);
    String name = nameOf(path);
    DiskNode node = parent == null ? null : parent.entries.remove(name);
    if (parent == null || node == null) {
      return Optional.empty();
    }
    node.locations.remove(new DiskNode.Location(parent, name));
    return Optional.of(new Change(parent, name, null));
  }

  private byte[] bytesOf(DiskNode node) throws IOException {
    byte[] orphan = node.orphan;
    if (node.locations.isEmpty()) {
      return orphan == null ? new byte[0] : orphan;
    }
    return Files.readAllBytes(pathOf(node));
  }

  private Path pathOf(DiskNode node) {
    if (node == rootNode) {
      return root;
    }
    DiskNode.Location location = node.locations.get(0);
    return pathOf(location.directory()).resolve(location.name());
  }

  private @Nullable DiskNode parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? null : find(parent);
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
