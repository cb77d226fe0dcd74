/**
 * Plans: the runs of an experiment, computed from their index, and why their ids are what they are.
 */
@NullMarked
package io.metalab.core.plan;

import org.jspecify.annotations.NullMarked;
