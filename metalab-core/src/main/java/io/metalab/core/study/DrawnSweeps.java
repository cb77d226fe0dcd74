package io.metalab.core.study;

import io.metalab.api.MetalabException;
import io.metalab.api.ParamSource;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads sweeps whose points are drawn from distributions: {@code random} and the designs of
 * experiments. Settings and parameters stand side by side: {@code sobol: {n: 64, lr: {uniform: [0,
 * 1]}}}.
 */
final class DrawnSweeps {
  /** The settings of each kind of sweep; all other keys are parameters. */
  static final Map<String, List<String>> SETTINGS = settings();

  static final int DEFAULT_LEVELS = 4;
  private static final String DEFAULT_SEED = "0";

  private final String kind;
  private final Item item;
  private final Map<String, Entry> settings = new LinkedHashMap<>();
  private final Map<String, Entry> parameters;

  private DrawnSweeps(String kind, Item item) {
    this.kind = kind;
    this.item = item;
    this.parameters = Section.anyMap("sweep." + kind, item);
    for (String setting : SETTINGS.getOrDefault(kind, List.of())) {
      Optional.ofNullable(parameters.remove(setting))
          .ifPresent(entry -> settings.put(setting, entry));
    }
    if (parameters.isEmpty()) {
      throw item.place()
          .error("%s draws nothing.".formatted(kind), "", "write name: {uniform: [0, 1]}");
    }
  }

  private static Map<String, List<String>> settings() {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    settings.put("random", List.of("n", "seed"));
    settings.put("latin_hypercube", List.of("n", "seed"));
    settings.put("sobol", List.of("n", "skip", "seed"));
    settings.put("halton", List.of("n", "skip", "seed"));
    settings.put("morris", List.of("trajectories", "levels", "seed"));
    settings.put("saltelli", List.of("n", "seed"));
    return settings;
  }

  /** Takes an item as a sweep of a kind. */
  static DrawnSweeps of(String kind, Item item) {
    return new DrawnSweeps(kind, item);
  }

  /** Returns a sweep without a parameter, or empty if it draws nothing else. */
  static Optional<Dict> without(String kind, Dict sweep, String parameter) {
    Dict rest = sweep.without(parameter);
    boolean draws =
        rest.entries().keySet().stream()
            .anyMatch(key -> !SETTINGS.getOrDefault(kind, List.of()).contains(key));
    return draws ? Optional.of(rest) : Optional.empty();
  }

  /** Returns the items of the parameters by name. */
  Map<String, Entry> parameters() {
    return parameters;
  }

  /** Returns the source, given what each parameter is drawn from. */
  ParamSource source(Map<String, Distribution> axes) {
    try {
      return switch (kind) {
        case "random" -> ParamSources.random(count("n"), seed(DEFAULT_SEED), axes);
        case "latin_hypercube" -> ParamSources.latinHypercube(count("n"), seed(DEFAULT_SEED), axes);
        case "sobol" -> ParamSources.sobol(count("n"), skip(), seed(""), axes);
        case "halton" -> ParamSources.halton(count("n"), skip(), seed(""), axes);
        case "morris" ->
            ParamSources.morris(count("trajectories"), levels(), seed(DEFAULT_SEED), axes);
        default -> ParamSources.saltelli(count("n"), seed(DEFAULT_SEED), axes);
      };
    } catch (StudyFileException e) {
      throw e;
    } catch (MetalabException e) {
      throw item.place().error(e);
    }
  }

  private long count(String setting) {
    Entry entry = settings.get(setting);
    if (entry == null) {
      String what = setting.equals("n") ? "points" : setting;
      throw item.place().error("%s needs '%s', the number of %s.".formatted(kind, setting, what));
    }
    return Section.integer(kind + "." + setting, entry.item(), 1, Long.MAX_VALUE);
  }

  private long skip() {
    Entry entry = settings.get("skip");
    return entry == null ? 0 : Section.integer(kind + ".skip", entry.item(), 0, Integer.MAX_VALUE);
  }

  private int levels() {
    Entry entry = settings.get("levels");
    return entry == null
        ? DEFAULT_LEVELS
        : (int) Section.integer(kind + ".levels", entry.item(), 2, Integer.MAX_VALUE);
  }

  private String seed(String absent) {
    Entry entry = settings.get("seed");
    return entry == null ? absent : SeedsReader.seed(kind + ".seed", entry.item());
  }
}
