package io.dymad.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.kernel.Ridge;
import io.dymad.numerics.Matrix;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFilesTest {
  @TempDir Path directory;

  private static final Trajectories CIRCLE =
      Trajectories.of(
          Trajectory.of(
              0.1,
              Matrix.generate(70, 2, (k, j) -> j == 0 ? Math.cos(0.1 * k) : Math.sin(0.1 * k))));

  private static List<MachineKernels> kernels() {
    OptionalDouble one = OptionalDouble.of(1);
    KernelChoice gaussian = new KernelChoice.Gaussian(one);
    KernelChoice diffusion = new KernelChoice.Diffusion(one, 0.5);
    return List.of(
        new MachineKernels.Shared(gaussian),
        new MachineKernels.Shared(new KernelChoice.Exponential(one)),
        new MachineKernels.Independent(List.of(new KernelChoice.Polynomial(2), diffusion)),
        new MachineKernels.Separable(
            List.of(gaussian, diffusion),
            List.of(Matrix.identity(2), Matrix.of(new double[] {1}, new double[] {2}))));
  }

  private KernelMachine writtenAndRead(KernelMachine machine) {
    Path file = directory.resolve("machine.json");
    MachineFiles.write(machine, file);
    return MachineFiles.read(file);
  }

  @Test
  void everyMachineIsTheSameAfterWritingAndReading() {
    MachineConfig config = MachineConfig.defaults().withRidge(Ridge.of(1e-6));
    for (MachineKernels kernels : kernels()) {
      for (MachineKind kind : List.of(MachineKind.KM, MachineKind.DKM, MachineKind.DKMSK)) {
        same(KernelMachine.fit(kind, CIRCLE, config.withKernels(kernels)));
      }
    }
    MachineConfig manifold = config.withManifold(new MachineConfig.ManifoldConfig(1, 9, 3));
    same(KernelMachine.fit(MachineKind.KMM, CIRCLE, manifold));
  }

  private void same(KernelMachine machine) {
    KernelMachine read = writtenAndRead(machine);
    assertThat(read.kind()).isEqualTo(machine.kind());
    assertThat(read.rollout(CIRCLE.get(0))).isEqualTo(machine.rollout(CIRCLE.get(0)));
  }

  @Test
  void refusesWhatIsNoMachine() throws IOException {
    Path file = directory.resolve("machine.json");
    MachineFiles.write(KernelMachine.fit(MachineKind.DKM, CIRCLE, MachineConfig.defaults()), file);
    String good = Files.readString(file);
    refuses(file, good.replace("\"version\" : 1", "\"version\" : 7"), "(\"dymad.machine\" 7)");
    refuses(file, good.replace("\"dkm\"", "\"lti\""), "no kernel machine 'lti'");
    refuses(file, good.replace("\"rbf\"", "\"sinc\""), "no kernel of the type \"sinc\"");
    refuses(file, good.replace("\"ridge\"", "\"forest\""), "no regression of the type \"forest\"");
    refuses(file, good.replace("\"step\" : 0.1", "\"step\" : \"x\""), "step must be a number");
    refuses(file, "{", "is no kernel machine");
    assertThatThrownBy(() -> MachineFiles.read(directory.resolve("none.json")))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
  }

  private static void refuses(Path file, String text, String message) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> MachineFiles.read(file))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION))
        .hasMessageContaining(message);
  }
}
