package io.metalab.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir private Path directory;

  @Test
  void aJarThatChangedWithoutAnotherSizeOrTimeIsHashedAgain() throws IOException {
    Path jar = write("a.jar", "abc");
    // The digests of "abc" and "abd", as sha256sum prints them.
    assertThat(FileHashes.of(jar))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    write("a.jar", "abd");
    assertThat(FileHashes.of(jar))
        .isEqualTo("a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9");
  }

  @Test
  void aDirectoryCountsByTheNamesAndContentsOfItsFiles() throws IOException {
    write("one/A.class", "a");
    write("two/A.class", "a");
    write("three/B.class", "a");
    String digest = FileHashes.of(directory.resolve("one"));
    assertThat(FileHashes.of(directory.resolve("two"))).isEqualTo(digest);
    assertThat(FileHashes.of(directory.resolve("three"))).isNotEqualTo(digest);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, LONG_AGO);
  }
}
