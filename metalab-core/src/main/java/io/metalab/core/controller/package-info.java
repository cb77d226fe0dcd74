/** Who executes which study now, as its store knows it, and how they are asked to stop. */
@NullMarked
package io.metalab.core.controller;

import org.jspecify.annotations.NullMarked;
