/** A study of four stages over yearly sunspot numbers: prepare, fit, evaluate, report. */
@NullMarked
package io.metalab.examples.pipeline;

import org.jspecify.annotations.NullMarked;
