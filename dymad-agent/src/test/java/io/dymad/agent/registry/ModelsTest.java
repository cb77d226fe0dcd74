package io.dymad.agent.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.models.ModelSpec;
import io.dymad.models.Variant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
  @ParameterizedTest
  @CsvSource({
    "kbf, REGULAR, KBF",
    "kbf, GRAPH, GKBF",
    "koopman_bilinear_form, REGULAR, KBF",
    "ldm, GRAPH, GLDM",
    "lti, REGULAR, LTI",
    "sdm, REGULAR, DSDM",
    "DKBF, REGULAR, DKBF",
    "DLDMG, GRAPH, DLDMG",
    "dymad.models.collections:GKBF, GRAPH, GKBF"
  })
  void resolvesFamiliesAliasesVariantsAndReferences(
      String name, DatasetKind kind, Variant expected) {
    assertThat(Models.resolve(name, kind)).isEqualTo(expected);
  }

  @Test
  void everyVariantBelongsToOneFamily() {
    List<Variant> listed =
        Models.all().stream().flatMap(family -> family.variants().stream()).toList();

    assertThat(listed).containsExactlyInAnyOrder(Variant.values());
  }

  @Test
  void refusesAnUnknownModelWithTheKnownOnes() {
    AgentProblem problem = refusal("kfb", DatasetKind.REGULAR);

    assertThat(problem.code()).isEqualTo("unknown_model_key");
    assertThat(problem.fieldPath()).isEqualTo("model_key");
    assertThat(problem.message()).contains("'kfb'", "Did you mean 'kbf'?", "ldm, kbf, lti, sdm");
  }

  @Test
  void refusesAModelForTheOtherKindOfDatasetWithThoseThatFit() {
    assertThat(refusal("GKBF", DatasetKind.REGULAR).message())
        .isEqualTo(
            "The model GKBF is not one for a regular dataset. Of its family, KBF, DKBF are.");
    assertThat(refusal("sdm", DatasetKind.GRAPH).code()).isEqualTo("dataset_kind");
  }

  private static AgentProblem refusal(String name, DatasetKind kind) {
    return catchThrowableOfType(AgentException.class, () -> Models.resolve(name, kind)).problem();
  }

  @Test
  void everyVariantHasAProfileThatDescribesAModelOfIt() {
    for (Variant variant : Variant.values()) {
      Profile profile = Profiles.resolve(null, variant);
      Map<String, Object> model = new LinkedHashMap<>();
      requireNonNull((Map<?, ?>) profile.config().get("model"))
          .forEach((name, value) -> model.put((String) name, value));
      model.put("name", variant.name());

      assertThat(ModelSpec.of(model).variant()).isEqualTo(variant);
    }
    assertThat(Profiles.all()).extracting(Profile::key).doesNotHaveDuplicates();
    assertThat(Profiles.all())
        .extracting(Profile::key)
        .contains(
            "kbf-regular-default",
            "ldm-regular-default",
            "lti-regular-default",
            "kbf-graph-default",
            "ldm-graph-default",
            "lti-graph-default");
    assertThat(Arrays.stream(Variant.values())).hasSameSizeAs(Profiles.all());
  }

  @Test
  void refusesTheProfileOfAnotherModel() {
    AgentProblem problem =
        catchThrowableOfType(
                AgentException.class, () -> Profiles.resolve("lti-regular-default", Variant.KBF))
            .problem();

    assertThat(problem.fieldPath()).isEqualTo("reference_profile");
    assertThat(problem.message()).contains("one of LTI, not of KBF", "Use kbf-regular-default");
  }
}
