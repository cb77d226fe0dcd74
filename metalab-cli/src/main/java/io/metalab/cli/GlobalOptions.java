package io.metalab.cli;

import io.metalab.cli.config.Key;
import io.metalab.cli.config.Setting;
import io.metalab.cli.output.Format;
import io.metalab.cli.terminal.ColourMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
@Command(name = "metalab", mixinStandardHelpOptions = false)
public final class GlobalOptions {
  /** The option that names the store; the origin of a setting that it makes. */
  public static final String STORE = "--store";

  @Option(
      names = {"-s", STORE},
      scope = ScopeType.INHERIT,
      paramLabel = "STORE",
      description = "Path or URI of the store; ./runs unless set.")
  @Nullable String store;

  @Option(
      names = "--json",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      scope = ScopeType.INHERIT,
      paramLabel = "FIELD,..",
      description = "Print exactly one JSON document, also on failure; only with these fields.")
  @Nullable String json;

  @Option(
      names = "--format",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "Print lists as table, tsv, csv, ndjson, json, markdown or latex.")
  @Nullable Format format;

  @Option(
      names = "--cols",
      scope = ScopeType.INHERIT,
      split = ",",
      paramLabel = "COLUMN",
      description = "Print these columns of a list, in this order.")
  List<String> columns = List.of();

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Tell no progress on stderr, only failures.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Print log lines of level INFO on stderr, not only warnings.")
  boolean verbose;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      description = "Colour: auto, always or never.")
  @Nullable ColourMode colour;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of errors on stderr.")
  boolean debug;

  @Option(
      names = "-C",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "Work as if started in this directory.")
  @Nullable String directory;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--version", description = "Show the version.")
  boolean version;

  /** Returns whether one JSON document is wanted. */
  boolean isJson() {
    return json != null || format == Format.JSON;
  }

  /** Returns the fields that a JSON document is to keep, or none for all. */
  List<String> jsonFields() {
    return json == null || json.isEmpty() ? List.of() : List.of(json.split(",", -1));
  }

  /** Returns the format asked for, or null. */
  @Nullable Format listFormat() {
    return json != null ? Format.JSON : format;
  }

  /** Returns what the command line says of settings. */
  Map<Key, Setting> settings() {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    if (store != null) {
      settings.put(Key.STORE, new Setting(store, STORE));
    }
    if (colour != null) {
      settings.put(Key.COLOR, new Setting(colour.toString(), "--color"));
    }
    return settings;
  }
}
