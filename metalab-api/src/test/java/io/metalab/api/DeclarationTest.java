package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeclarationTest {
  private static final Operation NOTHING = (context, params, seeds, runtime, capture) -> null;

  @Nested
  class AnExperiment {
    @Test
    void needsItsOperationAndParams() {
      assertThatThrownBy(() -> Experiment.of("a", "1").build())
          .isInstanceOfSatisfying(
              MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
          .hasMessageContaining("operation");
      assertThatThrownBy(
              () -> Experiment.of("a", "1").operation(OperationSpec.open("op"), NOTHING).build())
          .hasMessageContaining("params");
    }

    @Test
    void refusesNamesThatWouldNotBePaths() {
      for (String bad : List.of("", "a b", "../x", "a:b", "é")) {
        assertThatThrownBy(() -> Experiment.of(bad, "1").build())
            .hasMessageContaining("name (" + bad + ")");
      }
    }
  }

  @Nested
  class AnOperationSpec {
    @Test
    void refusesTwoParametersOfOneName() {
      OperationSpec.Builder spec =
          OperationSpec.of("op")
              .parameter(ParameterSpec.of("lr", ParameterType.NUMBER))
              .parameter(ParameterSpec.of("lr", ParameterType.NUMBER));
      assertThatThrownBy(spec::build).hasMessageContaining("describes a parameter twice");
    }

    @Test
    void keepsTheOrderOfWhatItDescribes() {
      OperationSpec spec =
          OperationSpec.of("op")
              .version("2")
              .metric("z", "")
              .metric("a", "")
              .metric("m", "")
              .build();
      assertThat(spec.metrics().keySet()).containsExactly("z", "a", "m");
      assertThat(spec.qualifiedKey()).isEqualTo("op@2");
    }

    @Test
    void refusesANeutralValueThatIsNotTheDefault() {
      ParameterSpec.Builder parameter =
          ParameterSpec.of("momentum", ParameterType.NUMBER).neutral(0).defaultValue(0.9);
      assertThatThrownBy(parameter::build).hasMessageContaining("must be its default");
    }

    @Test
    void refusesAnEmptyRange() {
      assertThatThrownBy(() -> ParameterSpec.of("x", ParameterType.NUMBER).range(2, 1).build())
          .hasMessageContaining("[2.0, 1.0]");
    }
  }

  @Nested
  class AFrozenContext {
    private final FrozenContext context = FrozenContext.of(ContextSpec.of(Params.of("a", 1)));

    @Test
    void refusesArraysAndFreezesCollections() {
      assertThatThrownBy(() -> context.withLoaded("x", new double[2]))
          .hasMessageContaining("is an array");
      List<Object> list = new ArrayList<>(List.of(1));
      FrozenContext with = context.withLoaded("list", list);
      list.add(2);
      assertThat((Object) with.loaded("list", List.class)).isEqualTo(List.of(1L));
    }

    @Test
    void namesWhatItHoldsWhenSomethingElseIsAskedFor() {
      FrozenContext with = context.withLoaded("series", "text");
      assertThatThrownBy(() -> with.loaded("serie", String.class))
          .hasMessageContaining("'serie'")
          .hasMessageContaining("[series]");
      assertThatThrownBy(() -> with.withLoaded("series", "other")).hasMessageContaining("already");
    }
  }

  @Nested
  class ARecord {
    @Test
    void copiesItsCollectionsInOrder() {
      RunRecord record =
          RunRecord.builder().metrics(Map.of("a", 1.0)).tags(List.of("x", "y")).build();
      assertThatThrownBy(() -> record.metrics().put("b", 2.0))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(record.tags()).containsExactly("x", "y");
      assertThat(record.isDraft()).isTrue();
      assertThat(record.toBuilder().build()).isEqualTo(record);
    }

    @Test
    void cannotHaveFailedWithoutAnError() {
      assertThatThrownBy(() -> RunRecord.builder().status(RunStatus.FAILED).build())
          .hasMessageContaining("must have an error");
      assertThat(RunRecord.failed(RunError.of("Boom", "why")).findError()).isPresent();
    }
  }

  @Nested
  class AnArtifactName {
    @Test
    void staysBelowItsRun() {
      for (String bad : List.of("", "/etc/passwd", "../x", "a//b", "a/./b", "a\\b", "a\nb", "x/")) {
        assertThatThrownBy(() -> ArtifactDescriptor.checkName(bad))
            .isInstanceOfSatisfying(
                MetalabException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE));
      }
      assertThat(ArtifactDescriptor.checkName("plots/loss curve.png"))
          .isEqualTo("plots/loss curve.png");
    }
  }
}
