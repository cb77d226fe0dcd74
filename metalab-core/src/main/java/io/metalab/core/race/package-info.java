/** Which replicates of a study are still asked for, decided from the results of lower ones. */
@NullMarked
package io.metalab.core.race;

import org.jspecify.annotations.NullMarked;
