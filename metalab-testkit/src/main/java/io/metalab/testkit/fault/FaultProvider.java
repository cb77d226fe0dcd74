package io.metalab.testkit.fault;

import static io.metalab.testkit.fault.FaultPath.unwrap;

import io.metalab.testkit.fault.FileOperation.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes operations on to the default file system, as the plan of its file system lets it. */
final class FaultProvider extends FileSystemProvider {
  private final FaultFileSystem fileSystem;

  FaultProvider(FaultFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public String getScheme() {
    return "fault";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("Use FaultFileSystem.over.");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("A URI does not say which file system it is of.");
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = unwrap(path).toAbsolutePath();
    fileSystem.requireAlive();
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    boolean there = Files.exists(real, LinkOption.NOFOLLOW_LINKS);
    boolean creates =
        options.contains(StandardOpenOption.CREATE_NEW)
            || (options.contains(StandardOpenOption.CREATE) && !there);
    if (writes && creates) {
      return fileSystem.operate(
          Kind.CREATE,
          real,
          () -> {
            FileChannel channel = FileChannel.open(real, options, attributes);
            fileSystem.disk().created(real, false);
            return wrap(real, channel, options);
          });
    }
    if (writes && there && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      return fileSystem.operate(
          Kind.TRUNCATE,
          real,
          () -> {
            DiskNode node = fileSystem.disk().find(real);
            fileSystem.disk().beforeChange(node);
            if (node != null) {
              node.truncated(Files.size(real), 0);
            }
            return wrap(real, FileChannel.open(real, options, attributes), options);
          });
    }
    return wrap(real, FileChannel.open(real, options, attributes), options);
  }

  private FileChannel wrap(Path real, FileChannel channel, Set<? extends OpenOption> options) {
    return new FaultChannel(
        fileSystem,
        real,
        fileSystem.opened(channel),
        fileSystem.findNode(real),
        Files.isDirectory(real),
        options.contains(StandardOpenOption.APPEND));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    fileSystem.requireAlive();
    Path real = unwrap(directory);
    DirectoryStream<Path> stream =
        real.getFileSystem()
            .provider()
            .newDirectoryStream(real, entry -> filter.accept(fileSystem.wrap(entry)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> entries = stream.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Path next() {
            return fileSystem.wrap(entries.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    Path real = unwrap(directory).toAbsolutePath();
    fileSystem.operate(
        Kind.CREATE_DIRECTORY,
        real,
        () -> {
          Path created = Files.createDirectory(real, attributes);
          fileSystem.disk().created(real, true);
          return created;
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    Path real = unwrap(path).toAbsolutePath();
    fileSystem.operate(
        Kind.DELETE,
        real,
        () -> {
          fileSystem.disk().beforeUnlink(real);
          Files.delete(real);
          fileSystem.disk().deleted(real);
          return real;
        });
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Path from = unwrap(source).toAbsolutePath();
    Path to = unwrap(target).toAbsolutePath();
    fileSystem.operate(
        Kind.MOVE,
        to,
        () -> {
          fileSystem.disk().beforeUnlink(to);
          Files.move(from, to, options);
          fileSystem.disk().moved(from, to);
          return to;
        });
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    Path real = unwrap(link).toAbsolutePath();
    Path target = unwrap(existing).toAbsolutePath();
    fileSystem.operate(
        Kind.CREATE,
        real,
        () -> {
          Files.createLink(real, target);
          fileSystem.disk().linked(real, target);
          return real;
        });
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    if (Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
      deleteIfExists(target);
    }
    try (FileChannel in = newFileChannel(source, Set.of(StandardOpenOption.READ));
        FileChannel out =
            newFileChannel(
                target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      while (in.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
      }
    }
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    fileSystem.requireAlive();
    return Files.isSameFile(unwrap(path), unwrap(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(unwrap(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(unwrap(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    fileSystem.requireAlive();
    Path real = unwrap(path);
    real.getFileSystem().provider().checkAccess(real, modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(unwrap(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    fileSystem.requireAlive();
    return Files.readAttributes(unwrap(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    fileSystem.requireAlive();
    return Files.readAttributes(unwrap(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    fileSystem.requireAlive();
    Files.setAttribute(unwrap(path), attribute, value, options);
  }
}
