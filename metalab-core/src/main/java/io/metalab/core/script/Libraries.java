package io.metalab.core.script;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.provenance.Gpus;
import io.metalab.core.provenance.MetalabVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds the jars that Java files name in {@code //DEPS} lines: among those of this program, else in
 * the local Maven repository, else by Maven from wherever its settings say. What was found is
 * remembered, so that Maven starts once for the same jars. Safe for use by many threads.
 */
public final class Libraries {
  private static final String OWN_GROUP = "io.metalab";

  private final Path cache;
  private final List<Path> own;
  private final boolean gpu;
  private final boolean offline;
  private final JarSource source;
  private final Map<List<DependencyLine>, Resolution> known = new ConcurrentHashMap<>();

  /**
   * Creates a search.
   *
   * @param cache where compiled programs and what was found are kept
   * @param own the class path of this program
   * @param gpu whether jars for a GPU go before others
   * @param offline whether nothing may be downloaded
   */
  Libraries(Path cache, List<Path> own, boolean gpu, boolean offline, JarSource source) {
    this.cache = requireNonNull(cache, "cache");
    this.own = List.copyOf(own);
    this.gpu = gpu;
    this.offline = offline;
    this.source = requireNonNull(source, "source");
  }

  /**
   * Returns what finds jars for a person's programs, on a machine with a GPU those for a GPU first.
   *
   * @param environment the environment variables
   */
  public static Libraries of(Map<String, String> environment) {
    return new Libraries(
        JavaProgram.userCache(environment),
        JavaProgram.ownClassPath(),
        Gpus.count(environment) > 0,
        false,
        new Maven());
  }

  /** Returns this search without downloads. */
  public Libraries offline() {
    return new Libraries(cache, own, gpu, true, source);
  }

  /** Returns where compiled programs are kept. */
  Path cache() {
    return cache;
  }

  /** Returns the class path of this program. */
  List<Path> own() {
    return own;
  }

  /**
   * Finds the jars of a header.
   *
   * @throws MetalabException with {@link ErrorCode#UNSATISFIABLE} if one cannot be had
   */
  Resolution resolve(ScriptHeader header) {
    return known.computeIfAbsent(header.dependencies(), this::choose);
  }

  private Resolution choose(List<DependencyLine> lines) {
    List<String> remarks = new ArrayList<>();
    if (gpu && lines.stream().anyMatch(DependencyLine::differs)) {
      try {
        return new Resolution(find(jars(lines, true)), remarks);
      } catch (MetalabException e) {
        if (e.code() != ErrorCode.UNSATISFIABLE) {
          throw e;
        }
        remarks.add(
            "There is a GPU, but the jars for it cannot be had, so those without one are used. "
                + e.getMessage());
      }
    }
    return new Resolution(find(jars(lines, false)), remarks);
  }

  private static List<Coordinates> jars(List<DependencyLine> lines, boolean forGpu) {
    return lines.stream()
        .flatMap(line -> (forGpu && line.differs() ? line.gpuJars() : line.jars()).stream())
        .distinct()
        .toList();
  }

  private List<Path> find(List<Coordinates> jars) {
    List<Coordinates> wanted = jars.stream().filter(jar -> !isOwn(jar)).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    Path file = cache.resolve("jars").resolve(CanonicalJson.sha256(wanted.toString()));
    try {
      List<Path> remembered = remembered(file);
      if (!remembered.isEmpty() && remembered.stream().allMatch(Files::isRegularFile)) {
        return remembered;
      }
      List<Path> found = source.find(wanted, offline);
      remember(file, found);
      return found;
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "What was found for //DEPS cannot be kept in %s: %s".formatted(file, e),
          e);
    }
  }

  /** In a checkout, modules of this program are directories of classes. */
  private boolean isOwn(Coordinates jar) {
    boolean module =
        jar.group().equals(OWN_GROUP) && jar.version().equals(MetalabVersion.current());
    return own.stream()
        .anyMatch(
            entry ->
                jar.is(entry)
                    || (module && entry.toString().contains("/" + jar.artifact() + "/target/")));
  }

  private static List<Path> remembered(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Path::of).toList();
    }
  }

  private static void remember(Path file, List<Path> jars) throws IOException {
    Path directory = Files.createDirectories(requireNonNull(file.getParent()));
    Path fresh = Files.createTempFile(directory, "new", ".txt");
    Files.write(fresh, jars.stream().map(Path::toString).toList());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
