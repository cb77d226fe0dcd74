package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.CliEnvironment;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.Tables;
import io.metalab.core.registry.UserClassPath;
import io.metalab.core.results.Markup;
import io.metalab.core.results.ParquetFile;
import io.metalab.core.results.Results;
import io.metalab.core.results.RowFormat;
import io.metalab.core.results.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the runs of a study to a file. */
@Command(
    name = "export",
    description = "Write the runs of a study to a file, in the format that its name ends with.",
    footer = {
      "metalab export koopman -o runs.csv",
      "metalab export koopman -o koopman.zip",
      "metalab export koopman -o best.tex --where \"loss < 1\" --cols lr,width,loss"
    })
public final class ExportCommand implements CliCommand {
  private static final Map<String, Content> FORMATS = formats();

  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; all studies of the store unless given.")
  @Nullable String study;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "A .csv, .tsv, .ndjson or .json file; .parquet with DuckDB's driver on the class path; "
              + ".md or .tex for a table in a document; .zip for an archive of everything, which"
              + " opens as a store and can be imported.")
  String output = "";

  @Option(names = "--where", paramLabel = "EXPR", description = "Keep these runs.")
  List<String> where = List.of();

  @Option(
      names = "--classpath",
      split = ":",
      paramLabel = "PATH",
      description =
          "Where DuckDB's driver is, such as 'lib/duckdb_jdbc-*.jar'; only .parquet needs it.")
  List<String> classPath = List.of();

  private interface Content {
    /** Writes a file and returns the number of runs in it. */
    long write(Results results, Path file, ClassLoader loader) throws IOException;
  }

  private interface Text {
    long write(Results results, Appendable out) throws IOException;
  }

  private static Map<String, Content> formats() {
    Map<String, Content> formats = new LinkedHashMap<>();
    for (RowFormat format : RowFormat.values()) {
      formats.put(
          "." + format.name().toLowerCase(Locale.ROOT),
          text((results, out) -> results.export(format, out)));
    }
    formats.put(".parquet", ParquetFile::write);
    formats.put(".md", document(Markup.MARKDOWN));
    formats.put(".tex", document(Markup.LATEX));
    return formats;
  }

  private static Content document(Markup markup) {
    return text(
        (results, out) -> {
          Table table = results.table();
          out.append(Tables.document(table, markup));
          return table.rows().size();
        });
  }

  /** The file is there whole or not at all. */
  private static Content text(Text text) {
    return (results, file, loader) -> {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      long runs;
      try (BufferedWriter writer = Files.newBufferedWriter(part)) {
        runs = text.write(results, writer);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return runs;
    };
  }

  @Override
  public CommandResult run(CliContext context) {
    Path file = context.path(output);
    if (ArchiveExport.isMeant(file)) {
      requireWhole(context);
      return ArchiveExport.run(context, study, file, output);
    }
    Content content = content(file);
    Store store = context.readStore();
    Results results = Results.of(store, study == null ? "" : Studies.find(store, study));
    for (String expression : where) {
      results = results.where(expression);
    }
    if (!context.columns().isEmpty()) {
      results = results.select(context.columns());
    }
    long runs = write(results, content, file, context.environment());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file.toString());
    data.put("runs", runs);
    return CommandResult.of(
        data, terminal -> terminal.err("wrote %d runs to %s".formatted(runs, output)));
  }

  private void requireWhole(CliContext context) {
    if (!where.isEmpty() || !context.columns().isEmpty()) {
      throw CliException.usage(
          "An archive holds whole studies: --where and --cols do not apply to %s."
              .formatted(output),
          "name a .csv or .ndjson file to export some runs or columns");
    }
  }

  private static Content content(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Content content = dot < 0 ? null : FORMATS.get(name.substring(dot).toLowerCase(Locale.ROOT));
    if (content == null) {
      throw CliException.usage(
          "The file %s must end with %s or .zip."
              .formatted(name, String.join(", ", FORMATS.keySet())),
          "");
    }
    return content;
  }

  private long write(Results results, Content content, Path file, CliEnvironment environment) {
    ClassLoader loader = environment.loader();
    try (URLClassLoader user =
        UserClassPath.resolve(classPath, environment.directory()).open(loader)) {
      return content.write(results, file, user);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written (%s).".formatted(file, e), e);
    }
  }
}
