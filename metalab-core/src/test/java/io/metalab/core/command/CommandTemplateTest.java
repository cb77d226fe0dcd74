package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.MetalabException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {
  private static CommandTemplate template(String... argv) {
    return new CommandTemplate(List.of(argv), List.of());
  }

  /** {@code printf '{"argv":["python3","train.py","--lr","{lr}"],…}' | sha256sum}. */
  @Test
  void itsDigestIsPinned() {
    assertThat(template("python3", "train.py", "--lr", "{lr}").digest())
        .isEqualTo("d9d1842ca7253a0fe51ef1b2ce17411b45451421ca33c0f39bd63897be0650a2");
    assertThat(
            new CommandTemplate(
                    List.of("python3", "train.py", "--lr", "{lr}"), List.of("TOKENS", "DATA_ROOT"))
                .digest())
        .isEqualTo("27abab94603e072f62faf90e3051547a57d423658be597033eeb97db0fa53ba0");
  }

  @Test
  void theOrderOfEnvironmentNamesDoesNotCount() {
    assertThat(new CommandTemplate(List.of("x"), List.of("B", "A", "B")))
        .isEqualTo(new CommandTemplate(List.of("x"), List.of("A", "B")));
  }

  @Test
  void replacesNamesWithinWordsAndKeepsDoubledBraces() {
    assertThat(template("a", "--x={x}/{y}", "{{x}}", "{{{x}}}").expand(name -> "<" + name + ">"))
        .containsExactly("a", "--x=<x>/<y>", "{x}", "{<x>}");
  }

  @Test
  void aBraceWithoutPartnerIsRefusedAtItsPlace() {
    for (String word : List.of("ab{", "ab{cd", "ab}", "ab{ }")) {
      assertThatExceptionOfType(TemplateException.class)
          .as(word)
          .isThrownBy(() -> template("prog", word))
          .satisfies(
              e -> {
                assertThat(e.word()).isEqualTo(1);
                assertThat(e.start()).isEqualTo(2);
                assertThat(e.suggestion()).startsWith("write ");
              });
    }
  }

  @Test
  void aNameWithoutValueIsRefusedWithWhatWasMeant() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(
            () -> template("prog", "--w", "x={witdh}").checkNames(Set.of("width"), Set.of()))
        .satisfies(
            e -> {
              assertThat(e.word()).isEqualTo(2);
              assertThat(e.start()).isEqualTo(2);
              assertThat(e.end()).isEqualTo(9);
              assertThat(e.suggestion()).isEqualTo("did you mean '{width}'?");
              assertThat(e.getMessage()).contains("{witdh}", "{seed}", "{out}", "{params_file}");
            });
  }

  @Test
  void knowsParamsContextAndWhatEachRunGets() {
    template("prog", "{lr}", "{context.data}", "{seed}", "{out}", "{params_file}")
        .checkNames(Set.of("lr"), Set.of("data"));
  }

  @Test
  void aParameterThatHidesTheSeedIsRefusedWhereItIsUsed() {
    template("prog", "--out", "{out}").checkNames(Set.of("seed"), Set.of());
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> template("prog", "{seed}").checkNames(Set.of("seed"), Set.of()))
        .withMessageContaining("rename the parameter");
  }

  @Test
  void aCommandWithoutProgramOrWithBadEnvironmentNamesIsRefused() {
    assertThatThrownBy(() -> new CommandTemplate(List.of(), List.of()))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("program");
    for (String name : List.of("1A", "A=B", "METALAB_OUT", "")) {
      assertThatThrownBy(() -> new CommandTemplate(List.of("x"), List.of(name)))
          .as(name)
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("'" + name + "'");
    }
  }
}
