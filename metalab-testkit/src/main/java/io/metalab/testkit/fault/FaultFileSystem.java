package io.metalab.testkit.fault;

import static java.util.Objects.requireNonNull;

import io.metalab.api.SeedBundle;
import io.metalab.testkit.fault.FileOperation.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view of the default file system whose operations fail by plan; safe for use by many threads.
 *
 * <p>Every operation that changes or syncs something is counted, and a {@link FaultPlan} decides
 * what becomes of it. After a crash every operation throws {@link SimulatedCrash}; the real
 * directory then holds what a killed process would have left. {@link #powerCut} tells what the
 * machine could have left if its power had gone, too.
 *
 * <p>Operations on files outside the root pass through, uncounted. Paths of this file system have
 * no {@link Path#toFile}.
 */
public final class FaultFileSystem extends FileSystem {
  private final FileSystem real;
  private final Path root;
  private final FaultProvider provider = new FaultProvider(this);
  private final DiskModel disk;
  private final Set<FileChannel> channels = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<FileOperation> log = new ArrayList<>();
  private FaultPlan plan;
  private long operations;
  private long reads;
  private volatile boolean crashed;

  private FaultFileSystem(Path root, FaultPlan plan) throws IOException {
    this.root = root.toRealPath();
    this.real = this.root.getFileSystem();
    this.plan = requireNonNull(plan, "plan");
    this.disk = new DiskModel(this.root);
  }

  /**
   * Returns a view of a directory; what it holds now counts as synced.
   *
   * @param directory an existing directory of the default file system
   */
  public static FaultFileSystem over(Path directory, FaultPlan plan) throws IOException {
    return new FaultFileSystem(directory, plan);
  }

  /** Returns the directory as a path of this file system. */
  public Path root() {
    return wrap(root);
  }

  /** Replaces the plan; the count goes on. */
  public synchronized void setPlan(FaultPlan newPlan) {
    this.plan = requireNonNull(newPlan, "plan");
  }

  /** Returns how many operations there have been, reads left out. */
  public synchronized long operations() {
    return operations;
  }

  /** Returns how many reads there have been. */
  public synchronized long reads() {
    return reads;
  }

  /** Returns the operations so far, in order, reads left out. */
  public synchronized List<FileOperation> log() {
    return List.copyOf(log);
  }

  /** Returns whether the process counts as dead. */
  public boolean isCrashed() {
    return crashed;
  }

  /** Kills the process, so to speak: every operation from now on throws {@link SimulatedCrash}. */
  public synchronized void crash() throws IOException {
    crashed = true;
    for (FileChannel channel : channels) {
      // Gives file locks back, as the death of a process does.
      channel.close();
    }
    channels.clear();
  }

  /**
   * Crashes and writes to another directory what a cut of the power could have left.
   *
   * <p>Synced bytes under synced names are there. Of what was not synced since, the seeds choose:
   * any sectors of 512 bytes, any length, any creations, deletions and renames.
   *
   * @param target a directory that is there and empty
   */
  public synchronized void powerCut(SeedBundle seeds, Path target) throws IOException {
    crash();
    disk.writeSurvivors(seeds.stream("power cut"), target);
  }

  /** An action on the real file system. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** A write of which a part can be done. */
  interface Write {
    int run(int maxBytes) throws IOException;
  }

  DiskModel disk() {
    return disk;
  }

  /** Carries an operation out, or not, as the plan says. */
  synchronized <T> T operate(Kind kind, Path realPath, Action<T> action) throws IOException {
    Fault fault = next(kind, realPath);
    switch (fault) {
      case NONE -> {}
      case CRASH_BEFORE, CRASH_TORN -> throw die(kind, realPath);
      case CRASH_AFTER -> {
        action.run();
        throw die(kind, realPath);
      }
      case NO_SPACE -> throw new IOException(realPath + ": No space left on device");
      case IO_ERROR, SHORT_WRITE, TORN_WRITE -> {
        if (kind == Kind.FORCE || kind == Kind.FORCE_DIRECTORY) {
          disk.forceFailed(disk.find(realPath));
        }
        throw new IOException(realPath + ": Input/output error");
      }
    }
    return action.run();
  }

  /** Carries a write out, wholly, in part or not, as the plan says. */
  synchronized int write(Path realPath, int bytes, Write write) throws IOException {
    Fault fault = next(Kind.WRITE, realPath);
    int part = bytes / 2;
    return switch (fault) {
      case NONE -> write.run(bytes);
      case SHORT_WRITE -> write.run(Math.max(1, part));
      case NO_SPACE -> throw new IOException(realPath + ": No space left on device");
      case IO_ERROR -> throw new IOException(realPath + ": Input/output error");
      case TORN_WRITE -> {
        write.run(part);
        throw new IOException(realPath + ": Input/output error");
      }
      case CRASH_BEFORE -> throw die(Kind.WRITE, realPath);
      case CRASH_TORN -> {
        write.run(part);
        throw die(Kind.WRITE, realPath);
      }
      case CRASH_AFTER -> {
        write.run(bytes);
        throw die(Kind.WRITE, realPath);
      }
    };
  }

  /** Lets a read through, or not, as the plan says. */
  void beforeRead(Path realPath) throws IOException {
    requireAlive();
    Fault fault;
    synchronized (this) {
      fault = plan.decide(new FileOperation(reads++, Kind.READ, realPath));
    }
    if (fault != Fault.NONE) {
      throw new IOException(realPath + ": Input/output error");
    }
  }

  void requireAlive() {
    if (crashed) {
      throw new SimulatedCrash("The process is dead.");
    }
  }

  synchronized @Nullable DiskNode findNode(Path realPath) {
    return disk.find(realPath);
  }

  synchronized FileChannel opened(FileChannel channel) {
    channels.add(channel);
    return channel;
  }

  synchronized void closed(FileChannel channel) {
    channels.remove(channel);
  }

  private Fault next(Kind kind, Path realPath) {
    requireAlive();
    if (!realPath.startsWith(root)) {
      return Fault.NONE;
    }
    FileOperation operation = new FileOperation(operations++, kind, realPath);
    log.add(operation);
    return plan.decide(operation);
  }

  private SimulatedCrash die(Kind kind, Path realPath) throws IOException {
    crash();
    return new SimulatedCrash(
        "The process died at operation %d, %s of %s.".formatted(operations - 1, kind, realPath));
  }

  Path wrap(Path path) {
    return new FaultPath(this, path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("The file system cannot be closed.");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    List<Path> roots = new ArrayList<>();
    real.getRootDirectories().forEach(path -> roots.add(wrap(path)));
    return roots;
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(FaultPath.unwrap(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("The file system watches nothing.");
  }
}
