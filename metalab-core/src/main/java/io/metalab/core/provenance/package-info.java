/** Where, by what and on what runs are executed; descriptive, never part of an id. */
@NullMarked
package io.metalab.core.provenance;

import org.jspecify.annotations.NullMarked;
