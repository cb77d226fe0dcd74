package io.metalab.testkit.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerCutTest {
  private static final int CUTS = 60;
  @TempDir Path directory;

  /** What a process does before the power goes. */
  private interface Work {
    void in(FaultFileSystem files, Path root) throws IOException;
  }

  /** What must be true of what is left. */
  private interface Check {
    void of(Path left) throws IOException;
  }

  private void cut(Work work, Check check) throws IOException {
    for (int i = 0; i < CUTS; i++) {
      Path mine = Files.createDirectory(directory.resolve("work" + i));
      Files.writeString(mine.resolve("old"), "old");
      FaultFileSystem files = FaultFileSystem.over(mine, FaultPlan.NONE);
      work.in(files, files.root());
      Path left = Files.createDirectory(directory.resolve("left" + i));
      files.powerCut(SeedBundle.of(i), left);
      assertThatThrownBy(() -> Files.list(files.root())).isInstanceOf(SimulatedCrash.class);
      check.of(left);
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  private static String text(Path path) throws IOException {
    return Files.exists(path) ? Files.readString(path) : "(none)";
  }

  @Test
  void keepsWhatWasSynced() throws IOException {
    cut(
        (files, root) -> {
          Files.createDirectory(root.resolve("d"));
          Files.writeString(root.resolve("d/f"), "synced");
          sync(root.resolve("d/f"));
          sync(root.resolve("d"));
          sync(root);
          Files.writeString(root.resolve("other"), "not");
        },
        left -> {
          assertThat(left.resolve("d/f")).hasContent("synced");
          assertThat(left.resolve("old")).hasContent("old");
        });
  }

  @Test
  void mayDropAnySectorThatWasNotSynced() throws IOException {
    Set<String> endings = new HashSet<>();
    cut(
        (files, root) -> {
          try (FileChannel channel = FileChannel.open(root.resolve("f"), CREATE_NEW, WRITE)) {
            sync(root);
            write(channel, "a".repeat(700));
            channel.force(true);
            write(channel, "b".repeat(1400));
          }
        },
        left -> {
          String text = text(left.resolve("f"));
          assertThat(text).startsWith("a".repeat(700)).matches("a+[b\u0000]*");
          assertThat(text.length()).isBetween(700, 2100);
          endings.add(text.substring(700));
        });
    assertThat(endings).contains("", "b".repeat(1400)).hasSizeGreaterThan(10);
    assertThat(endings).anyMatch(ending -> ending.matches("\u0000+b+"));
  }

  @Test
  void mayDropNamesWhoseDirectoryWasNotSynced() throws IOException {
    Set<String> seen = new TreeSet<>();
    cut(
        (files, root) -> {
          Files.writeString(root.resolve("new"), "new");
          sync(root.resolve("new"));
          Files.delete(root.resolve("old"));
        },
        left -> seen.add(text(left.resolve("new")) + " " + text(left.resolve("old"))));
    assertThat(seen).containsExactly("(none) (none)", "(none) old", "new (none)", "new old");
  }

  @Test
  void undoesARenameWhollyOrNotAtAll() throws IOException {
    Set<String> seen = new TreeSet<>();
    cut(
        (files, root) -> {
          Files.writeString(root.resolve("t"), "new");
          sync(root.resolve("t"));
          sync(root);
          Files.move(root.resolve("t"), root.resolve("old"), StandardCopyOption.REPLACE_EXISTING);
        },
        left -> seen.add(text(left.resolve("t")) + " " + text(left.resolve("old"))));
    assertThat(seen).containsExactly("(none) new", "new old");
  }

  @Test
  void mayLeaveARenamedFileWithoutItsBytes() throws IOException {
    Set<String> seen = new TreeSet<>();
    cut(
        (files, root) -> {
          Files.writeString(root.resolve("t"), "new");
          Files.move(root.resolve("t"), root.resolve("f"));
          sync(root);
        },
        left -> seen.add(text(left.resolve("f"))));
    assertThat(seen).contains("", "new").doesNotContain("(none)");
  }

  @Test
  void losesBytesWhoseSyncFailedThoughALaterOneSucceeds() throws IOException {
    Set<String> seen = new TreeSet<>();
    cut(
        (files, root) -> {
          try (FileChannel channel = FileChannel.open(root.resolve("f"), CREATE_NEW, WRITE)) {
            sync(root);
            write(channel, "abc");
            files.setPlan(FaultPlan.at(files.operations(), Fault.IO_ERROR));
            assertThatThrownBy(() -> channel.force(true)).isInstanceOf(IOException.class);
            write(channel, "def");
            channel.force(true);
          }
        },
        left -> seen.add(text(left.resolve("f"))));
    assertThat(seen).contains("\u0000\u0000\u0000def").allMatch(text -> text.endsWith("def"));
  }

  @Test
  void mayLoseNamesWhoseSyncFailedThoughALaterOneSucceeds() throws IOException {
    Set<Boolean> kept = new HashSet<>();
    cut(
        (files, root) -> {
          write(root.resolve("lost"), "x");
          failToSync(files, root);
          write(root.resolve("later"), "x");
          sync(root);
        },
        left -> {
          kept.add(Files.exists(left.resolve("lost")));
          assertThat(left.resolve("later")).exists();
        });
    assertThat(kept).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void keepsANameThatIsMadeAnewAfterItsSyncFailed() throws IOException {
    cut(
        (files, root) -> {
          write(root.resolve("name"), "first");
          failToSync(files, root);
          write(root.resolve("copy"), "second");
          Files.move(root.resolve("copy"), root.resolve("name"), StandardCopyOption.ATOMIC_MOVE);
          sync(root);
        },
        left -> assertThat(left.resolve("name")).content().isEqualTo("second"));
  }

  /** Writes a file whose bytes are synced. */
  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    sync(file);
  }

  private static void failToSync(FaultFileSystem files, Path directory) {
    files.setPlan(operation -> Fault.IO_ERROR);
    assertThatThrownBy(() -> sync(directory)).hasMessageContaining("Input/output error");
    files.setPlan(FaultPlan.NONE);
  }

  @Test
  void mayUndoAnUnsyncedCut() throws IOException {
    Set<String> seen = new TreeSet<>();
    cut(
        (files, root) -> {
          try (FileChannel channel = FileChannel.open(root.resolve("old"), WRITE)) {
            channel.truncate(1);
          }
        },
        left -> seen.add(text(left.resolve("old"))));
    assertThat(seen).containsExactly("o", "old");
  }
}
