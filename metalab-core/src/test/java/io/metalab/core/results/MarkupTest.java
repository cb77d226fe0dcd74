package io.metalab.core.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {
  private static final Table TABLE =
      Table.of(
          List.of("params.opt_name", "params.lr", "metrics.loss", "metrics.n"),
          List.of(
              Arrays.asList("a|b_c*", 0.1, Double.NaN, 12L),
              Arrays.asList("[8,16] 5% & $x^2$", 1e-7, Double.NEGATIVE_INFINITY, -3L),
              Arrays.asList("C:\\{x}~#<y>\nnext", 1.0 / 3, 123_456.789, null)));

  private static String cell(Markup markup, Object value) {
    return Table.of(List.of("x"), List.of(List.of(value))).toMarkup(markup, 5);
  }

  @Test
  void markdownIsAlignedAndShowsNanAndWhatIsMissing() {
    assertThat(TABLE.toMarkup(Markup.MARKDOWN, 5))
        .isEqualTo(
            """
            | opt\\_name                |      lr |      loss |   n |
            | ------------------------ | ------: | --------: | --: |
            | a\\|b\\_c\\*                |     0.1 |       NaN |  12 |
            | \\[8,16\\] 5% \\& \\$x^2\\$   |   1e-07 | -Infinity |  -3 |
            | C:\\\\{x}\\~\\#\\<y\\><br>next | 0.33333 |    123460 |   - |
            """);
  }

  @Test
  void latexIsTypesetInMathAndEscapesWhatTexTakesForItsOwn() {
    assertThat(TABLE.toMarkup(Markup.LATEX, 5))
        .isEqualTo(
            """
            % \\usepackage{booktabs}
            \\begin{tabular}{lrrr}
            \\toprule
            opt\\_name & lr & loss & n \\\\
            \\midrule
            a\\textbar{}b\\_c{*} & $0.1$ & NaN & $12$ \\\\
            {[}8,16{]} 5\\% \\& \\$x\\textasciicircum{}2\\$ & $1 \\times 10^{-7}$ & $-\\infty$ & $-3$ \\\\
            C:\\textbackslash{}\\{x\\}\\textasciitilde{}\\#\\textless{}y\\textgreater{} next & $0.33333$ & $123460$ & -- \\\\
            \\bottomrule
            \\end{tabular}
            """);
  }

  @Test
  void latexTypesetsMeansWithTheirDeviations() {
    assertThat(cell(Markup.LATEX, "0.0312 ± 0.0021")).contains("\n$0.0312 \\pm 0.0021$ \\\\\n");
    assertThat(cell(Markup.LATEX, "3.4e-07 +/- 1.2e-08 (n=3)"))
        .contains("\n$3.4 \\times 10^{-7} \\pm 1.2 \\times 10^{-8}$ (n=3) \\\\\n");
    assertThat(cell(Markup.LATEX, "about ± 5…")).contains("\nabout $\\pm$ 5\\ldots{} \\\\\n");
  }

  @Test
  void aTableWithoutRowsHasItsHeader() {
    Table empty = Table.of(List.of("a", "b"), List.of());
    assertThat(empty.toMarkup(Markup.MARKDOWN, 5)).isEqualTo("| a   | b   |\n| --- | --- |\n");
    assertThat(empty.toMarkup(Markup.LATEX, 5))
        .contains("{ll}\n\\toprule\na & b \\\\\n\\midrule\n\\bottomrule");
  }

  @Test
  void wideCharactersCountTwiceInTheSource() {
    assertThat(
            Table.of(List.of("名"), List.of(List.of("ab"), List.of("日本")))
                .toMarkup(Markup.MARKDOWN, 5))
        .isEqualTo("| 名   |\n| ---- |\n| ab   |\n| 日本 |\n");
  }
}
