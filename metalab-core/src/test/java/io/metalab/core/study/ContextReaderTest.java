package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ContextBuilder;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.Params;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextReaderTest {
  private static final String BUILDER = RowsBuilder.class.getName();

  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  @Test
  void readsTheClassThatBuildsTheContextBesideItsValues() {
    LoadedStudy study = studies.readOpen("context: {builder: %s, rows: 3}\n".formatted(BUILDER));

    assertThat(study.experiment().context())
        .isEqualTo(new ContextSpec(Params.of("rows", 3), BUILDER));
  }

  @Test
  void keepsTheBuilderInTheManifest() {
    LoadedStudy study = studies.readOpen("context: {builder: %s, rows: 3}\n".formatted(BUILDER));
    String stored = StudyManifest.of(study, Optional.empty()).toJson();

    LoadedStudy again =
        StudyManifest.parse(stored)
            .reload(Optional.empty(), StudyOverrides.none(), studies.operations());

    assertThat(again.experiment().context()).isEqualTo(study.experiment().context());
  }

  @Test
  void refusesAClassThatCannotBuildAtItsPlace() {
    assertThatThrownBy(() -> studies.readOpen("context: {builder: com.acme.Rows}\n"))
        .isInstanceOfSatisfying(
            StudyFileException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONTEXT_FAILED);
              assertThat(e.line()).isEqualTo(4);
              assertThat(e.column()).isEqualTo(20);
            })
        .hasMessageContaining("com.acme.Rows")
        .hasMessageContaining("ContextBuilder");
    assertThatThrownBy(() -> studies.readOpen("context: {builder: java.lang.String}\n"))
        .hasMessageContaining("must be a public class");
    assertThatThrownBy(() -> studies.readOpen("context: {builder: 7}\n"))
        .hasMessageContaining("context.builder must be text");
    assertThatThrownBy(() -> studies.readOpen("context: [1]\n"))
        .hasMessageContaining("context must be a map");
  }

  /** A builder that adds nothing. */
  public static final class RowsBuilder implements ContextBuilder {
    @Override
    public FrozenContext build(ContextSpec spec) {
      return FrozenContext.of(spec);
    }
  }
}
