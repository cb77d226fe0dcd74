package io.metalab.cli.study;

import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.config.Setting;
import io.metalab.cli.output.CliException;
import io.metalab.core.registry.DidYouMean;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How flags and settings say what the executor slurm alone knows. */
final class SlurmFlags {
  private static final String PREFIX = "run.slurm.";

  private SlurmFlags() {}

  /**
   * Returns what {@code --slurm} says.
   *
   * @throws CliException with {@code USAGE} if there is no such setting
   */
  static Map<Key, Setting> ofFlags(Map<String, String> flags) {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    flags.forEach(
        (name, value) ->
            settings.put(
                Key.find(PREFIX + name).orElseThrow(() -> unknown(name)),
                new Setting(value, "--slurm")));
    return settings;
  }

  /** Adds what a study says, lists as lines of one text. */
  static void put(Map<String, Object> declared, Map<Key, String> values) {
    for (Key key : keys()) {
      Object value = declared.get(name(key));
      if (value != null) {
        values.put(
            key,
            value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                : value.toString());
      }
    }
  }

  /** Returns what is set, by name. */
  static Map<String, Object> settings(Config config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Key key : keys()) {
      if (!config.value(key).isEmpty()) {
        settings.put(name(key), config.value(key));
      }
    }
    return settings;
  }

  private static List<Key> keys() {
    return Arrays.stream(Key.values()).filter(key -> key.path().startsWith(PREFIX)).toList();
  }

  private static String name(Key key) {
    return key.path().substring(PREFIX.length());
  }

  private static CliException unknown(String name) {
    List<String> names = keys().stream().map(SlurmFlags::name).toList();
    return CliException.usage(
        "The executor slurm has no setting '%s' (--slurm).%s"
            .formatted(name, DidYouMean.hint(name, names)),
        "the settings are " + String.join(", ", names));
  }
}
