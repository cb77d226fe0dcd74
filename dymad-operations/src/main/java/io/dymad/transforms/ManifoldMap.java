package io.dymad.transforms;

import io.dymad.numerics.Matrix;

/** What maps have in common that give coordinates of samples and learn the way back from them. */
interface ManifoldMap extends Transform {
  /** Returns the samples, one in each row. */
  Matrix samples();

  /** Returns the coordinates of each sample, shape {@code [samples, outputSize]}. */
  Matrix coordinates();

  /** Returns how states are had back. */
  Reconstruction reconstruction();

  @Override
  default int inputSize() {
    return samples().columns();
  }

  @Override
  default int outputSize() {
    return coordinates().columns();
  }

  @Override
  default Matrix invert(Matrix features) {
    Checks.width(features, outputSize(), "features");
    return reconstruction().fit(coordinates(), samples()).evaluate(features);
  }

  @Override
  default Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, outputSize(), "feature");
    return reconstruction().fit(coordinates(), samples()).slopes(feature);
  }
}
