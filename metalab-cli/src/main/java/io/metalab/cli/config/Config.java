package io.metalab.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force and where each comes from.
 *
 * <p>Flags come before environment variables, the study's {@code run:}, {@code
 * .metalab.local.toml}, {@code .metalab.toml} (each found by walking up from the working
 * directory), the user's file, and the defaults.
 */
public final class Config {
  private static final String LOCAL = ".metalab.local.toml";
  private static final String PROJECT = ".metalab.toml";

  private final Map<Key, Setting> above;
  private final Map<Key, Setting> below;

  private Config(Map<Key, Setting> above, Map<Key, Setting> below) {
    this.above = above;
    this.below = below;
  }

  /**
   * Reads the settings.
   *
   * @param flags what the command line says
   * @param variables the environment
   * @param directory the working directory
   * @param home the user's home directory
   * @throws io.metalab.api.MetalabException with {@code USAGE} if a file does not parse or sets an
   *     unknown key
   */
  public static Config load(
      Map<Key, Setting> flags, Map<String, String> variables, Path directory, Path home) {
    Map<Key, Setting> above = new EnumMap<>(Key.class);
    Map<Key, Setting> below = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      String variable = variables.get(key.variable());
      if (variable != null && !variable.isEmpty()) {
        above.put(key, new Setting(variable, key.variable()));
      }
      below.put(key, new Setting(key.defaultValue(), Setting.DEFAULT));
    }
    above.putAll(flags);
    putFile(below, userFile(variables, home));
    putFile(below, walkUp(directory, PROJECT));
    putFile(below, walkUp(directory, LOCAL));
    return new Config(above, below);
  }

  /** Returns these settings with those of a study's {@code run:} in their place. */
  public Config withStudy(Map<Key, String> study) {
    Map<Key, Setting> merged = new EnumMap<>(below);
    study.forEach((key, value) -> merged.put(key, new Setting(value, "study run:")));
    return new Config(above, merged);
  }

  /** Returns these settings with those of a command's own flags in their place. */
  public Config withFlags(Map<Key, Setting> flags) {
    Map<Key, Setting> merged = new EnumMap<>(Key.class);
    merged.putAll(above);
    merged.putAll(flags);
    return new Config(merged, below);
  }

  /** Returns the setting in force. */
  public Setting get(Key key) {
    Setting setting = above.get(key);
    return setting != null ? setting : below.getOrDefault(key, new Setting("", Setting.DEFAULT));
  }

  /** Returns the value in force. */
  public String value(Key key) {
    return get(key).value();
  }

  /** Returns all settings in force, in the order of the keys. */
  public Map<Key, Setting> all() {
    Map<Key, Setting> all = new EnumMap<>(below);
    all.putAll(above);
    return Collections.unmodifiableMap(all);
  }

  private static void putFile(Map<Key, Setting> settings, @Nullable Path file) {
    if (file != null && Files.isRegularFile(file)) {
      settings.putAll(TomlFile.read(file));
    }
  }

  private static @Nullable Path walkUp(Path directory, String name) {
    for (Path place = directory; place != null; place = place.getParent()) {
      Path file = place.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private static Path userFile(Map<String, String> variables, Path home) {
    String configured = variables.getOrDefault("XDG_CONFIG_HOME", "");
    Path base = configured.isEmpty() ? home.resolve(".config") : Path.of(configured);
    return base.resolve("metalab").resolve("config.toml");
  }
}
