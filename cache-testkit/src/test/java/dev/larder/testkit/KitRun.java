package dev.larder.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a class of the kit inside a test. A test is named {@code Group.method}. */
final class KitRun {

  private static final int MOST_RUNS = 25;

  private KitRun() {}

  /**
   * Returns the tests of the class that fail, having run it until those expected are among them. A
   * fault that shows only when threads meet may stay hidden where the scheduler is unkind, so one
   * run without it proves nothing; many do.
   */
  static Set<String> failing(Class<?> subject, boolean withThreads, Set<String> expected) {
    Set<String> failing = failing(subject, withThreads);
    for (int run = 1; run < MOST_RUNS && !failing.containsAll(expected); run++) {
      failing.addAll(failing(subject, withThreads));
    }
    return failing;
  }

  private static Set<String> failing(Class<?> subject, boolean withThreads) {
    Set<String> failing = new TreeSet<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(subject))
        .filters(excludeTags(withThreads ? "none" : ContractGroup.MANY_THREADS))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(Event::getTestDescriptor)
        .forEach(test -> failing.add(nameOf(test)));
    return failing;
  }

  private static String nameOf(TestDescriptor test) {
    MethodSource method = (MethodSource) test.getSource().orElseThrow();
    String group = method.getClassName();
    return group.substring(Math.max(group.lastIndexOf('$'), group.lastIndexOf('.')) + 1)
        + "."
        + method.getMethodName();
  }

  /** Returns the tests of all groups of a kit, or of those only that race. */
  static Set<String> tests(Class<?> kit, boolean withThreadsOnly) {
    Set<String> tests = new TreeSet<>();
    for (Class<?> group : kit.getDeclaredClasses()) {
      if (group.isAnnotationPresent(Nested.class)) {
        Arrays.stream(group.getSuperclass().getDeclaredMethods())
            .filter(KitRun::isTest)
            .filter(method -> !withThreadsOnly || method.isAnnotationPresent(Tag.class))
            .forEach(method -> tests.add(group.getSimpleName() + "." + method.getName()));
      }
    }
    return tests;
  }

  /** Returns the tests of a kit that has no groups. */
  static Set<String> ownTests(Class<?> kit) {
    Set<String> tests = new TreeSet<>();
    Arrays.stream(kit.getDeclaredMethods())
        .filter(KitRun::isTest)
        .forEach(method -> tests.add("Subject." + method.getName()));
    return tests;
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
