package io.metalab.core.params;

import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * A design for variance-based sensitivity indices: two independent samples A and B, and for each
 * parameter the sample A with that parameter's column from B. Immutable.
 *
 * <p>A and B are the two halves of a Sobol sequence of twice as many dimensions as there are
 * parameters, shifted at random by the seed {@code root}; k parameters and n rows make n (k+2)
 * points. Point {@code j (k+2) + c} is row j of A for c = 0, of A with column c from B for c in
 * 1..k, and of B for c = k+1. n should be a power of two.
 *
 * @see <a href="https://doi.org/10.1016/j.cpc.2009.09.018">Saltelli, Annoni, Azzini, Campolongo,
 *     Ratto, Tarantola: Variance based sensitivity analysis of model output. Computer Physics
 *     Communications 181 (2010), 259-270</a>
 */
public final class SaltelliDesign implements ParamSource {
  static final String KIND = "saltelli";

  private final long rows;
  private final String root;
  private final UnitAxes axes;
  private final UnitSequence sequence;
  private final long size;

  SaltelliDesign(long rows, String root, Map<String, ? extends Distribution> axes) {
    this.rows = Sizes.atLeastOne(rows, KIND);
    this.root = root;
    this.axes = new UnitAxes(axes);
    this.size = Sizes.product(LongStream.of(rows, this.axes.size() + 2L));
    this.sequence = new UnitSequence(UnitSequence.Kind.SOBOL, 2 * this.axes.size(), rows, root);
  }

  /** Returns the number of rows of each sample. */
  public long rows() {
    return rows;
  }

  /** Returns the names of the parameters, sorted; that of column c is at c-1. */
  public List<String> parameters() {
    return axes.names();
  }

  String root() {
    return root;
  }

  UnitAxes axes() {
    return axes;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ParamCase caseAt(long index) {
    Objects.checkIndex(index, size);
    int parameters = axes.size();
    long row = index / (parameters + 2);
    int sample = (int) (index % (parameters + 2));
    double[] both = sequence.at(row);
    double[] point = new double[parameters];
    for (int i = 0; i < parameters; i++) {
      boolean fromB = sample == i + 1 || sample == parameters + 1;
      point[i] = both[fromB ? parameters + i : i];
    }
    return ParamCase.of(axes.at(point), "%s-%d-%s".formatted(KIND, row, name(sample)));
  }

  private String name(int sample) {
    if (sample == 0) {
      return "A";
    }
    return sample > axes.size() ? "B" : "A:" + axes.names().get(sample - 1);
  }

  @Override
  public String describe() {
    return axes.describe(KIND, "%d rows".formatted(rows));
  }
}
