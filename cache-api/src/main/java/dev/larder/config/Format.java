package dev.larder.config;

import java.util.function.Function;

/**
 * How one kind of value is written in a setting.
 *
 * @param rule what the text must be, as the end of the sentence "must be ..."
 * @param parser reads the text; throws {@code IllegalArgumentException} if it breaks the rule and
 *     {@code ArithmeticException} if the number is too large to be held
 * @param printer writes a value so that the parser reads it back
 */
record Format<T>(String rule, Function<String, T> parser, Function<T, String> printer) {}
