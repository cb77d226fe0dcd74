package io.metalab.capture.plot.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.capture.plot.Circle;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final Line LINE = Line.of("a", new double[0], new double[0]);

  @Test
  void seriesTakeTheNextPlaceThatNoOtherChose() {
    assertThat(Palette.places(List.of(LINE, LINE.withColor(1), Circle.unit(), LINE)))
        .startsWith(0, 1)
        .endsWith(2);
  }

  @Test
  void linesAreBrokenWhereColoursComeAgain() {
    assertThat(Palette.series(7)).isEqualTo(Palette.series(0));
    assertThat(Palette.dash(Dash.SOLID, 6)).isEqualTo(Dash.SOLID);
    assertThat(Palette.dash(Dash.SOLID, 7)).isEqualTo(Dash.DASHED);
    assertThat(Palette.dash(Dash.DOTTED, 7)).isEqualTo(Dash.SOLID);
  }

  @Test
  void coloursOfValuesGoFromDarkToLight() {
    assertThat(Palette.value(0).hex()).isEqualTo("#440154");
    assertThat(Palette.value(1).hex()).isEqualTo("#fde725");
    assertThat(Palette.value(7).hex()).isEqualTo("#fde725");
    // Half way between the 4th and the 5th of nine anchors, 0x2c728e and 0x21918c.
    assertThat(Palette.value(3.5 / 8).hex()).isEqualTo("#27828d");
    assertThat(Palette.on(Palette.value(0)).hex()).isEqualTo("#ffffff");
    assertThat(Palette.on(Palette.value(1)).hex()).isEqualTo("#222222");
  }
}
