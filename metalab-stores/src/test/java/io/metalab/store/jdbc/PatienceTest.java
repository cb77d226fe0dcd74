package io.metalab.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final List<String> tries = new ArrayList<>();

  private static Patience patience(Duration limit) {
    return new Patience(limit, failure -> "08001".equals(failure.getSQLState()));
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
