/**
 * Whole-process benchmarks: each scenario in fresh JVMs, medians of several runs, one JSON
 * document.
 */
@NullMarked
package io.metalab.bench;

import org.jspecify.annotations.NullMarked;
