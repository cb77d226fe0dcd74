package io.metalab.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final List<String> tries = new ArrayList<>();

  private final List<String> told = new ArrayList<>();
  private final Patience.Watch watch =
      new Patience.Watch() {
        @Override
        public void waiting(SQLException failure) {
          told.add(failure.getMessage());
        }

        @Override
        public void over() {
          told.add("It is over.");
        }
      };
  private Duration now = Duration.ZERO;

  private Patience patience(Duration limit) {
    return new Patience(limit, PatienceTest::isPassing, watch);
  }

  private static boolean isPassing(SQLException failure) {
    return "08001".equals(failure.getSQLState());
  }

  /** Returns patience whose clock stands still but while it waits. */
  private Patience timed(Duration limit) {
    return new Patience(
        limit,
        PatienceTest::isPassing,
        watch,
        () -> now.toNanos(),
        (latch, time, unit) -> {
          now = now.plus(time, unit.toChronoUnit());
          return false;
        });
  }

  /** Returns something that fails until so much time has passed. */
  private Patience.Attempt<String> goneUntil(Duration time) {
    return () -> {
      if (now.compareTo(time) < 0) {
        throw gone();
      }
      return "found";
    };
  }

  @Test
  void goesOnWhenAServerComesBackAfterHalfAMinuteUnlessToldOtherwise() throws SQLException {
    PostgresLocator locator = PostgresLocatorTest.read("postgresql://host/db", Map.of());
    Duration usual = Duration.ofSeconds(locator.patienceSeconds());
    assertThat(timed(usual).run(goneUntil(Duration.ofSeconds(30)))).isEqualTo("found");
    assertThat(now).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    assertThat(tries).hasSizeBetween(30, 70);
  }

  @Test
  void givesUpOnceTheLimitIsOver() {
    assertThatThrownBy(() -> timed(Duration.ofSeconds(10)).run(goneUntil(Duration.ofSeconds(30))))
        .hasMessage("The server is gone.");
    assertThat(now).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
  }

  @Test
  void saysOnceWhatIsWaitedForAndThatItIsOverUnlessNobodyWouldHaveNoticed() throws SQLException {
    Patience patience = timed(LONG);
    patience.run(goneUntil(Duration.ofMillis(500)));
    assertThat(told).isEmpty();
    patience.run(goneUntil(Duration.ofSeconds(9)));
    patience.run(() -> "at once");
    assertThat(told).containsExactly("The server is gone.", "It is over.");
  }

  private SQLException gone() {
    tries.add("gone");
    return new SQLException("The server is gone.", "08001");
  }

  @Test
  void returnsWhatTheFirstAttemptReturnsThatGoesWell() throws SQLException {
    String found =
        patience(LONG)
            .run(
                () -> {
                  if (tries.size() < 3) {
                    throw gone();
                  }
                  return "found";
                });
    assertThat(found).isEqualTo("found");
    assertThat(tries).hasSize(3);
  }

  @Test
  void doesNotTryAgainWhatWillNotPass() {
    assertThatThrownBy(
            () ->
                patience(LONG)
                    .run(
                        () -> {
                          tries.add("wrong");
                          throw new SQLException("There is no such table.", "42P01");
                        }))
        .hasMessage("There is no such table.");
    assertThat(tries).hasSize(1);
  }

  @Test
  void triesOnceWithoutAnyPatience() {
    assertThatThrownBy(() -> patience(Duration.ZERO).run(() -> fail()))
        .hasMessage("The server is gone.");
    assertThat(tries).hasSize(1);
  }

  private String fail() throws SQLException {
    throw gone();
  }

  @Test
  void doesNotWaitAnyMoreOnceItHasEnded() {
    Patience patience = patience(LONG);
    assertThatThrownBy(
            () ->
                patience.run(
                    () -> {
                      if (tries.size() == 1) {
                        patience.end();
                      }
                      throw gone();
                    }))
        .hasMessage("The server is gone.");
    assertThat(tries).hasSize(2);
  }

  @Test
  void aThreadThatIsInterruptedWaitsNoMoreAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> patience(LONG).run(() -> fail())).hasMessage("The server is gone.");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tries).hasSize(1);
  }
}
