package io.metalab.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
  /** Ten minutes after any file of these tests was written, so that all of them are settled. */
  private static final InstantSource LATER = () -> Instant.now().plusSeconds(600);

  @TempDir private Path directory;

  @Nested
  class SingleFiles {
    @Test
    void aFileIsTheSha256OfItsBytesWhereverItLies() throws IOException {
      byte[] bytes = new byte[200_000];
      new Random(1).nextBytes(bytes);
      Files.write(directory.resolve("a.bin"), bytes);
      Path moved = Files.createDirectories(directory.resolve("x/y")).resolve("b.bin");
      Files.write(moved, bytes);
      Files.setLastModifiedTime(moved, FileTime.from(Instant.EPOCH));
      String expected = HexFormat.of().formatHex(CanonicalJson.newSha256().digest(bytes));
      assertThat(resolve(FileValue.of("a.bin")).sha256()).isEqualTo(expected);
      assertThat(resolve(FileValue.of(moved.toString())).sha256()).isEqualTo(expected);
    }

    @Test
    void aResolvedReferenceHasAnAbsolutePathAndKeepsAGivenDigest() throws IOException {
      write("a.txt", "abc");
      assertThat(resolve(FileValue.of("a.txt")))
          .isEqualTo(
              new FileValue(directory.resolve("a.txt").toString(), CanonicalJson.sha256("abc")));
      String given = "0".repeat(64);
      assertThat(resolve(new FileValue("absent.txt", given)).sha256()).isEqualTo(given);
    }

    @Test
    void whatIsMissingOrNoFileIsNamedWithItsField() throws IOException {
      Files.createDirectory(directory.resolve("d"));
      write("f", "");
      refuses(
          ErrorCode.FILE_UNREADABLE,
          () -> resolve(FileValue.of("none.csv")),
          directory.resolve("none.csv") + " of context.data: it does not exist");
      refuses(ErrorCode.FILE_UNREADABLE, () -> resolve(FileValue.of("d")), "it is a directory");
      refuses(ErrorCode.FILE_UNREADABLE, () -> resolve(DirValue.of("f")), "it is a file");
      refuses(ErrorCode.FILE_UNREADABLE, () -> resolve(DirValue.of("n")), "it does not exist");
      refuses(ErrorCode.FILE_UNREADABLE, () -> resolve(FileValue.of("a\0b")), "no path");
      refuses(
          ErrorCode.INVALID_VALUE,
          () -> resolve(new ArtifactValue(RunId.DRAFT, "model", "")),
          "The artifact model of run 00000000 at context.data has no digest, so it cannot enter an"
              + " id. Maybe name a copy of it as {file: …}.");
    }

    @Test
    void aFileThatChangesWhileItIsHashedIsAnError() throws IOException {
      write("a.txt", "abc");
      FileDigests digests =
          new FileDigests(
              directory,
              new ContentHasher(
                  DigestCache.inMemory(),
                  LATER,
                  file -> {
                    InputStream in = Files.newInputStream(file);
                    Files.writeString(file, "abcd");
                    return in;
                  }));
      refuses(
          ErrorCode.CONTEXT_CHANGED,
          () -> digests.resolve(FileValue.of("a.txt"), "context.data"),
          "changed while it was hashed");
    }

    @Test
    void aFileThatChangedSincePlanningIsAnError() throws IOException {
      write("a.txt", "abc");
      FileRef planned = resolve(FileValue.of("a.txt"));
      FileDigests worker = FileDigests.of(Path.of("/"));
      worker.verify(planned);
      write("a.txt", "abd");
      refuses(ErrorCode.CONTEXT_CHANGED, () -> worker.verify(planned), "between plan and run");
      Files.delete(directory.resolve("a.txt"));
      refuses(ErrorCode.FILE_UNREADABLE, () -> worker.verify(planned), "it does not exist");
    }
  }

  @Nested
  class Directories {
    /** The definition, computed here another way. */
    @Test
    void aDirectoryIsItsRelativeNamesAndContents() throws IOException {
      Map<String, String> files =
          Map.of("b/c.csv", "1", "a.csv", "2", "a b%+.txt", "3", "B.csv", "");
      for (Map.Entry<String, String> file : files.entrySet()) {
        write("data/" + file.getKey(), file.getValue());
      }
      Files.createDirectories(directory.resolve("data/empty"));
      MessageDigest expected = CanonicalJson.newSha256();
      expected.update("metalab.dir/1".getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        byte[] name = file.getKey().getBytes(StandardCharsets.UTF_8);
        expected.update(ByteBuffer.allocate(4).putInt(name.length).array());
        expected.update(name);
        expected.update(HexFormat.of().parseHex(CanonicalJson.sha256(file.getValue())));
      }
      assertThat(resolve(DirValue.of("data")).sha256())
          .isEqualTo(HexFormat.of().formatHex(expected.digest()));
    }

    @Test
    void anEmptyDirectoryHasADigest() throws IOException {
      Files.createDirectory(directory.resolve("empty"));
      assertThat(resolve(DirValue.of("empty")).sha256())
          .isEqualTo(CanonicalJson.sha256("metalab.dir/1"));
    }

    @Test
    void namesAndContentsCannotBeConfused() throws IOException {
      write("one/ab", "c");
      write("two/a", "bc");
      write("three/a/b", "c");
      assertThat(
              List.of(
                  resolve(DirValue.of("one")).sha256(),
                  resolve(DirValue.of("two")).sha256(),
                  resolve(DirValue.of("three")).sha256()))
          .doesNotHaveDuplicates();
    }

    @Test
    void aPatternChoosesByRelativeName() throws IOException {
      write("some/a.csv", "1");
      write("some/deep/b.csv", "2");
      write("some/notes.txt", "3");
      write("top/a.csv", "1");
      write("all/a.csv", "1");
      write("all/deep/b.csv", "2");
      String top = resolve(DirValue.of("top")).sha256();
      String all = resolve(DirValue.of("all")).sha256();
      assertThat(resolve(DirValue.matching("some", "*.csv")).sha256()).isEqualTo(top);
      assertThat(resolve(DirValue.matching("some", "**.csv")).sha256()).isEqualTo(all);
      refuses(ErrorCode.FILE_UNREADABLE, () -> resolve(DirValue.matching("some", "[")), "no glob");
    }

    @Test
    void aChangedFileInADirectoryIsNoticedBeforeUse() throws IOException {
      write("data/a.csv", "1");
      FileRef planned = resolve(DirValue.of("data"));
      FileDigests.of(directory).verify(planned);
      write("data/b.csv", "");
      refuses(
          ErrorCode.CONTEXT_CHANGED,
          () -> FileDigests.of(directory).verify(planned),
          "between plan and run");
    }

    @Test
    void aLoopOfLinksIsAnError() throws IOException {
      Files.createDirectory(directory.resolve("d"));
      Files.createSymbolicLink(directory.resolve("d/self"), directory.resolve("d"));
      refuses(ErrorCode.FILE_UNREADABLE, () -> resolve(DirValue.of("d")), "form a loop");
    }
  }

  @Nested
  class Cache {
    private int opened;

    @Test
    void hashesAnUntouchedFileOnce() throws IOException {
      write("a.txt", "abc");
      Path cache = directory.resolve("cache/digests");
      assertThat(hash(cache, LATER)).isEqualTo(CanonicalJson.sha256("abc"));
      assertThat(hash(cache, LATER)).isEqualTo(CanonicalJson.sha256("abc"));
      assertThat(opened).isEqualTo(1);
    }

    @Test
    void looksAgainAtAFileOfOtherTimesSizeOrInode() throws IOException {
      write("a.txt", "abc");
      Path cache = directory.resolve("digests");
      hash(cache, LATER);
      Files.setLastModifiedTime(directory.resolve("a.txt"), FileTime.from(Instant.EPOCH));
      assertThat(hash(cache, LATER)).isEqualTo(CanonicalJson.sha256("abc"));
      Files.delete(directory.resolve("a.txt"));
      write("a.txt", "abd");
      Files.setLastModifiedTime(directory.resolve("a.txt"), FileTime.from(Instant.EPOCH));
      assertThat(hash(cache, LATER)).isEqualTo(CanonicalJson.sha256("abd"));
      assertThat(opened).isEqualTo(3);
    }

    @Test
    void doesNotRememberAFileThatWasJustWritten() throws IOException {
      write("a.txt", "abc");
      Path cache = directory.resolve("digests");
      hash(cache, InstantSource.system());
      hash(cache, InstantSource.system());
      assertThat(opened).isEqualTo(2);
      assertThat(cache).doesNotExist();
    }

    @Test
    void doesNotRememberAFileThatHadJustBeenWrittenWhenItsLongHashingBegan() throws IOException {
      write("a.txt", "abc");
      Path cache = directory.resolve("digests");
      hash(cache, () -> opened == 0 ? Instant.now() : LATER.instant());
      assertThat(cache).doesNotExist();
    }

    @Test
    void dropsDamagedLines() throws IOException {
      write("a.txt", "abc");
      Path cache = directory.resolve("digests");
      hash(cache, LATER);
      String good = Files.readString(cache);
      String forged = good.replace(CanonicalJson.sha256("abc"), CanonicalJson.sha256("x"));
      for (String damaged :
          List.of(forged, good.substring(0, good.length() / 2), "\t\n\u0000", "[]\t1234\n")) {
        opened = 0;
        Files.writeString(cache, damaged);
        assertThat(hash(cache, LATER)).isEqualTo(CanonicalJson.sha256("abc"));
        assertThat(opened).isEqualTo(1);
      }
    }

    @Test
    void worksWithoutAFileThatCanBeWritten() throws IOException {
      write("a.txt", "abc");
      write("blocked", "");
      Path cache = directory.resolve("blocked/digests");
      assertThat(hash(cache, LATER)).isEqualTo(CanonicalJson.sha256("abc"));
      assertThat(hash(cache, LATER)).isEqualTo(CanonicalJson.sha256("abc"));
      assertThat(opened).isEqualTo(2);
    }

    @Test
    void isKeptUnderTheUsersCacheDirectory() {
      assertThat(FileDigests.userCache(Map.of("XDG_CACHE_HOME", "/c")))
          .isEqualTo(Path.of("/c/metalab/digests"));
      assertThat(FileDigests.userCache(Map.of()))
          .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/metalab/digests"));
    }

    private String hash(Path cache, InstantSource clock) {
      ContentHasher hasher =
          new ContentHasher(
              DigestCache.in(cache),
              clock,
              file -> {
                opened++;
                return Files.newInputStream(file);
              });
      return new FileDigests(directory, hasher).resolve(FileValue.of("a.txt"), "f").sha256();
    }
  }

  private FileRef resolve(FileRef reference) {
    return FileDigests.of(directory).resolve(reference, "context.data");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void refuses(ErrorCode code, ThrowingCallable action, String message) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(MetalabException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
