package io.metalab.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTableTest {
  private static final String MOUNTS =
      """
      /dev/vda1 / ext4 rw,relatime 0 0
      server:/home /home nfs4 rw,vers=4.2 0 0
      /dev/vdb /home/local xfs rw 0 0
      //box/our\\040data /mnt/our\\040data cifs rw 0 0
      tmpfs /home/local/cache tmpfs rw 0 0
      me@host:/ /home/local/cache fuse.sshfs rw 0 0
      """;

  @Test
  void tellsTheTypeOfTheInnermostMount() {
    assertThat(type("/home/me/runs.db")).isEqualTo("nfs4");
    assertThat(type("/home/local/runs.db")).isEmpty();
    assertThat(type("/data/runs.db")).isEmpty();
    assertThat(type("/homely/runs.db")).isEmpty();
  }

  @Test
  void readsBlanksInPlaces() {
    assertThat(type("/mnt/our data/runs.db")).isEqualTo("cifs");
  }

  @Test
  void seesTheLaterOfTwoMountsOnOnePlace() {
    assertThat(type("/home/local/cache/runs.db")).isEqualTo("fuse.sshfs");
  }

  @Test
  void looksForAFileThatIsNotThereWhereItWouldBe(@TempDir Path directory) {
    assertThat(MountTable.networkType(directory.resolve("not/there/yet.db"))).isEmpty();
  }

  private static String type(String path) {
    return MountTable.networkType(Path.of(path), MOUNTS).orElse("");
  }
}
