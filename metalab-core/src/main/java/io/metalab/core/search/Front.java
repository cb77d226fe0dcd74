package io.metalab.core.search;

import io.metalab.api.search.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The suggestions that no other one dominates, smaller values being better. */
final class Front {
  private final List<Evidence> members = new ArrayList<>();

  /** Takes evidence that has values; of equal ones the first stays. */
  void add(Evidence evidence) {
    if (members.stream().anyMatch(member -> isNoWorse(member, evidence))) {
      return;
    }
    members.removeIf(member -> isNoWorse(evidence, member));
    members.add(evidence);
    members.sort(Comparator.comparingDouble(Evidence::value));
  }

  private static boolean isNoWorse(Evidence one, Evidence other) {
    for (int goal = 0; goal < one.values().size(); goal++) {
      if (one.values().get(goal) > other.values().get(goal)) {
        return false;
      }
    }
    return true;
  }

  List<Evidence> members() {
    return List.copyOf(members);
  }
}
