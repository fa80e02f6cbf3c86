/** Comparisons with named peers: what Larder's claims of speed stand on. Not published. */
@NullMarked
package dev.larder.benchmarks;

import org.jspecify.annotations.NullMarked;
