/** Planning, identity, run lifecycle, study files and results. */
@NullMarked
package io.metalab.core;

import org.jspecify.annotations.NullMarked;
