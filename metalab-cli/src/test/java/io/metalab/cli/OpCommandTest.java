package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpCommandTest {
  @TempDir Path directory;

  @Test
  void listsOperationsInEveryFormat() {
    CliRun cli = CliRun.in(directory);
    assertThat(cli.run("op", "ls").out())
        .isEqualTo(
            """
            key         version  params  doc
            test.add    2             3  Adds two numbers.
            test.files  1             1  Leaves files.
            test.fit    1             2  Fits a series.
            test.wait   1             0
            train       1             3  Trains a model.
            """);
    assertThat(cli.run("op", "ls", "--format", "csv").out())
        .startsWith("key,version,params,doc\r\ntest.add,2,3,Adds two numbers.\r\n")
        .contains("\r\ntest.wait,1,0,\"\"\r\n");
    assertThat(cli.run("op", "ls", "--format", "tsv", "--cols", "doc,key").out())
        .startsWith("doc\tkey\nAdds two numbers.\ttest.add\n")
        .contains("\n\ttest.wait\n");
    assertThat(cli.run("op", "ls", "--format", "ndjson", "--cols", "key").out())
        .startsWith("{\"key\":\"test.add\"}\n{\"key\":\"test.files\"}\n");
  }

  @Test
  void describesAnOperation() {
    assertThat(CliRun.in(directory).run("op", "show", "test.add").out())
        .isEqualTo(
            """
            test.add@2  Adds two numbers.
            parameters
              a        integer in [0, 100], required  one summand
              b        number m, default 0.5
              fail_at  number, default -1
            metrics
              sum  the sum
            artifacts
              sum.json  the sum as a document
            """);
  }

  @Test
  void printsTheSchemaOfAnyStudyFileUnlessAnOperationIsNamed() throws IOException {
    CliRun cli = CliRun.in(directory);
    assertThat(cli.run("op", "show", "--schema").out())
        .isEqualTo(Files.readString(Path.of("..", "docs", "study.schema.json")));
    assertThat(cli.run("op", "show", "test.add", "--schema").out()).contains("\"fail_at\"");
    CliRun.Outcome nothing = cli.run("op", "show");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("metalab op show needs OPERATION.");
  }

  @Test
  void describesAnOperationByItsClass() {
    assertThat(CliRun.in(directory).run("op", "show", TestOperation.class.getName()).out())
        .startsWith("test.add@2");
  }

  @Test
  void namesTheOperationThatWasMeant() {
    CliRun.Outcome outcome = CliRun.in(directory).run("op", "show", "test.ad");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Did you mean 'test.add'?").contains("hint: metalab op ls");
  }

  @Test
  void namesTheColumnsWhenOneIsUnknown() {
    CliRun.Outcome outcome = CliRun.in(directory).run("op", "ls", "--cols", "kye");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            """
            error: There is no column 'kye'. Did you mean 'key'?
            hint: the columns are key,version,params,doc
            """);
  }
}
