package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Band;
import io.metalab.capture.plot.Bars;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.ErrorBars;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Points;
import io.metalab.capture.plot.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Colours that people with any kind of colour vision tell apart.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe, Ito: Color Universal Design</a> for those
 *     of series
 * @see <a href="https://bids.github.io/colormap/">Smith, van der Walt: viridis</a> for those of
 *     values
 */
final class Palette {
  private static final int[] SERIES = {
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x7f7f7f
  };
  private static final int[] VIRIDIS = {
    0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725
  };
  private static final int DARK = 150;

  private Palette() {}

  /** Returns for each series the place of its colour: that chosen, else the next free one. */
  static List<Integer> places(List<Series> series) {
    Set<Integer> taken = new HashSet<>();
    series.forEach(one -> chosen(one).ifPresent(taken::add));
    List<Integer> places = new ArrayList<>();
    int next = 0;
    for (Series one : series) {
      while (taken.contains(next)) {
        next++;
      }
      OptionalInt chosen = chosen(one);
      places.add(chosen.orElse(next));
      next += chosen.isEmpty() && isColoured(one) ? 1 : 0;
    }
    return places;
  }

  private static boolean isColoured(Series one) {
    return one instanceof Line
        || one instanceof Points
        || one instanceof Band
        || one instanceof ErrorBars
        || one instanceof Bars;
  }

  private static OptionalInt chosen(Series one) {
    if (one instanceof Line line) {
      return line.color();
    }
    if (one instanceof Points points) {
      return points.color();
    }
    if (one instanceof Band band) {
      return band.color();
    }
    if (one instanceof ErrorBars bars) {
      return bars.color();
    }
    return one instanceof Bars bars ? bars.color() : OptionalInt.empty();
  }

  static Ink series(int place) {
    return Ink.of(SERIES[place % SERIES.length]);
  }

  /** Returns how a line is broken: where colours come again, it is broken differently. */
  static Dash dash(Dash wanted, int place) {
    Dash dash = wanted;
    for (int round = place / SERIES.length; round > 0; round--) {
      dash =
          switch (dash) {
            case SOLID -> Dash.DASHED;
            case DASHED -> Dash.DOTTED;
            case DOTTED -> Dash.SOLID;
          };
    }
    return dash;
  }

  /** Returns the colour of a share of a range, from 0 to 1. */
  static Ink value(double share) {
    double scaled = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
    int below = Math.min((int) scaled, VIRIDIS.length - 2);
    double part = scaled - below;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = (VIRIDIS[below] >> shift) & 0xff;
      int high = (VIRIDIS[below + 1] >> shift) & 0xff;
      rgb |= (int) Math.round(low + part * (high - low)) << shift;
    }
    return Ink.of(rgb);
  }

  /** Returns the colour of text on a ground of this colour. */
  static Ink on(Ink ground) {
    int rgb = ground.rgb();
    double light = 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
    return Ink.of(light < DARK ? 0xffffff : 0x222222);
  }
}
