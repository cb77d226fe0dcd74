package io.metalab.core.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import io.metalab.core.json.Json;
import io.metalab.core.registry.Operations;
import io.metalab.core.search.SearchCodec;
import io.metalab.core.stage.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of a declaration, so that a study can be resumed without its file. Immutable.
 *
 * <p>Its text is JSON in the order of the declaration, since the order of a sweep is that of its
 * runs; equal declarations have one text, whatever machine wrote it. The base directory is kept
 * relative to the store where there is a path between them.
 *
 * @param study {@code name:version}
 * @param operation {@code key@version} of the operation, of the last one of a study of several
 *     stages
 * @param operationClass name of the operation's class
 * @param source name of the file or, for a study declared in Java, of the main class
 * @param declaredInJava whether {@code source} is a main class
 * @param seedRoot root seed
 * @param replicates replicates of each point, 0 for one run without replicate
 * @param goalMetric metric of the goal, or empty
 * @param minimize whether smaller is better
 * @param baseDirectory directory that relative paths are relative to, itself relative to the store
 *     or absolute
 * @param classPath class path of the user's own operations, relative to the base directory
 * @param sweep one line that says what is swept, or what the stages are
 * @param runs number of runs of the plan, duplicates included
 * @param declaration the declaration as JSON, what is data of it for a study declared in Java
 */
public record StudyManifest(
    String study,
    String operation,
    String operationClass,
    String source,
    boolean declaredInJava,
    String seedRoot,
    int replicates,
    String goalMetric,
    boolean minimize,
    String baseDirectory,
    List<String> classPath,
    String sweep,
    long runs,
    Map<String, @Nullable Object> declaration) {
  /** The kind of document that a store keeps manifests under. */
  public static final String DOCUMENT_KIND = "experiment";

  private static final long FORMAT = 1;

  public StudyManifest {
    requireNonNull(study, "study");
    requireNonNull(operation, "operation");
    requireNonNull(operationClass, "operationClass");
    requireNonNull(source, "source");
    requireNonNull(seedRoot, "seedRoot");
    requireNonNull(goalMetric, "goalMetric");
    requireNonNull(baseDirectory, "baseDirectory");
    classPath = List.copyOf(classPath);
    requireNonNull(sweep, "sweep");
    declaration = Collections.unmodifiableMap(new LinkedHashMap<>(declaration));
  }

  /**
   * Returns the manifest of a study that was read from a file.
   *
   * @param storeDirectory the directory of the store, if it has one
   */
  public static StudyManifest of(LoadedStudy study, Optional<Path> storeDirectory) {
    return of(
        study.pipeline(),
        study.source(),
        false,
        storedBase(study.baseDirectory(), storeDirectory),
        study.classPath(),
        study.declaration().plain());
  }

  /**
   * Returns the manifest of a study that a Java program declares; it can be declared again if the
   * class of its operation can be loaded and neither its sweep nor its params are code.
   *
   * @param pipeline its stages
   * @param resources what one run takes up
   * @param mainClass name of the main class
   * @param command the command that starts the program, or empty
   * @param baseDirectory what its relative paths are relative to
   * @param classPath what holds its classes, or none for what its operation was read from
   * @param storeDirectory the directory of the store, if it has one
   */
  public static StudyManifest ofJava(
      Pipeline pipeline,
      Resources resources,
      String mainClass,
      String command,
      Path baseDirectory,
      List<Path> classPath,
      Optional<Path> storeDirectory) {
    List<Path> holders =
        classPath.isEmpty()
            ? JavaDeclaration.codeSource(pipeline.last()).stream().toList()
            : classPath;
    return of(
        pipeline,
        mainClass,
        true,
        storedBase(baseDirectory, storeDirectory),
        holders.stream().map(path -> StudyFile.relative(path, absolute(baseDirectory))).toList(),
        JavaDeclaration.encode(pipeline, resources, command));
  }

  private static String storedBase(Path baseDirectory, Optional<Path> storeDirectory) {
    Path base = absolute(baseDirectory);
    return storeDirectory
        .map(store -> StudyFile.relative(base, absolute(store)))
        .orElseGet(base::toString);
  }

  private static StudyManifest of(
      Pipeline pipeline,
      String source,
      boolean declaredInJava,
      String baseDirectory,
      List<String> classPath,
      Map<String, @Nullable Object> declaration) {
    Experiment experiment = pipeline.last();
    return new StudyManifest(
        experiment.id(),
        experiment.operationSpec().qualifiedKey(),
        experiment.operation().getClass().getName(),
        source,
        declaredInJava,
        experiment.seeds().root(),
        pipeline.isStaged() ? 0 : experiment.seeds().replicates(),
        experiment.goal().metric(),
        experiment.goal().minimize(),
        baseDirectory,
        classPath,
        pipeline.isStaged() ? pipeline.describe() : experiment.params().describe(),
        pipeline.isStaged()
            ? pipeline.mostRuns()
            : Math.multiplyExact(
                experiment.params().size(), (long) experiment.seeds().runsPerPoint()),
        declaration);
  }

  /** Returns the text, one line of JSON. */
  public String toJson() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("v", FORMAT);
    object.put("study", study);
    object.put("operation", operation);
    object.put("operation_class", operationClass);
    object.put("source", source);
    object.put("java", declaredInJava);
    object.put("seed", seedRoot);
    object.put("replicates", replicates);
    object.put("goal", goalMetric);
    object.put("minimize", minimize);
    object.put("base", baseDirectory);
    object.put("classpath", classPath);
    object.put("sweep", sweep);
    object.put("runs", runs);
    object.put("declaration", declaration);
    return Json.write(object);
  }

  /**
   * Reads the text of a manifest.
   *
   * @throws MetalabException with {@link ErrorCode#STORE_CORRUPT} if it is none, with {@link
   *     ErrorCode#STORE_NEWER} if a newer version wrote it
   */
  public static StudyManifest parse(String text) {
    try {
      return new ManifestReader(Json.parseObject(text), FORMAT).read();
    } catch (MetalabException e) {
      throw e.code() == ErrorCode.INVALID_VALUE ? malformed(e) : e;
    } catch (ClassCastException | ArithmeticException | IllegalArgumentException e) {
      throw malformed(e);
    }
  }

  private static MetalabException malformed(RuntimeException e) {
    return new MetalabException(
        ErrorCode.STORE_CORRUPT, "The manifest of a study is malformed: " + e.getMessage(), e);
  }

  /**
   * Makes the study again from its declaration, with an own class loader for its class path.
   *
   * @param storeDirectory the directory of the store, if it has one
   * @param overrides values that replace those of the declaration
   * @param moreClassPath directories and jars besides those of the declaration, absolute or
   *     relative to the working directory
   * @param parent the class loader of this program
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if it was declared in Java
   * @throws StudyFileException if the declaration does not hold any more, as after a parameter of
   *     the operation was dropped
   */
  public LoadedStudy reload(
      Optional<Path> storeDirectory,
      StudyOverrides overrides,
      List<String> moreClassPath,
      ClassLoader parent) {
    return reload(storeDirectory, overrides, moreClassPath, UserLoader.below(parent));
  }

  /** Makes the study again with known operations; see the other method of this name. */
  public LoadedStudy reload(
      Optional<Path> storeDirectory, StudyOverrides overrides, Operations operations) {
    return reload(storeDirectory, overrides, List.of(), UserLoader.of(operations));
  }

  private LoadedStudy reload(
      Optional<Path> storeDirectory,
      StudyOverrides overrides,
      List<String> moreClassPath,
      UserLoader loader) {
    if (declaredInJava) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The study %s was declared in Java, by %s.".formatted(study, source));
    }
    Path base = baseDirectory(storeDirectory);
    Place place = new SourceText("manifest of " + study, List.of()).start();
    List<String> extra =
        new ArrayList<>(classPath.subList(declaredClassPath().size(), classPath.size()));
    moreClassPath.forEach(entry -> extra.add(StudyFile.relative(Path.of(entry), base)));
    return StudyFile.load(
        JsonItems.read(declaration, place), overrides, base, source, extra, loader);
  }

  /**
   * Declares a study again that was declared in Java; its derived metrics are left out.
   *
   * @param operations finds the class of its operation
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} and the command that continues it
   *     if parts of it are code or its operation has another version now, with {@link
   *     ErrorCode#UNKNOWN_OPERATION} if the class is not on the class path
   */
  public Experiment redeclare(Operations operations) {
    return JavaDeclaration.decode(this, operations);
  }

  /** Returns what a Java program declares that one run takes up. */
  public Resources resources() {
    return JavaDeclaration.resources(this);
  }

  /** Returns the command that starts the Java program that declared the study, or empty. */
  public String command() {
    return JavaDeclaration.command(this);
  }

  /** Returns the groups of derived metrics that only the declaring Java program can compute. */
  public List<String> derivedGroups() {
    return JavaDeclaration.derived(this);
  }

  /**
   * Returns the absolute directory that relative paths are relative to.
   *
   * @param storeDirectory the directory of the store, if it has one
   */
  public Path baseDirectory(Optional<Path> storeDirectory) {
    return absolute(
        storeDirectory.map(store -> store.resolve(baseDirectory)).orElse(Path.of(baseDirectory)));
  }

  /** Returns whether replicates are added until they suffice, so that {@link #runs} is the most. */
  public boolean isRace() {
    return declaration.get("seeds") instanceof Map<?, ?> seeds && seeds.containsKey("until");
  }

  /** Returns whether results decide its points, so that {@link #runs} is the most. */
  public boolean isSearch() {
    return declaration.containsKey("search")
        || (declaration.get("sweep") instanceof Map<?, ?> sweep && SearchCodec.isSearch(sweep));
  }

  /** Returns whether runs may be told to stop before their end. */
  public boolean prunes() {
    return declaration.containsKey("prune")
        || (declaration.get(StudyReader.STAGES) instanceof Map<?, ?> stages
            && stages.values().stream()
                .anyMatch(stage -> stage instanceof Map<?, ?> one && one.containsKey("prune")));
  }

  /** Returns whether the study has several stages, so that {@link #runs} is the most. */
  public boolean isStaged() {
    return declaration.containsKey(StudyReader.STAGES);
  }

  private List<?> declaredClassPath() {
    return declaration.get("run") instanceof Map<?, ?> run
            && run.get("classpath") instanceof List<?> entries
        ? entries
        : List.of();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
