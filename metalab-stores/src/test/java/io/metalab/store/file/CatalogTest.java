package io.metalab.store.file;

import static io.metalab.store.file.CompactionTests.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.store.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a segment is found while others move it. */
class CatalogTest extends CompactionFixture {
  /** As when one process packs a segment, and another that pack, between a look and an opening. */
  @Test
  void aSegmentThatIsPackedTwiceWhileItIsLookedForIsFound() throws IOException {
    write(directory, 1, 2);
    Layout layout = Layout.open(directory, OpenOptions.readWrite());
    SegmentFiles files = SegmentFiles.ofRecords(layout);
    Catalog catalog = new Catalog(layout, files, new Fences(layout, files), false);
    SegmentState state = catalog.refresh().segments.get(0);
    List<Path> tried = new ArrayList<>();

    byte[] content =
        catalog.open(
            state,
            extent -> {
              tried.add(extent.file());
              if (tried.size() == 1) {
                compact(directory);
              } else if (tried.size() == 2) {
                Path next = files.packDirectory(2).resolve(extent.file().getFileName());
                Files.createDirectories(next.getParent());
                Files.move(extent.file(), next);
              }
              return Files.readAllBytes(extent.file());
            });

    assertThat(tried).hasSize(3).doesNotHaveDuplicates();
    assertThat(content).isNotEmpty();
  }

  @Test
  void aSegmentThatIsNowhereIsMissing() throws IOException {
    write(directory, 1, 1);
    Layout layout = Layout.open(directory, OpenOptions.readWrite());
    SegmentFiles files = SegmentFiles.ofRecords(layout);
    Catalog catalog = new Catalog(layout, files, new Fences(layout, files), false);
    SegmentState state = catalog.refresh().segments.get(0);
    Files.delete(state.extent.file());

    assertThatThrownBy(() -> catalog.open(state, extent -> Files.size(extent.file())))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(state.name.fileName());
  }
}
