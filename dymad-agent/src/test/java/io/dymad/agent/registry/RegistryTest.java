package io.dymad.agent.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.models.Variant;
import io.dymad.operation.TrainingOptions;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import io.metalab.core.params.ParamCoercion;
import io.metalab.core.registry.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private final Operations operations = new Operations(getClass().getClassLoader());
  private final Registry registry = new Registry(operations);

  @Test
  void listsADefaultTrainingOfEachFamilyForEachKindOfDataset() {
    assertThat(registry.trainings())
        .extracting(TrainingCapability::key)
        .containsExactly(
            "train-ldm-regular",
            "train-ldm-graph",
            "train-kbf-regular",
            "train-kbf-graph",
            "train-lti-regular",
            "train-lti-graph",
            "train-sdm-regular");
  }

  @Test
  void tellsAllThatARequestNeedsToKnow() {
    assertThat(registry.training(Variant.KBF).detail().keySet())
        .containsExactly(
            "capability",
            "allowed_override_top_level_keys",
            "runtime_owned_override_paths",
            "allowed_data_override_keys",
            "runtime_owned_model_keys",
            "model_options",
            "reference_profile",
            "phase_entry_schemas",
            "cv_schema",
            "translation_guidance",
            "constraint_notes",
            "auto_appended_phases",
            "losses",
            "examples");
  }

  @Test
  void asksTheModelsForTheirOptions() {
    Map<?, ?> options =
        requireNonNull((Map<?, ?>) registry.training(Variant.DLDM).detail().get("model_options"));

    assertThat(options.get("hidden_dimension")).isEqualTo(64);
    assertThat(options.containsKey("processor_layers")).isTrue();
    assertThat(options.containsKey("koopman_dimension")).isFalse();
  }

  @Test
  void asksTheTrainersForTheirOptionsAndCallsThemByDymadsNames() {
    List<PhaseEntry> entries = registry.training(Variant.KBF).entries();

    assertThat(entries)
        .extracting(PhaseEntry::key)
        .containsExactly(
            "legacy_optimizer",
            "optimizer",
            "linear_solve",
            "data",
            "analysis",
            "export",
            "repeat");
    PhaseEntry optimizer = entries.get(1);
    assertThat(optimizer.required()).containsExactly("trainer", "n_epochs");
    assertThat(optimizer.optional())
        .contains(
            "learning_rate", "sweep_lengths", "chop_mode", "weak_form_params", "order", "clip")
        .contains("dynamics_loss", "recon_weight")
        .doesNotContain("epochs", "N", "trainer")
        .doesNotHaveDuplicates();
  }

  @Test
  void namesTheLossesThatCriteriaTake() {
    List<String> keys = Losses.all().stream().map(loss -> String.valueOf(loss.get("key"))).toList();

    for (Map<String, Object> loss : Losses.all()) {
      Map<String, Object> criterion =
          Map.of("dynamics", Map.of("type", loss.get("key"), "params", loss.get("params")));
      assertThat(train(criterion).phases()).hasSize(1);
    }
    assertThatThrownBy(() -> train(Map.of("dynamics", Map.of("type", "none"))))
        .satisfies(
            refusal -> {
              String message = String.valueOf(refusal.getMessage());
              String list = message.substring(message.indexOf("one of ") + 7);
              assertThat(list.substring(0, list.length() - 1).split(", "))
                  .containsExactlyInAnyOrderElementsOf(keys);
            });
  }

  private TrainingOptions train(Map<String, Object> criterion) {
    return TrainingOptions.of(
        new ParamCoercion(registry.train())
            .coerce(
                Params.copyOf(
                    Map.of(
                        "dataset",
                        "x.npz",
                        "epochs",
                        1,
                        "criterion",
                        criterion,
                        "model",
                        Map.of("name", "KBF")))));
  }

  @Test
  void describesParametersOfAnalysesAsTheirOperationsDo() {
    AnalysisCapability spectral = registry.analyses().byKey("spectral_koopman");
    OperationSpec spec = operations.byKey("dymad.spectral").spec();
    List<String> own =
        new ArrayList<>(spec.parameters().stream().map(ParameterSpec::name).toList());
    own.removeAll(List.of("dataset", "checkpoint"));

    assertThat(spectral.parameterNames()).isEqualTo(own);
    assertThat(requireNonNull((Map<?, ?>) spectral.toMap().get("parameter_schema")).keySet())
        .map(String::valueOf)
        .containsExactlyElementsOf(own);
    assertThat(registry.analyses().byKey("vortex_transform_modes").datasets().keySet())
        .containsExactly("train_dataset_handle", "test_dataset_handle");
  }

  @Test
  void refusesAnUnknownAnalysisWithTheKnownOnes() {
    AgentProblem problem =
        catchThrowableOfType(
                AgentException.class, () -> registry.analyses().byKey("spectral_koopmann"))
            .problem();

    assertThat(problem.code()).isEqualTo("unknown_workflow_key");
    assertThat(problem.fieldPath()).isEqualTo("workflow_key");
    assertThat(problem.message())
        .contains("Did you mean 'spectral_koopman'?", "vortex_transform_modes");
  }

  @Test
  void describesTheEvaluationAsItsOperationDoes() {
    Map<String, Object> rollout = registry.evaluations().all().get(0);

    assertThat(rollout.get("key")).isEqualTo("checkpoint_rollout");
    assertThat(rollout.get("metrics")).isEqualTo(List.of("rollout_rmse"));
    assertThat(requireNonNull((Map<?, ?>) rollout.get("predict_kwargs")).keySet())
        .map(String::valueOf)
        .containsExactly("part", "horizon", "vpt_gamma", "diverged_above");
  }
}
