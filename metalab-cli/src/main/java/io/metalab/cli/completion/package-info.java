/** What may follow the words of a command line, for shells. */
@NullMarked
package io.metalab.cli.completion;

import org.jspecify.annotations.NullMarked;
