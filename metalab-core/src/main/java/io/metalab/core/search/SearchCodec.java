package io.metalab.core.search;

import io.metalab.api.ErrorCode;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.search.Dimension;
import io.metalab.core.identity.ValueCodec;
import io.metalab.core.params.DistributionCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Searches as plain JSON and back, {@code {"search": {…}}}, so that a stored study can go on. */
public final class SearchCodec {
  private static final String SEARCH = "search";

  private SearchCodec() {}

  /** Returns the plain form of a source that is a search of this class; empty for others. */
  public static Optional<Map<String, @Nullable Object>> encode(ParamSource source) {
    if (!(source instanceof Search search)) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> form = new LinkedHashMap<>(configuration(search));
    form.put("n", search.budget());
    form.put("ties", search.ties().stream().map(TieBreaker::wireName).toList());
    return Optional.of(new LinkedHashMap<>(Map.of(SEARCH, form)));
  }

  static Map<String, @Nullable Object> configuration(Search search) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("algorithm", search.algorithm().name());
    map.put("settings", ValueCodec.encode(search.settings()));
    map.put("batch", (long) search.batch());
    map.put("seed", search.seed());
    map.put("space", search.space().axes().stream().map(SearchCodec::axis).toList());
    map.put("where", search.space().where());
    map.put("goals", search.goals().stream().map(SearchCodec::goal).toList());
    map.put("folds", search.foldValues().stream().map(ValueCodec::encode).toList());
    map.put("constants", ValueCodec.encode(search.constants()));
    return map;
  }

  private static Map<String, @Nullable Object> goal(Goal goal) {
    return new LinkedHashMap<>(Map.of("metric", goal.metric(), "minimize", goal.minimize()));
  }

  private static Map<String, @Nullable Object> axis(SearchAxis axis) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", axis.name());
    map.put("kind", axis.kind().name().toLowerCase(Locale.ROOT));
    map.put("values", DistributionCodec.encode(axis.values()));
    map.put("parent", axis.parent());
    map.put("parent_value", axis.parentValue());
    return map;
  }

  /** Returns whether this is the plain form of a search. */
  public static boolean isSearch(Map<?, ?> plain) {
    return plain.containsKey(SEARCH);
  }

  /**
   * Returns the search of a plain form.
   *
   * @param loader sees its algorithm
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if it is malformed, with {@link
   *     ErrorCode#UNKNOWN_PLUGIN} if its algorithm is not there
   */
  public static Search decode(Map<?, ?> plain, ClassLoader loader) {
    Map<String, @Nullable Object> form = map(plain.get(SEARCH));
    SearchSpace space =
        SearchSpace.of(list(form, "space").stream().map(SearchCodec::decodeAxis).toList());
    if (!text(form, "where").isEmpty()) {
      space = space.where(text(form, "where"));
    }
    return Search.of(
            SearchAlgorithms.byName(text(form, "algorithm"), loader), integer(form, "n"), space)
        .settings(ValueCodec.decodeParams(map(form.get("settings"))))
        .batch(Math.toIntExact(integer(form, "batch")))
        .seed(text(form, "seed"))
        .goals(list(form, "goals").stream().map(SearchCodec::decodeGoal).toList())
        .folds(decodeFolds(form))
        .constants(ValueCodec.decodeParams(map(form.get("constants"))))
        .ties(list(form, "ties").stream().map(SearchCodec::decodeTie).toList())
        .build();
  }

  private static TieBreaker decodeTie(@Nullable Object plain) {
    return TieBreaker.valueOf(String.valueOf(plain).toUpperCase(Locale.ROOT));
  }

  private static List<Params> decodeFolds(Map<String, @Nullable Object> form) {
    List<Params> folds = new ArrayList<>();
    list(form, "folds").forEach(fold -> folds.add(ValueCodec.decodeParams(map(fold))));
    return folds;
  }

  private static SearchAxis decodeAxis(@Nullable Object plain) {
    Map<String, @Nullable Object> axis = map(plain);
    return new SearchAxis(
        text(axis, "name"),
        Dimension.Kind.valueOf(text(axis, "kind").toUpperCase(Locale.ROOT)),
        DistributionCodec.decode(map(axis.get("values"))),
        text(axis, "parent"),
        text(axis, "parent_value"));
  }

  private static Goal decodeGoal(@Nullable Object plain) {
    Map<String, @Nullable Object> goal = map(plain);
    return new Goal(text(goal, "metric"), Boolean.TRUE.equals(goal.get("minimize")));
  }

  private static String text(Map<String, @Nullable Object> form, String key) {
    if (form.get(key) instanceof String text) {
      return text;
    }
    throw malformed(key, form.get(key));
  }

  private static long integer(Map<String, @Nullable Object> form, String key) {
    if (form.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw malformed(key, form.get(key));
  }

  private static List<?> list(Map<String, @Nullable Object> form, String key) {
    if (form.get(key) instanceof List<?> list) {
      return list;
    }
    throw malformed(key, form.get(key));
  }

  private static Map<String, @Nullable Object> map(@Nullable Object plain) {
    if (plain instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), value));
      return copy;
    }
    throw malformed("object", plain);
  }

  private static MetalabException malformed(String key, @Nullable Object value) {
    return new MetalabException(
        ErrorCode.INVALID_STUDY,
        "The stored search is malformed: its %s is %s.".formatted(key, value));
  }
}
