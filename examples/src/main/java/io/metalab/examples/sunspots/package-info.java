/** Forecasts of the yearly sunspot numbers by autoregression: the study that the README runs. */
@NullMarked
package io.metalab.examples.sunspots;

import org.jspecify.annotations.NullMarked;
