/** Kills stores at every point of their work, in this process and in others. */
@NullMarked
package io.metalab.testkit.crash;

import org.jspecify.annotations.NullMarked;
