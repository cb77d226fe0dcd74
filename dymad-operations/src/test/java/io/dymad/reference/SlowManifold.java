package io.dymad.reference;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;

/** What the cases of trajectory tables with columns id, t, x, … share. */
final class SlowManifold {
  static final Monomials A = Monomials.of(exponents("10 01 20"));
  static final Monomials B = Monomials.of(exponents("00 10 01 20 11 02"));
  static final Monomials C = Monomials.of(exponents("10 01 20 11 30 02 21 40"));

  private SlowManifold() {}

  private static int[][] exponents(String text) {
    String[] words = text.split(" ");
    int[][] exponents = new int[words.length][];
    for (int i = 0; i < words.length; i++) {
      exponents[i] = words[i].chars().map(c -> c - '0').toArray();
    }
    return exponents;
  }

  /** Returns the trajectories of a table whose columns are id, t, then states. */
  static Trajectories trajectories(Matrix table, int states) {
    List<Trajectory> items = new ArrayList<>();
    int start = 0;
    for (int k = 1; k <= table.rows(); k++) {
      if (k == table.rows() || table.get(k, 0) != table.get(start, 0)) {
        Matrix rows = table.rows(start, k);
        items.add(Trajectory.of(rows.columns(1, 2), rows.columns(2, 2 + states)));
        start = k;
      }
    }
    return new Trajectories(items);
  }

  static SnapshotPairs pairs(Matrix table, int states) {
    return SnapshotPairs.of(trajectories(table, states));
  }
}
