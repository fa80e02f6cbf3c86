/** Larder as its users meet it: jars on a path, and programs that are not ours. */
@NullMarked
package dev.larder.it;

import org.jspecify.annotations.NullMarked;
