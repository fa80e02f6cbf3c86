/** Programs of others that tests and benchmarks run beside ours: Python, the real cache service. */
@NullMarked
package dev.larder.foreign;

import org.jspecify.annotations.NullMarked;
