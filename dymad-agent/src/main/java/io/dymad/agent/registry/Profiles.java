package io.dymad.agent.registry;

import io.dymad.agent.AgentProblem;
import io.dymad.models.Time;
import io.dymad.models.Variant;
import io.metalab.core.registry.DidYouMean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The profiles, one for each variant. Models in continuous time start with the weak form, which
 * integrates nothing; there is no weak form of a map, so that those in discrete time start with
 * rollouts.
 */
public final class Profiles {
  private static final List<Profile> ALL =
      Arrays.stream(Variant.values()).map(Profiles::profile).toList();

  private Profiles() {}

  /** Returns all profiles. */
  public static List<Profile> all() {
    return ALL;
  }

  /** Returns the profile of a variant. */
  public static Profile of(Variant variant) {
    return ALL.stream().filter(profile -> profile.variant() == variant).findFirst().orElseThrow();
  }

  /**
   * Returns the profile that a request names, or that of its model if it names none.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_profile} or {@code profile_model} at
   *     {@code reference_profile} if there is no such profile, or it is one of another model
   */
  public static Profile resolve(@Nullable String key, Variant variant) {
    if (key == null) {
      return of(variant);
    }
    List<String> keys = ALL.stream().map(Profile::key).toList();
    Profile named =
        ALL.stream()
            .filter(profile -> profile.key().equals(key))
            .findFirst()
            .orElseThrow(
                () ->
                    AgentProblem.of(
                            "unknown_profile",
                            "There is no profile '%s'.%s That of %s is %s."
                                .formatted(
                                    key, DidYouMean.hint(key, keys), variant, of(variant).key()))
                        .at("reference_profile")
                        .withHint("list_profile_capabilities, or dymad registry list profiles")
                        .exception());
    if (named.variant() != variant) {
      throw AgentProblem.of(
              "profile_model",
              "The profile %s is one of %s, not of %s. Use %s, or leave it out."
                  .formatted(key, named.variant(), variant, of(variant).key()))
          .at("reference_profile")
          .exception();
    }
    return named;
  }

  /** The key has the family's name where DyMAD's has: {@code kbf-graph-default} is of GKBF. */
  private static String key(Variant variant) {
    String name = variant.name().toLowerCase(Locale.ROOT);
    if (name.startsWith("dg")) {
      name = "d" + name.substring(2);
    } else if (name.startsWith("g")) {
      name = name.substring(1);
    }
    return name + "-" + ModelCapability.kind(variant).wireName() + "-default";
  }

  private static Profile profile(Variant variant) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("data", Map.of("double_precision", false));
    config.put("transform_x", Map.of("type", "identity"));
    config.put("transform_u", Map.of("type", "identity"));
    config.put("split", Map.of("train_frac", 0.75));
    config.put("dataloader", Map.of("batch_size", 16));
    Map<String, Object> criterion = new LinkedHashMap<>();
    criterion.put("dynamics", Map.of("weight", 1));
    criterion.put("recon", Map.of("weight", 1));
    config.put("criterion", criterion);
    config.put("model", model(variant));
    config.put("phases", List.of(phase(variant)));
    return new Profile(key(variant), variant, config);
  }

  private static Map<String, Object> model(Variant variant) {
    Map<String, Object> model = new LinkedHashMap<>();
    boolean graph = variant.isGraph();
    boolean linear = variant.familyKey().equals("kbf") || variant.familyKey().equals("lti");
    boolean latentOfStates = variant.familyKey().equals("ldm") && !graph;
    if (linear) {
      model.put("koopman_dimension", graph ? 3 : 4);
    } else {
      model.put("processor_layers", 1);
    }
    model.put("hidden_dimension", 32);
    model.put("encoder_layers", latentOfStates ? 0 : 1);
    model.put("decoder_layers", latentOfStates ? 0 : 1);
    model.put("activation", "none");
    model.put("weight_init", "xavier_uniform");
    if (variant.time() == Time.CONTINUOUS) {
      model.put("input_order", "cubic");
    }
    if (graph) {
      model.put("autoencoder_type", "cat");
      model.put("gcl", "sage");
    }
    return model;
  }

  private static Map<String, Object> phase(Variant variant) {
    Map<String, Object> phase = new LinkedHashMap<>();
    phase.put("type", "optimizer");
    boolean weak = variant.time() == Time.CONTINUOUS;
    phase.put("name", weak ? "WeakForm" : "Rollout");
    phase.put("trainer", weak ? "Weak" : "NODE");
    phase.put("n_epochs", 25);
    phase.put("learning_rate", 5e-3);
    phase.put("decay_rate", 0.999);
    if (weak) {
      Map<String, Object> form = new LinkedHashMap<>();
      form.put("N", 13);
      form.put("dN", 2);
      form.put("ordpol", 2);
      form.put("ordint", 2);
      phase.put("weak_form_params", form);
    }
    return phase;
  }
}
