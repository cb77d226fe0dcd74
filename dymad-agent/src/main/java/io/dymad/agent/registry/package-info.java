/**
 * What can be asked for: models, profiles, losses, trainings, analyses and evaluations, under
 * DyMAD's names. What an operation takes is said by its own description and by what reads its
 * options, never here once more.
 */
@NullMarked
package io.dymad.agent.registry;

import org.jspecify.annotations.NullMarked;
