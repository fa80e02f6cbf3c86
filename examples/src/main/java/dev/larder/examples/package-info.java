/**
 * Programs to read and run: {@link dev.larder.examples.FirstSteps} and {@link
 * dev.larder.examples.QuickStart} first, then whatever is of interest.
 */
package dev.larder.examples;
