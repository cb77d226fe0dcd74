package io.dymad.agent.compiler;

import io.dymad.agent.registry.PhaseEntries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns DyMAD's entries of phases into phases of {@code dymad.train}; repeats are written out. */
final class PhaseTranslation {
  private static final int MOST = 10_000;
  private static final long MOST_EPOCHS = 1_000_000_000;

  private final List<?> profile;

  /** Creates the translation of requests that a profile's phases complete. */
  PhaseTranslation(List<?> profile) {
    this.profile = profile;
  }

  /** Returns the phases of a list. */
  List<TranslatedPhase> translate(String path, List<?> entries) {
    List<TranslatedPhase> phases = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      phases.addAll(entry(Fields.of(path + "." + i, entries.get(i))));
      if (phases.size() > MOST) {
        throw Fields.invalid(path, "more than " + MOST, "fewer phases, repeats written out");
      }
    }
    return phases;
  }

  private List<TranslatedPhase> entry(Fields entry) {
    String type =
        entry.has("type")
            ? entry.choice(
                "type",
                List.of("optimizer", "linear_solve", "data", "analysis", "export", "repeat"),
                "")
            : "optimizer";
    return switch (type) {
      case "linear_solve" -> List.of(solve(entry));
      case "data" -> List.of(data(entry));
      case "repeat" -> repeat(entry);
      case "analysis" -> List.of(kept("analysis", entry.only(List.of("type", "name"))));
      case "export" -> List.of(export(entry.only(List.of("type", "name", "target"))));
      default -> List.of(optimizer(entry));
    };
  }

  private static TranslatedPhase export(Fields entry) {
    TranslatedPhase kept = kept("export", entry);
    Map<String, Object> options = new LinkedHashMap<>(kept.options());
    options.put("target", entry.choice("target", PhaseEntries.EXPORTS, "best_model"));
    return new TranslatedPhase(kept.fieldPath(), options, kept.names());
  }

  /** What has no name gets one from its place, such as {@code analysis_3}. */
  private static TranslatedPhase kept(String kind, Fields entry) {
    String place = entry.path().replaceAll("[^0-9]+", "_");
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(kind, entry.findText("name").orElse(kind + place));
    return new TranslatedPhase(entry.path(), options, Map.of(kind, "name"));
  }

  private List<TranslatedPhase> repeat(Fields entry) {
    entry.only(List.of("type", "name", "times", "phases"));
    List<TranslatedPhase> once = translate(entry.at("phases"), entry.list("phases"));
    long times = entry.integer("times", 0, 1, MOST);
    if (times * once.size() > MOST) {
      throw Fields.invalid(
          entry.at("times"), times, "less; there would be over %d phases".formatted(MOST));
    }
    List<TranslatedPhase> all = new ArrayList<>();
    for (long i = 1; i <= times; i++) {
      for (TranslatedPhase phase : once) {
        all.add(phase.inRound(i));
      }
    }
    return all;
  }

  private TranslatedPhase optimizer(Fields given) {
    List<String> trainers = new ArrayList<>(PhaseEntries.TRAINERS.keySet());
    boolean legacy = !given.has("type");
    if (legacy) {
      trainers.add("Linear");
    }
    String trainer = given.choice("trainer", trainers, "");
    if (trainer.equals("Linear")) {
      return solve(given);
    }
    Fields entry = new Fields(given.path(), completed(given, trainer));
    Map<String, Object> options = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    options.put("trainer", PhaseEntries.TRAINERS.get(trainer));
    entry
        .values()
        .forEach(
            (name, value) -> {
              switch (String.valueOf(name)) {
                case "type", "name", "trainer", "n_epochs" -> {}
                case "weak_form_params" -> weakForm(entry, options, names);
                case "epochs" -> throw Fields.invalid(entry.at("epochs"), value, "called n_epochs");
                default -> options.put(String.valueOf(name), value);
              }
            });
    options.put("epochs", entry.integer("n_epochs", 0, 1, MOST_EPOCHS));
    names.put("epochs", "n_epochs");
    return new TranslatedPhase(entry.path(), options, names);
  }

  private static void weakForm(
      Fields entry, Map<String, Object> options, Map<String, String> names) {
    Fields form =
        Fields.of(entry.at("weak_form_params"), entry.get("weak_form_params"))
            .only(PhaseEntries.WEAK_FORM);
    for (String name : PhaseEntries.WEAK_FORM) {
      Object value = form.get(name);
      if (value != null) {
        options.put(name, value);
        names.put(name, "weak_form_params." + name);
      }
    }
  }

  /** Returns the entry with what the profile's phase of the same trainer has besides. */
  private Map<?, ?> completed(Fields entry, String trainer) {
    Optional<Map<?, ?>> same = Optional.empty();
    for (Object phase : profile) {
      if (phase instanceof Map<?, ?> map && trainer.equals(map.get("trainer"))) {
        same = Optional.of(map);
      }
    }
    return same.<Map<?, ?>>map(base -> Merge.deep(base, entry.values())).orElse(entry.values());
  }

  private static TranslatedPhase solve(Fields entry) {
    entry.only(List.of("type", "trainer", "name", "method", "params", "remove_one"));
    String method = entry.choice("method", PhaseEntries.SOLVES, "full");
    Map<String, Object> options = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    options.put("trainer", "linear");
    options.put("method", method);
    boolean sako = method.startsWith("sako");
    if (method.startsWith("truncated")) {
      options.put("rank", entry.integer("params", 0, 1, Integer.MAX_VALUE));
      names.put("rank", "params");
    } else if (sako) {
      double params = entry.number("params", 0, Double.MIN_VALUE, Integer.MAX_VALUE);
      boolean count = params == Math.rint(params);
      options.put(
          count ? "pairs" : "max_residual", count ? (Object) (long) params : (Object) params);
      names.put(count ? "pairs" : "max_residual", "params");
    } else if (entry.has("params")) {
      throw Fields.invalid(
          entry.at("params"), entry.get("params"), "left out with the method " + method);
    }
    if (sako) {
      options.put("remove_one", entry.flag("remove_one", false));
    } else if (entry.has("remove_one")) {
      throw Fields.invalid(
          entry.at("remove_one"), entry.get("remove_one"), "left out with the method " + method);
    }
    return new TranslatedPhase(entry.path(), options, names);
  }

  private static TranslatedPhase data(Fields entry) {
    String operation = entry.choice("operation", List.of("context", "smooth"), "");
    List<String> own =
        operation.equals("smooth")
            ? List.of("window_length", "polyorder")
            : List.of("n_samples", "n_steps");
    List<String> known = new ArrayList<>(List.of("type", "name", "operation"));
    known.addAll(own);
    entry.only(known);
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("data", operation);
    for (String name : own) {
      Object value = entry.get(name);
      if (value != null) {
        options.put(name, value);
      }
    }
    return new TranslatedPhase(entry.path(), options, Map.of("data", "operation"));
  }
}
