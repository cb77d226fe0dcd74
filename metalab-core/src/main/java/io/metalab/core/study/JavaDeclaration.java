package io.metalab.core.study;

import io.metalab.api.ContextSpec;
import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamResolver;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.PruneRule;
import io.metalab.api.ReplicateRule;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Resources;
import io.metalab.core.identity.ValueCodec;
import io.metalab.core.params.SourceCodec;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.Operations;
import io.metalab.core.search.SearchCodec;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.where.Where;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest keeps of a study that a Java program declares: its context, sweep and labels as
 * data, or, under {@code code}, which parts of it are code that only the program has.
 */
final class JavaDeclaration {
  private static final String COMMAND = "command";
  private static final String CODE = "code";
  private static final String BUILDER = "builder";
  private static final String CONTEXT = "context";
  private static final String SWEEP = "sweep";
  private static final String RESOURCES = "resources";
  private static final String TAGS = "tags";
  private static final String DERIVED = "derived";
  private static final String SEEDS = "seeds";
  private static final String UNTIL = "until";
  private static final String PRUNE = "prune";

  private JavaDeclaration() {}

  /**
   * Returns the declaration as JSON.
   *
   * @param resources what one run takes up
   * @param command the command that starts the program, or empty
   */
  static Map<String, @Nullable Object> encode(
      Pipeline pipeline, Resources resources, String command) {
    Experiment experiment = pipeline.last();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put(COMMAND, command);
    if (!resources.equals(Resources.DEFAULT)) {
      object.put(RESOURCES, encode(resources));
    }
    if (!pipeline.isStaged() && !experiment.until().isNone()) {
      object.put(SEEDS, Map.of(UNTIL, encode(experiment.until())));
    }
    if (pipeline.isStaged()) {
      object.put(StudyReader.STAGES, pipeline.stages().stream().map(Stage::name).toList());
      object.put(CODE, List.of("the stages"));
      return object;
    }
    Optional<Map<String, @Nullable Object>> sweep =
        SearchCodec.encode(experiment.params()).or(() -> SourceCodec.encode(experiment.params()));
    List<String> code = new ArrayList<>();
    if (!isLoadable(experiment)) {
      code.add("the operation");
    }
    if (sweep.isEmpty()) {
      code.add("the sweep");
    }
    if (experiment.resolver() != ParamResolver.NONE) {
      code.add("the resolver of params");
    }
    if (!code.isEmpty()) {
      object.put(CODE, code);
      return object;
    }
    object.put(BUILDER, experiment.context().builder());
    object.put(CONTEXT, ValueCodec.encode(experiment.context().values()));
    object.put(SWEEP, sweep.orElseThrow());
    if (!experiment.prune().isNone()) {
      object.put(PRUNE, PruneReader.form(experiment.prune()));
    }
    object.put(TAGS, experiment.tags());
    object.put(DERIVED, List.copyOf(experiment.derived().keySet()));
    return object;
  }

  private static Map<String, @Nullable Object> encode(Resources resources) {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("cpus", (long) resources.cpus());
    request.put("memory_bytes", resources.memoryBytes());
    request.put("gpus", (long) resources.gpus());
    request.put("time", resources.time().toString());
    return request;
  }

  /** Returns what one run takes up. */
  static Resources resources(StudyManifest manifest) {
    if (!(manifest.declaration().get(RESOURCES) instanceof Map<?, ?> request)) {
      return Resources.DEFAULT;
    }
    return new Resources(
        (int) number(request, "cpus"),
        (long) number(request, "memory_bytes"),
        (int) number(request, "gpus"),
        Duration.parse(String.valueOf(request.get("time"))));
  }

  private static Map<String, @Nullable Object> encode(ReplicateRule until) {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    rule.put("halfwidth", until.halfwidth());
    rule.put("separated", until.separated());
    rule.put("confidence", until.confidence());
    rule.put("min", (long) until.min());
    return rule;
  }

  private static ReplicateRule until(Map<String, @Nullable Object> declaration) {
    if (!(declaration.get(SEEDS) instanceof Map<?, ?> seeds
        && seeds.get(UNTIL) instanceof Map<?, ?> rule)) {
      return ReplicateRule.NONE;
    }
    return new ReplicateRule(
        number(rule, "halfwidth"),
        Boolean.TRUE.equals(rule.get("separated")),
        number(rule, "confidence"),
        (int) number(rule, "min"));
  }

  private static PruneRule prune(Map<String, @Nullable Object> declaration) {
    if (!(declaration.get(PRUNE) instanceof Map<?, ?> rule)) {
      return PruneRule.NONE;
    }
    PruneRule median =
        rule.get(PruneReader.MEDIAN) instanceof Map<?, ?> of
            ? PruneRule.median((int) number(of, "start"), (long) number(of, "warmup"))
            : PruneRule.NONE;
    return rule.get(PruneReader.PATIENCE) instanceof Map<?, ?> of
        ? median.withPatience(PruneRule.patience((int) number(of, "reports"), number(of, "delta")))
        : median;
  }

  private static double number(Map<?, ?> rule, String key) {
    return rule.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Whether the class of the operation alone gives the operation and its description. */
  private static boolean isLoadable(Experiment experiment) {
    OperationSpec spec = experiment.operationSpec();
    if (!new BoundOperation(spec, experiment.operation()).isLoadableByName()) {
      return false;
    }
    return experiment.operation() instanceof DescribedOperation described
        ? described.spec().equals(spec)
        : spec.equals(Operations.undescribed(experiment.operation().getClass().getName()));
  }

  /** Returns where the class of the operation was read from, if it can be read from there again. */
  static Optional<Path> codeSource(Experiment experiment) {
    CodeSource source = experiment.operation().getClass().getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null || !isLoadable(experiment)) {
      return Optional.empty();
    }
    try {
      return "file".equals(source.getLocation().getProtocol())
          ? Optional.of(Path.of(source.getLocation().toURI()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty(); // Such a location is none that a class path could name.
    }
  }

  /** Returns the groups of derived metrics, which are code of the program. */
  static List<String> derived(StudyManifest manifest) {
    return manifest.declaration().get(DERIVED) instanceof List<?> groups
        ? groups.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Returns the command that starts the program that declared a study, or empty. */
  static String command(StudyManifest manifest) {
    return manifest.declaration().get(COMMAND) instanceof String command ? command : "";
  }

  /**
   * Declares a study again, without its derived metrics.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if parts of it are code, or its
   *     operation has changed
   */
  static Experiment decode(StudyManifest manifest, Operations operations) {
    Map<String, @Nullable Object> declaration = manifest.declaration();
    if (!(declaration.get(SWEEP) instanceof Map<?, ?> sweep)) {
      throw invalid(
          manifest,
          declaration.get(CODE) instanceof List<?> code
              ? "the program alone has " + String.join(" and ", texts(code))
              : "the store knows its program alone");
    }
    BoundOperation operation = operations.byClassName(manifest.operationClass());
    if (!operation.spec().qualifiedKey().equals(manifest.operation())) {
      throw invalid(
          manifest,
          "its operation %s is %s now"
              .formatted(manifest.operation(), operation.spec().qualifiedKey()));
    }
    String[] id = manifest.study().split(":", 2);
    Experiment.Builder experiment =
        Experiment.of(id[0], id[1])
            .operation(operation.spec(), operation.operation())
            .context(
                new ContextSpec(
                    values(declaration.get(CONTEXT)), String.valueOf(declaration.get(BUILDER))))
            .params(source(strings(sweep), operation))
            .seeds(new SeedPlan(manifest.seedRoot(), manifest.replicates()))
            .until(until(declaration))
            .prune(prune(declaration))
            .goal(
                manifest.goalMetric().isEmpty()
                    ? Goal.NONE
                    : new Goal(manifest.goalMetric(), manifest.minimize()));
    if (declaration.get(TAGS) instanceof List<?> tags) {
      texts(tags).forEach(experiment::tag);
    }
    return experiment.build();
  }

  private static ParamSource source(Map<String, @Nullable Object> sweep, BoundOperation operation) {
    return SearchCodec.isSearch(sweep)
        ? SearchCodec.decode(sweep, operation.operation().getClass().getClassLoader())
        : new SourceCodec(Where::overParams).decode(sweep);
  }

  private static Params values(@Nullable Object context) {
    return context instanceof Map<?, ?> map
        ? ValueCodec.decodeParams(strings(map))
        : Params.empty();
  }

  private static Map<String, @Nullable Object> strings(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private static List<String> texts(List<?> list) {
    return list.stream().map(String::valueOf).toList();
  }

  private static MetalabException invalid(StudyManifest manifest, String why) {
    String command = command(manifest);
    return new MetalabException(
        ErrorCode.INVALID_STUDY,
        "The study %s was declared by the Java program %s and cannot be resumed without it: %s. Run the program again, it continues the study%s"
            .formatted(
                manifest.study(),
                manifest.source(),
                why,
                command.isEmpty() ? "." : ": " + command));
  }
}
