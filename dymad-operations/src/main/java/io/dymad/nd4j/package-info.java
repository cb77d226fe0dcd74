/**
 * Arrays of ND4J for data too large for a Java array, and products on its backend: the processor,
 * or a GPU where its backend is on the class path. Nothing else in the library touches ND4J.
 */
@NullMarked
package io.dymad.nd4j;

import org.jspecify.annotations.NullMarked;
