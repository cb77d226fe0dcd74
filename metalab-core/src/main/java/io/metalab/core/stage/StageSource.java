package io.metalab.core.stage;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.StageValue;
import io.metalab.core.json.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every combination of the runs that a stage takes with every point of its own sweep. */
final class StageSource implements ParamSource {
  private final Stage stage;
  private final ParamSource own;
  private final List<TakenRuns> taken;
  private final Map<StageValue, Slot> slots = new LinkedHashMap<>();
  private final long size;

  /** Where a value stands: in which of the stages taken from, and there at which place. */
  private record Slot(int take, int value) {}

  /**
   * Creates the points of a stage.
   *
   * @param taken what it takes from each stage, in the order of its takes
   * @param wanted the values of each of these, in the same order
   */
  StageSource(Stage stage, List<TakenRuns> taken, List<List<StageValue>> wanted) {
    this.stage = stage;
    this.own = stage.experiment().params();
    this.taken = List.copyOf(taken);
    for (int i = 0; i < wanted.size(); i++) {
      for (int j = 0; j < wanted.get(i).size(); j++) {
        slots.put(wanted.get(i).get(j), new Slot(i, j));
      }
    }
    long points = own.size();
    for (TakenRuns one : taken) {
      points = Math.multiplyExact(points, (long) one.groups().size());
    }
    this.size = points;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ParamCase caseAt(long index) {
    Objects.checkIndex(index, size);
    ParamCase point = own.caseAt(index % own.size());
    List<TakenRuns.Group> groups = groupsAt(index / own.size());
    StringBuilder caseId = new StringBuilder();
    groups.forEach(group -> caseId.append(group.label()).append(' '));
    return new ParamCase(
        StageValues.replace(point.params(), value -> valueOf(value, groups)),
        caseId.append(point.caseId()).toString().strip(),
        point.tags());
  }

  /** The runs of the last stage change fastest. */
  private List<TakenRuns.Group> groupsAt(long combination) {
    List<TakenRuns.Group> groups = new ArrayList<>(taken.size());
    long rest = combination;
    for (int i = taken.size() - 1; i >= 0; i--) {
      List<TakenRuns.Group> choice = taken.get(i).groups();
      groups.add(0, choice.get((int) (rest % choice.size())));
      rest /= choice.size();
    }
    return groups;
  }

  private @Nullable Object valueOf(StageValue value, List<TakenRuns.Group> groups) {
    Slot slot = slots.get(value);
    if (slot == null) {
      throw new StageException(
          stage.name(),
          "The stage '%s' takes '%s' of '%s' at a point behind the first %d only. Take it at one of these, too."
              .formatted(stage.name(), value.name(), value.stage(), StageValues.POINTS_LOOKED_AT),
          "");
    }
    return groups.get(slot.take()).values().get(slot.value());
  }

  /**
   * Returns the experiment of the stage with these points.
   *
   * @throws StageException if its context takes something that the points do not agree about
   */
  Experiment experiment() {
    Experiment declared = stage.experiment();
    if (stage.takes().isEmpty()) {
      return declared;
    }
    return declared.toBuilder()
        .params(this)
        .context(
            declared
                .context()
                .withValues(StageValues.replace(declared.context().values(), this::shared)))
        .build();
  }

  /**
   * Returns what replaces a value in the context, which all points share.
   *
   * @throws StageException if the points do not agree about it
   */
  private @Nullable Object shared(StageValue value) {
    Slot slot = requireNonNull(slots.get(value), "the slot of a value of the context");
    List<TakenRuns.Group> groups = taken.get(slot.take()).groups();
    Object first = groups.get(0).values().get(slot.value());
    for (TakenRuns.Group group : groups) {
      if (!Objects.equals(content(first), content(group.values().get(slot.value())))) {
        throw new StageException(
            stage.name(),
            "The context of the stage '%s' takes '%s' of %d runs of '%s', which differ, but all runs share one context. Take it in params, or take one run."
                .formatted(stage.name(), value.name(), groups.size(), value.stage()),
            "");
      }
    }
    return first;
  }

  private static Object content(@Nullable Object value) {
    return CanonicalJson.write(value);
  }

  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    stage.takes().forEach(take -> text.append(text.isEmpty() ? "" : " x ").append(take.describe()));
    boolean sweeps = own.size() != 1;
    if (sweeps || text.isEmpty()) {
      text.append(text.isEmpty() ? "" : " x ").append(own.describe());
    }
    return text.toString();
  }
}
