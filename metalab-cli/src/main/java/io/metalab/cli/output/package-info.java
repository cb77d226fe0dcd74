/** What commands hand out: documents, tables, errors, exit codes. */
@NullMarked
package io.metalab.cli.output;

import org.jspecify.annotations.NullMarked;
