package io.metalab.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.output.CliException;
import io.metalab.core.registry.DidYouMean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Reads a settings file; loaded only where there is one. */
final class TomlFile {
  private TomlFile() {}

  static Map<Key, Setting> read(Path file) {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    put(settings, file, "", parse(file));
    return settings;
  }

  private static Map<?, ?> parse(Path file) {
    try {
      return new TomlMapper().readValue(Files.readString(file), Map.class);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : ":%d:%d".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new MetalabException(
          ErrorCode.USAGE, "%s%s: %s".formatted(file, place, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The settings file %s cannot be read.".formatted(file), e);
    }
  }

  private static void put(Map<Key, Setting> settings, Path file, String prefix, Map<?, ?> table) {
    table.forEach(
        (name, value) -> {
          String path = prefix + name;
          if (value instanceof Map<?, ?> inner) {
            put(settings, file, path + ".", inner);
            return;
          }
          Key key =
              Key.find(path)
                  .orElseThrow(
                      () ->
                          CliException.usage(
                              "%s sets '%s', which is no setting.%s"
                                  .formatted(file, path, DidYouMean.hint(path, Key.paths())),
                              "the settings are " + String.join("  ", Key.paths())));
          settings.put(key, new Setting(resolved(file, key, value), file.toString()));
        });
  }

  /** The store of a file is relative to the file. */
  private static String resolved(Path file, Key key, Object value) {
    String text = String.valueOf(value);
    boolean relative = key == Key.STORE && !text.contains(":") && !Path.of(text).isAbsolute();
    Path directory = file.toAbsolutePath().getParent();
    return relative && directory != null ? directory.resolve(text).normalize().toString() : text;
  }
}
