/// How the numbers of a model lie in its stored state.
@NullMarked
package dev.carve.core.state;

import org.jspecify.annotations.NullMarked;
