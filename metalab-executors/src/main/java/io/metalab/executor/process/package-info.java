/** The executor whose workers are processes of this machine. */
@NullMarked
package io.metalab.executor.process;

import org.jspecify.annotations.NullMarked;
