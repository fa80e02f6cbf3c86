/** A provider of your own, as small as one can be: mode {@code shelf}. */
package dev.larder.shelf;
