package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dymad.core.Network.Edge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSpecTest {
  private static final io.dymad.core.Network NETWORK =
      new io.dymad.core.Network(
          3, List.of(new Edge(0, 1, 0.5, List.of(7.0)), new Edge(2, 1, 1, List.of(8.0))));

  private static ModelSpec spec(Object... namesAndValues) {
    Map<String, Object> options = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return ModelSpec.of(options);
  }

  @Test
  void edgesArePlainValuesOfTheSpec() {
    ModelSpec spec = spec("name", "GLDM").on(NETWORK);
    assertThat(spec.toMap().get("network"))
        .isEqualTo(
            Map.of(
                "nodes",
                3,
                "edges",
                List.of(List.of(0.0, 1.0, 0.5, 7.0), List.of(2.0, 1.0, 1.0, 8.0))));
    assertThat(ModelSpec.of(spec.toMap()).toMap()).isEqualTo(spec.toMap());
  }

  @Test
  void anEdgeNeedsNoWeight() {
    Map<String, Object> network = Map.of("nodes", 2, "edges", List.of(List.of(0, 1)));
    assertThat(spec("name", "GKBF", "network", network).build(4, 0).latentSize()).isEqualTo(2 * 64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GLDM", "DGLDM", "LDMG", "DLDMG", "GKBF", "DGKBF", "GLTI", "DGLTI"})
  void everyVariantHasTheLatentVariablesOfEachNodeAndAllAutoencoders(String name) {
    String dimension = name.contains("LDM") ? "latent_dimension" : "koopman_dimension";
    for (String kind : List.of("smp", "res", "cat")) {
      LatentModel model =
          spec("name", name, dimension, 5, "autoencoder_type", kind).on(NETWORK).build(6, 3);
      assertThat(model.latentSize()).isEqualTo(3 * 5);
      assertThat(model.controlSize()).isEqualTo(3);
    }
  }

  @Test
  void withoutLayersLatentVariablesAreStates() {
    LatentModel model =
        spec("name", "GLTI", "encoder_layers", 0, "decoder_layers", 0).on(NETWORK).build(6, 3);
    assertThat(model.parameters()).hasSize(1);
    assertThat(model.parameters().get(0).columns()).isEqualTo(2 + 1);
  }

  @Test
  void convolutionsHaveTheirOwnOptions() {
    Map<String, Object> cheb = Map.of("K", 4);
    LatentModel model =
        spec("name", "LDMG", "gcl", "cheb", "gcl_opts", cheb, "latent_dimension", 2)
            .on(NETWORK)
            .build(3, 0);
    int columns =
        model.parameters().stream()
            .filter(parameter -> parameter.name().equals("dynamics.0.weight"))
            .findFirst()
            .orElseThrow()
            .columns();
    assertThat(columns).isEqualTo(4 * 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "LDMG", "gcl_opts", cheb))
        .withMessageContaining("model.gcl_opts.K (4)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "LDMG", "gcl", "gan"))
        .withMessageContainingAll("model.gcl (gan)", "sage, gcn, gcnv, cheb, gat");
  }

  @Test
  void refusesAGraphModelWithoutEdgesAndEdgesWithoutAGraphModel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "GLDM").build(6, 0))
        .withMessageContainingAll("model.network", "GLDM", "ei or adj");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "LDM").on(NETWORK))
        .withMessageContainingAll("model.name (LDM)", "GLDM");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "LDM", "network", Map.of()))
        .withMessageContaining("model.network");
  }

  @Test
  void refusesStatesAndControlsThatAreNotThoseOfNodes() {
    ModelSpec spec = spec("name", "GLDM").on(NETWORK);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.build(7, 0))
        .withMessageContainingAll("7 states", "3 nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.build(6, 1))
        .withMessageContainingAll("1 controls", "3 nodes");
  }

  @Test
  void refusesEdgesThatAreNone() {
    assertRefused(Map.of("nodes", 2, "edges", List.of(List.of(0))), "model.network.edges.0");
    assertRefused(Map.of("nodes", 2, "edges", List.of(List.of(0, 0.5))), "model.network.edges.0");
    assertRefused(Map.of("nodes", 2, "edges", List.of(List.of(0, 2))), "model.network: Edge 0");
    assertRefused(Map.of("nodes", 2, "edges", List.of(3)), "model.network.edges.0 (3)");
    assertRefused(Map.of("nodes", 0), "model.network.nodes (0)");
    assertRefused("ring", "model.network (ring) must be a map");
  }

  private static void assertRefused(Object network, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "GLDM", "network", network))
        .withMessageContaining(part);
  }
}
