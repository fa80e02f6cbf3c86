package dev.larder.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * The published length under threads in any order: whoever reads it sees all bytes before it as
 * they were written, and never a length from before the publication of what has returned.
 */
public final class PublishedLengthLincheckTest {

  private static final int RECORD = 64;

  private final Segment segment =
      new Segment(new RealMedium(), Path.of("unused"), 1, ByteBuffer.allocateDirect(1 << 14));
  private int written;

  public PublishedLengthLincheckTest() {
    segment.publish(Segment.HEAD);
  }

  /** Appends a record whose bytes all depend on how many there were, as the one who appends. */
  @Operation
  public synchronized int append() {
    int at = Segment.HEAD + RECORD * written++;
    for (int i = 0; i < RECORD; i += 8) {
      segment.bytes.putLong(at + i, content(at + i));
    }
    segment.publish(at + RECORD);
    return written;
  }

  private static long content(int at) {
    return at * 0x9E3779B97F4A7C15L;
  }

  /** Returns how many records are published; each must be there, every byte of it. */
  @Operation
  public int read() {
    int end = segment.published();
    for (int at = Segment.HEAD; at < end; at += 8) {
      if (segment.bytes.getLong(at) != content(at)) {
        throw new IllegalStateException("no record at " + at + " of " + end);
      }
    }
    return (end - Segment.HEAD) / RECORD;
  }

  /** What it must be like. */
  public static final class Expected {
    private int written;

    public int append() {
      return ++written;
    }

    public int read() {
      return written;
    }
  }

  @Test
  void anyOrderOfThreads_isOneOfCallsMadeOneByOne() {
    new StressOptions()
        .sequentialSpecification(Expected.class)
        .iterations(5)
        .invocationsPerIteration(500)
        .threads(3)
        .actorsPerThread(4)
        .check(PublishedLengthLincheckTest.class);
  }
}
