/** Sessions that outlive the terminal that started them. */
@NullMarked
package io.metalab.cli.detach;

import org.jspecify.annotations.NullMarked;
