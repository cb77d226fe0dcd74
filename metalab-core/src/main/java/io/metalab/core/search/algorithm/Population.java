package io.metalab.core.search.algorithm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The points that breed, sorted by dominance and then by how much room each has. */
final class Population {
  private static final class Member {
    private final double[] point;
    private final List<Double> values;
    private int rank;
    private double room;

    private Member(double[] point, List<Double> values) {
      this.point = point;
      this.values = values;
    }
  }

  private static final Comparator<Member> ORDER =
      Comparator.<Member>comparingInt(member -> member.rank)
          .thenComparing(Comparator.<Member>comparingDouble(member -> member.room).reversed());

  private final int most;
  private final List<Member> members = new ArrayList<>();

  Population(int most) {
    this.most = most;
  }

  int size() {
    return members.size();
  }

  /** Returns the better of two members drawn. */
  double[] tournament(RandomGenerator random) {
    Member one = members.get(random.nextInt(members.size()));
    Member other = members.get(random.nextInt(members.size()));
    return ORDER.compare(one, other) <= 0 ? one.point : other.point;
  }

  void add(double[] point, List<Double> values) {
    members.add(new Member(point, values));
    sort();
    if (members.size() > most) {
      members.remove(members.size() - 1);
    }
  }

  private void sort() {
    List<Member> left = new ArrayList<>(members);
    for (int rank = 0; !left.isEmpty(); rank++) {
      List<Member> front = new ArrayList<>();
      for (Member member : left) {
        if (left.stream().noneMatch(other -> dominates(other, member))) {
          front.add(member);
        }
      }
      for (Member member : front) {
        member.rank = rank;
      }
      measure(front);
      left.removeAll(front);
    }
    members.sort(ORDER);
  }

  private static boolean dominates(Member one, Member other) {
    boolean better = false;
    for (int goal = 0; goal < one.values.size(); goal++) {
      int order = Double.compare(one.values.get(goal), other.values.get(goal));
      if (order > 0) {
        return false;
      }
      better |= order < 0;
    }
    return better;
  }

  /** Sets the crowding distances within a front. */
  private static void measure(List<Member> front) {
    front.forEach(member -> member.room = 0);
    for (int goal = 0; goal < front.get(0).values.size(); goal++) {
      int by = goal;
      front.sort(Comparator.comparingDouble(member -> member.values.get(by)));
      Member first = front.get(0);
      Member last = front.get(front.size() - 1);
      double range = last.values.get(goal) - first.values.get(goal);
      first.room = Double.POSITIVE_INFINITY;
      last.room = Double.POSITIVE_INFINITY;
      for (int i = 1; range > 0 && i < front.size() - 1; i++) {
        front.get(i).room +=
            (front.get(i + 1).values.get(goal) - front.get(i - 1).values.get(goal)) / range;
      }
    }
  }
}
