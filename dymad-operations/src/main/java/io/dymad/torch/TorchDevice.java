package io.dymad.torch;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;

/** What computes tensors. */
public enum TorchDevice {
  /** The GPU, if PyTorch here was built for one and sees it; else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** The GPU. */
  GPU;

  /**
   * Returns whether tensors are computed on a GPU, after loading PyTorch unless the answer is plain
   * without.
   *
   * @throws MetalabException with UNSATISFIABLE if a GPU is asked for and there is none, or if
   *     PyTorch cannot be loaded
   */
  public boolean isGpu() {
    return this != CPU && isGpu(TorchEngine.gpuCount());
  }

  boolean isGpu(int gpus) {
    if (this == GPU && gpus == 0) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          """
          A GPU (gpu) is asked for, but %s sees none here.
          Use the device auto or cpu, or give it PyTorch for CUDA and a driver; docs/gpu.md says how.\
          """
              .formatted(TorchEngine.describe()));
    }
    return this != CPU && gpus > 0;
  }
}
