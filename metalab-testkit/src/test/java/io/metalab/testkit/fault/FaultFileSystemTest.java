package io.metalab.testkit.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.testkit.fault.FileOperation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultFileSystemTest {
  @TempDir Path directory;
  private FaultFileSystem files;
  private Path root;

  @BeforeEach
  void open() throws IOException {
    files = FaultFileSystem.over(directory, FaultPlan.NONE);
    root = files.root();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void behavesLikeTheRealOneWhileNothingFails() throws IOException {
    Path sub = Files.createDirectories(root.resolve("a/b"));
    Path file = sub.resolve("f");
    Files.writeString(file, "größe");
    Files.writeString(file, "!", APPEND);
    assertThat(Files.readString(file)).isEqualTo("größe!");
    assertThat(directory.resolve("a/b/f")).hasContent("größe!");
    assertThatThrownBy(() -> Files.newByteChannel(file, CREATE_NEW, WRITE))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.move(file, sub.resolve("g"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(Files.exists(file)).isFalse();
    try (var walk = Files.walk(root)) {
      assertThat(walk.map(path -> root.relativize(path).toString()))
          .containsExactly("", "a", "a/b", "a/b/g");
    }
    Files.copy(sub.resolve("g"), file);
    assertThat(Files.readString(file)).isEqualTo("größe!");
    Files.delete(file);
    assertThatThrownBy(() -> Files.readString(file)).isInstanceOf(NoSuchFileException.class);
    Path temporary = Files.createTempFile(root, "t", ".tmp");
    try (var entries = Files.newDirectoryStream(root, "*.tmp")) {
      assertThat(entries).containsExactly(temporary);
    }
  }

  @Test
  void readsAndWritesAtPositions() throws IOException {
    try (FileChannel channel = FileChannel.open(root.resolve("f"), CREATE_NEW, WRITE, READ)) {
      channel.write(new ByteBuffer[] {bytes("abc"), bytes("def")});
      channel.write(bytes("XY"), 1);
      assertThat(channel.position()).isEqualTo(6);
      channel.truncate(5);
      assertThat(channel.size()).isEqualTo(5);
      ByteBuffer read = ByteBuffer.allocate(10);
      assertThat(channel.read(read, 0)).isEqualTo(5);
      assertThat(new String(read.array(), 0, 5, UTF_8)).isEqualTo("aXYde");
      assertThat(channel.tryLock()).isNotNull();
    }
  }

  @Test
  void countsEveryChangeAndSyncAndNothingElse() throws IOException {
    Path sub = Files.createDirectory(root.resolve("d"));
    Path file = sub.resolve("f");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      channel.write(bytes("abc"));
      channel.force(true);
      channel.truncate(1);
    }
    try (FileChannel channel = FileChannel.open(sub, READ)) {
      channel.force(true);
    }
    Files.readString(file);
    Files.move(file, sub.resolve("g"));
    Files.delete(sub.resolve("g"));
    assertThat(files.log())
        .extracting(FileOperation::kind)
        .containsExactly(
            Kind.CREATE_DIRECTORY,
            Kind.CREATE,
            Kind.WRITE,
            Kind.FORCE,
            Kind.TRUNCATE,
            Kind.FORCE_DIRECTORY,
            Kind.MOVE,
            Kind.DELETE);
    assertThat(files.operations()).isEqualTo(8);
    assertThat(files.reads()).isPositive();
  }

  @Test
  void failsTheOperationOfThePlanAndNoOther() throws IOException {
    for (Fault fault : List.of(Fault.IO_ERROR, Fault.NO_SPACE)) {
      files.setPlan(FaultPlan.at(files.operations() + 1, fault));
      Path file = root.resolve(fault.name());
      try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
        assertThatThrownBy(() -> channel.write(bytes("abc")))
            .isInstanceOf(IOException.class)
            .hasMessageEndingWith(
                fault == Fault.NO_SPACE ? "No space left on device" : "Input/output error");
        assertThat(channel.write(bytes("def"))).isEqualTo(3);
      }
      assertThat(Files.readString(file)).isEqualTo("def");
    }
  }

  @Test
  void failsEveryOperationOfAFullDiskUntilThereIsSpace() throws IOException {
    files.setPlan(FaultPlan.from(0, Fault.NO_SPACE));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> Files.createDirectory(root.resolve("d")))
          .hasMessageContaining("No space");
    }
    files.setPlan(FaultPlan.NONE);
    assertThat(Files.createDirectory(root.resolve("d"))).isDirectory();
  }

  @Test
  void writesAPartAndSaysSo() throws IOException {
    files.setPlan(FaultPlan.at(1, Fault.SHORT_WRITE));
    try (FileChannel channel = FileChannel.open(root.resolve("f"), CREATE_NEW, WRITE)) {
      ByteBuffer source = bytes("abcdef");
      assertThat(channel.write(source)).isEqualTo(3);
      assertThat(source.remaining()).isEqualTo(3);
      channel.write(source);
    }
    assertThat(directory.resolve("f")).hasContent("abcdef");
  }

  @Test
  void writesAPartAndFails() throws IOException {
    files.setPlan(FaultPlan.at(1, Fault.TORN_WRITE));
    try (FileChannel channel = FileChannel.open(root.resolve("f"), CREATE_NEW, WRITE)) {
      assertThatThrownBy(() -> channel.write(bytes("abcdef"))).isInstanceOf(IOException.class);
    }
    assertThat(directory.resolve("f")).hasContent("abc");
  }

  @Test
  void failsAReadOnlyIfThePlanSaysSo() throws IOException {
    Files.writeString(root.resolve("f"), "abc");
    long next = files.reads();
    files.setPlan(FaultPlan.at(files.operations(), Fault.IO_ERROR));
    assertThat(Files.readString(root.resolve("f"))).isEqualTo("abc");
    files.setPlan(FaultPlan.atRead(files.reads()));
    assertThat(files.reads()).isGreaterThan(next);
    assertThatThrownBy(() -> Files.readString(root.resolve("f"))).isInstanceOf(IOException.class);
    assertThat(Files.readString(root.resolve("f"))).isEqualTo("abc");
  }

  @Test
  void diesBeforeWithinOrAfterAnOperation() throws IOException {
    assertThat(crashAt(Fault.CRASH_BEFORE, "before")).isEmpty();
    assertThat(crashAt(Fault.CRASH_TORN, "torn")).isEqualTo("abc");
    assertThat(crashAt(Fault.CRASH_AFTER, "after")).isEqualTo("abcdef");
  }

  private String crashAt(Fault fault, String name) throws IOException {
    Path mine = Files.createDirectory(directory.resolve(name));
    FaultFileSystem dying = FaultFileSystem.over(mine, FaultPlan.at(1, fault));
    Path file = dying.root().resolve("f");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      assertThat(channel.tryLock()).isNotNull();
      assertThatThrownBy(() -> channel.write(bytes("abcdef"))).isInstanceOf(SimulatedCrash.class);
      assertThat(dying.isCrashed()).isTrue();
      assertThatThrownBy(() -> channel.write(bytes("x"))).isInstanceOf(SimulatedCrash.class);
      assertThatThrownBy(() -> channel.force(true)).isInstanceOf(SimulatedCrash.class);
      assertThatThrownBy(() -> Files.readString(file)).isInstanceOf(SimulatedCrash.class);
      assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(SimulatedCrash.class);
      assertThatThrownBy(() -> Files.list(dying.root())).isInstanceOf(SimulatedCrash.class);
    }
    try (FileChannel other = FileChannel.open(mine.resolve("f"), WRITE)) {
      assertThat(other.tryLock()).as("the lock of the dead").isNotNull();
    }
    return Files.readString(mine.resolve("f"));
  }
}
