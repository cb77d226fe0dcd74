package io.metalab.store.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.MemoryStore;
import io.metalab.store.transfer.Scope;
import io.metalab.store.transfer.StoreContent;
import io.metalab.store.transfer.TransferProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedArchiveTest {
  @TempDir Path directory;
  private Path file;
  private byte[] bytes;

  @BeforeEach
  void export() throws IOException {
    MemoryStore store = new MemoryStore();
    StoreContent.fill(store, StoreContent.pool(1, 2), SeedBundle.of(1, 0));
    file = directory.resolve("study.zip");
    Archive.write(store, Scope.ALL, file, TransferProgress.NONE);
    bytes = Files.readAllBytes(file);
  }

  private MetalabException failure() {
    return catchThrowableOfType(MetalabException.class, () -> ArchiveStore.open(file).close());
  }

  /** Returns what a person is told of the archive as it is now. */
  private List<String> told() {
    try (ArchiveStore archive = ArchiveStore.open(file)) {
      return archive.verify("", true).findings().stream().map(Finding::place).toList();
    } catch (MetalabException e) {
      assertThat(e.code())
          .isIn(ErrorCode.STORE_CORRUPT, ErrorCode.STORE_UNUSABLE, ErrorCode.STORE_NEWER);
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void aChangedByteAnywhereIsFound() throws IOException {
    for (int at = 0; at < bytes.length; at += 1 + at % 3) {
      byte[] changed = bytes.clone();
      changed[at] = (byte) (changed[at] ^ 1 << at % 8);
      Files.write(file, changed);
      assertThat(told()).as("byte %d of %d", at, bytes.length).isNotEmpty();
    }
  }

  @Test
  void aChangedByteInAnEntryIsFoundByItsName() throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      zip.stream().map(ZipEntry::getName).forEach(names::add);
    }
    assertThat(names).hasSizeGreaterThan(6);
    for (String name : names) {
      Files.write(file, bytes);
      byte[] changed = bytes.clone();
      changed[content(name)] ^= 0x10;
      Files.write(file, changed);
      assertThat(told()).anySatisfy(place -> assertThat(place).contains(name));
    }
  }

  /** Returns the offset of the byte in the middle of the deflated content of an entry. */
  private int content(String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String text = new String(bytes, ISO_8859_1);
      int size = Math.toIntExact(zip.getEntry(name).getCompressedSize());
      return text.indexOf(name) + name.length() + size / 2;
    }
  }

  @Test
  void nothingThatIsDamagedIsHandedOut() throws IOException {
    byte[] changed = bytes.clone();
    changed[content("runs/000000.jsonl")] ^= 0x10;
    Files.write(file, changed);
    try (ArchiveStore archive = ArchiveStore.open(file)) {
      assertThatThrownBy(archive::counts)
          .isInstanceOfSatisfying(
              MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT))
          .hasMessageContaining("runs/000000.jsonl")
          .hasMessageContaining(file.toString());
      assertThat(archive.verify("", false).findings())
          .extracting(Finding::kind)
          .containsExactly("damaged-entry");
    }
  }

  @Test
  void aPartOfAnArchiveIsRefused() throws IOException {
    for (int length = 0; length < bytes.length; length += 37) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(failure().code()).as("%d bytes", length).isEqualTo(ErrorCode.STORE_CORRUPT);
    }
  }

  @Test
  void anArchiveOfANewerFormatIsRefusedWithItsVersion() throws IOException {
    String text = new String(bytes, ISO_8859_1);
    Files.write(file, text.replace("{\"archive\":1,", "{\"archive\":2,").getBytes(ISO_8859_1));
    assertThat(failure().code()).isEqualTo(ErrorCode.STORE_NEWER);
    assertThat(failure()).hasMessageContaining("format 2");
  }

  @Test
  void anotherZipFileIsNoArchive() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a.txt"));
    }
    assertThat(failure().code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(failure()).hasMessageContaining("not an archive of studies");
  }

  @Test
  void anArchiveThatIsNotThereIsNotFound() throws IOException {
    Files.delete(file);
    assertThat(failure().code()).isEqualTo(ErrorCode.NOT_FOUND);
  }
}
