package io.metalab.cli.command;

import io.metalab.api.MetalabException;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.config.Key;
import io.metalab.cli.config.Setting;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Glyphs;
import io.metalab.cli.terminal.Show;
import io.metalab.core.provenance.Gpus;
import io.metalab.core.registry.Executors;
import io.metalab.core.registry.Operations;
import io.metalab.core.registry.Stores;
import io.metalab.core.results.Table;
import io.metalab.executor.slurm.SlurmStates;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at what runs depend on: the JVM, the machine, the store, the clock, the settings. */
@Command(
    name = "doctor",
    description = "Check JVM, machine, store, clock, locale and settings.",
    footer = {"metalab doctor", "metalab doctor --config"})
public final class DoctorCommand implements CliCommand {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  @Option(names = "--config", description = "Print each setting in force and where it comes from.")
  boolean config;

  private enum Verdict {
    OK,
    WARN,
    FAIL
  }

  @Override
  public CommandResult run(CliContext context) {
    return config ? settings(context) : checks(context);
  }

  private static CommandResult settings(CliContext context) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    context.config().all().forEach((key, setting) -> rows.add(row(key, setting)));
    return CommandResult.of(List.of("key", "value", "origin", "variable", "doc"), rows);
  }

  private static List<@Nullable Object> row(Key key, Setting setting) {
    return Arrays.asList(key.path(), setting.value(), setting.origin(), key.variable(), key.doc());
  }

  private static CommandResult checks(CliContext context) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    java(rows);
    machine(rows, context);
    store(rows, context);
    locale(rows, context);
    plugins(rows, context);
    slurm(rows, context);
    boolean failed = rows.stream().anyMatch(row -> "fail".equals(row.get(1)));
    return new CommandResult.Rows(
        failed ? ExitCode.FINDINGS : ExitCode.OK,
        Table.of(List.of("check", "verdict", "value"), rows));
  }

  private static void java(List<List<@Nullable Object>> rows) {
    int feature = Runtime.version().feature();
    String version =
        "%s, %s, %s"
            .formatted(
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"));
    add(rows, "java", feature >= 17 ? Verdict.OK : Verdict.FAIL, version);
  }

  private static void machine(List<List<@Nullable Object>> rows, CliContext context) {
    Runtime runtime = Runtime.getRuntime();
    add(rows, "cores", Verdict.OK, Integer.toString(runtime.availableProcessors()));
    int gpus = Gpus.count(context.environment().variables());
    add(rows, "gpus", Verdict.OK, Integer.toString(gpus));
    add(rows, "heap", Verdict.OK, "at most " + Show.bytes(runtime.maxMemory()));
  }

  private static void store(List<List<@Nullable Object>> rows, CliContext context) {
    URI locator = Stores.toUri(context.storeName(), context.storeBase());
    if (!"file".equals(locator.getScheme())) {
      add(rows, "store", Verdict.OK, locator.toString());
      return;
    }
    Path directory = Path.of(locator.getPath());
    Path existing = directory;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean there = Files.isDirectory(directory.resolve(".metalab"));
    boolean writable = Files.isDirectory(existing) && Files.isWritable(existing);
    String state = there ? "is there" : "is not there yet";
    add(
        rows,
        "store",
        writable ? Verdict.OK : Verdict.FAIL,
        "%s %s, %s"
            .formatted(directory, state, writable ? "writable" : existing + " is not writable"));
    if (writable) {
      clock(rows, existing, context);
    }
  }

  /** Compares the clock of this machine with that of the machine that keeps the files. */
  private static void clock(List<List<@Nullable Object>> rows, Path directory, CliContext context) {
    Instant now = context.environment().clock().instant();
    try {
      Path probe = Files.createTempFile(directory, ".metalab-doctor", ".tmp");
      Instant written = Files.getLastModifiedTime(probe).toInstant();
      Files.delete(probe);
      Duration skew = Duration.between(now, written);
      boolean equal = skew.abs().compareTo(CLOCK_TOLERANCE) <= 0;
      add(
          rows,
          "clock",
          equal ? Verdict.OK : Verdict.WARN,
          equal
              ? Show.date(now)
              : "%s; the store's files are dated %s s apart"
                  .formatted(Show.date(now), skew.toSeconds()));
    } catch (IOException e) {
      add(rows, "clock", Verdict.WARN, "no file could be written to compare clocks: " + e);
    }
  }

  private static void locale(List<List<@Nullable Object>> rows, CliContext context) {
    Charset charset = context.environment().streams().charset();
    boolean unicode = Glyphs.of(charset).equals(Glyphs.of(StandardCharsets.UTF_8));
    add(
        rows,
        "locale",
        unicode ? Verdict.OK : Verdict.WARN,
        "%s, %s%s"
            .formatted(
                Locale.getDefault().toLanguageTag(),
                charset.name(),
                unicode ? "" : " (signs are printed in ASCII; maybe set LC_ALL=C.UTF-8)"));
  }

  private static void plugins(List<List<@Nullable Object>> rows, CliContext context) {
    ClassLoader loader = context.environment().loader();
    add(
        rows,
        "stores",
        Verdict.OK,
        String.join(", ", Stores.plugins(context.storeLoader()).names()));
    add(rows, "executors", Verdict.OK, String.join(", ", Executors.plugins(loader).names()));
    add(rows, "operations", Verdict.OK, String.join(", ", new Operations(loader).keys()));
  }

  private static void slurm(List<List<@Nullable Object>> rows, CliContext context) {
    try {
      Optional<String> there = SlurmStates.describe(context.environment().variables());
      add(rows, "slurm", Verdict.OK, there.orElse("no sbatch on the PATH, so no executor slurm"));
    } catch (MetalabException e) {
      add(rows, "slurm", Verdict.WARN, String.valueOf(e.getMessage()));
    }
  }

  private static void add(
      List<List<@Nullable Object>> rows, String check, Verdict verdict, String value) {
    rows.add(Arrays.asList(check, verdict.name().toLowerCase(Locale.ROOT), value));
  }
}
