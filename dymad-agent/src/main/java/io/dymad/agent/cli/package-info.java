/**
 * The {@code dymad} command: paths in, run directories out. It has no policy of its own: it reads
 * files and options, calls the services, and prints what they answer.
 */
@NullMarked
package io.dymad.agent.cli;

import org.jspecify.annotations.NullMarked;
