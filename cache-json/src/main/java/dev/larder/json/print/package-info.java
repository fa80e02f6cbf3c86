/**
 * The parts of JSON to the byte as Python prints them, for whatever of Larder writes JSON. Not for
 * others.
 */
@org.jspecify.annotations.NullMarked
package dev.larder.json.print;
