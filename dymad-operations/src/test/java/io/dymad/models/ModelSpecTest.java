package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelSpecTest {
  private static ModelSpec spec(Object... namesAndValues) {
    Map<String, Object> options = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return ModelSpec.of(options);
  }

  @Test
  void fillsInEveryDefault() {
    assertThat(spec("name", "kbf").toMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("name", "KBF"),
                Map.entry("koopman_dimension", 0),
                Map.entry("encoder_layers", 2),
                Map.entry("decoder_layers", 2),
                Map.entry("hidden_dimension", 64),
                Map.entry("activation", "silu"),
                Map.entry("end_activation", true),
                Map.entry("weight_init", "xavier_uniform"),
                Map.entry("bias_init", "zeros"),
                Map.entry("gain", 1.0),
                Map.entry("autoencoder_type", "smp"),
                Map.entry("const_term", true),
                Map.entry("rank", 0),
                Map.entry("predictor_type", "ode"),
                Map.entry("input_order", "cubic")));
    assertThat(spec("name", "ldm").toMap()).containsEntry("processor_layers", 2);
    assertThat(spec("name", "DSDM").toMap()).containsEntry("delay", 1);
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void whatASpecSaysOfItselfIsThatSpec(Variant variant) {
    Map<String, Object> values = spec("name", variant.name()).toMap();
    assertThat(ModelSpec.of(values).toMap()).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource({
    "kbf, KBF",
    "DKBF, DKBF",
    "koopman_bilinear_form, KBF",
    "lti, LTI",
    "ldm, LDM",
    "sdm, DSDM",
    "dymad.models.collections:DLDM, DLDM"
  })
  void knowsModelsByAllTheirNames(String name, Variant variant) {
    assertThat(Variant.ofName(name)).isEqualTo(variant);
  }

  @Test
  void namesTheModelsThereAreForOneThatIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbx"))
        .withMessageContainingAll("model.name (kbx)", "DKBF", "lti");
  }

  @Test
  void namesThePathOfAnUnknownOption() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbf", "koopman_dimensions", 4))
        .withMessageContainingAll("model.koopman_dimensions (4)", "koopman_dimension,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "lti", "const_term", true))
        .withMessageContaining("model.const_term (true)");
  }

  @Test
  void namesThePathAndTheRuleOfAWrongValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbf", "activation", "relux"))
        .withMessageContainingAll("model.activation (relux)", "relu, leakyrelu");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbf", "encoder_layers", 1.5))
        .withMessageContainingAll("model.encoder_layers (1.5)", "whole number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbf", "gain", Double.NaN))
        .withMessageContainingAll("model.gain (NaN)", "number from");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbf", "const_term", "yes"))
        .withMessageContainingAll("model.const_term (yes)", "true or false");
  }

  @Test
  void refusesWhatDoesNotFitTheData() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> spec("name", "kbf", "encoder_layers", 0, "koopman_dimension", 5).build(2, 0))
        .withMessageContainingAll("model.encoder_layers (0)", "5", "2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                spec("name", "kbf", "autoencoder_type", "cat", "koopman_dimension", 2).build(2, 0))
        .withMessageContaining("model.autoencoder_type (cat)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "sdm").build(4, 1))
        .withMessageContainingAll("model.name (DSDM)", "no controls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "sdm", "delay", 2).build(4, 0))
        .withMessageContainingAll("model.delay (2)", "3 samples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbf", "koopman_dimension", 3, "rank", 4).build(2, 0))
        .withMessageContaining("model.rank (4)");
  }

  @Test
  void aLatentModelWithControlsMustEncodeAtEveryStep() {
    ModelSpec spec = spec("name", "ldm", "predictor_type", "np");
    assertThat(spec.build(2, 0).controlSize()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.build(2, 1))
        .withMessageContaining("predictor ode");
  }

  @Test
  void buildsTheLayersThatWereAskedFor() {
    LatentModel model =
        spec("name", "kbf", "koopman_dimension", 4, "autoencoder_type", "cat").build(2, 1);
    List<String> names = model.parameters().stream().map(Parameter::name).toList();
    assertThat(names)
        .containsExactly(
            "encoder.0.weight",
            "encoder.0.bias",
            "encoder.1.weight",
            "encoder.1.bias",
            "dynamics.weight");
    assertThat(model.latentSize()).isEqualTo(4);
    assertThat(model.parameters().get(4).columns()).isEqualTo(4 + 4 + 1);
  }

  @Test
  void theFirstLayerOfAnEncoderOfWindowsMayBeRecurrent() {
    LatentModel model =
        spec("name", "sdm", "autoencoder_type", "seq_rnn", "latent_dimension", 4).build(6, 0);
    List<String> names = model.parameters().stream().map(Parameter::name).toList();
    assertThat(names)
        .contains("encoder.first.recurrent", "encoder.0.weight")
        .doesNotContain("encoder.1.weight");
    assertThat(model.latentSize()).isEqualTo(2 * 4);
    assertThat(
            spec("name", "sdm", "autoencoder_type", "seq_std", "encoder_layers", 1)
                .build(6, 0)
                .latentSize())
        .isEqualTo(2 * 64);
    assertThat(spec("name", "sdm", "autoencoder_type", "seq_smp").build(6, 0).parameters())
        .isEqualTo(spec("name", "sdm").build(6, 0).parameters());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                spec("name", "sdm", "autoencoder_type", "seq_std", "encoder_layers", 0).build(6, 0))
        .withMessageContainingAll("model.encoder_layers (0)", "recurrent");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec("name", "kbf", "autoencoder_type", "seq_rnn"))
        .withMessageContainingAll("model.autoencoder_type (seq_rnn)", "smp, res, cat.");
  }

  @Test
  void withoutLayersLatentVariablesAreStates() {
    LatentModel model = spec("name", "lti", "encoder_layers", 0, "decoder_layers", 0).build(3, 2);
    assertThat(model.latentSize()).isEqualTo(3);
    assertThat(model.parameters()).hasSize(1);
  }
}
