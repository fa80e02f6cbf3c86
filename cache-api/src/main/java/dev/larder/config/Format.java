package dev.larder.config;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How one kind of value is written in a setting.
 *
 * @param rule what the text must be, as the end of the sentence "must be ..."
 * @param parser reads the text; throws {@code IllegalArgumentException} if it breaks the rule and
 *     {@code ArithmeticException} if the number is too large to be held
 * @param printer writes a value so that the parser reads it back
 * @param accepted whether a value, which was not read from a text, keeps the rule
 * @param mask returns of a text, legal or not, what may be shown
 */
record Format<T>(
    String rule,
    Function<String, T> parser,
    Function<T, String> printer,
    Predicate<T> accepted,
    UnaryOperator<String> mask) {

  /** Makes a format whose parser can tell for every value that the printer wrote. */
  Format(String rule, Function<String, T> parser, Function<T, String> printer) {
    this(rule, parser, printer, value -> readsBack(parser, printer.apply(value)));
  }

  /** Makes a format whose texts may be shown. */
  Format(
      String rule, Function<String, T> parser, Function<T, String> printer, Predicate<T> accepted) {
    this(rule, parser, printer, accepted, UnaryOperator.identity());
  }

  Format<T> shownAs(UnaryOperator<String> shown) {
    return new Format<>(rule, parser, printer, accepted, shown);
  }

  private static boolean readsBack(Function<String, ?> parser, String text) {
    try {
      return parser.apply(text) != null;
    } catch (IllegalArgumentException | ArithmeticException broken) {
      return false;
    }
  }

  boolean accepts(T value) {
    return accepted.test(value);
  }
}
