package dev.larder.service.server.http;

import dev.larder.service.http.Incoming;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The other side of a connection: its bytes through a buffer, and ours to it. Waiting has an end: a
 * {@link Watch} ends it from outside, which costs nothing where bytes come in time. Not thread-safe
 * but for what the watch and the server call.
 */
final class Peer implements Incoming, Closeable {

  private static final int BUFFER = 8 * 1024;

  /** The system keeps a buffer as large as the largest piece for each thread. */
  private static final int PIECE = 64 * 1024;

  /** How long the thread of a connection may take to see that its reading was ended. */
  private static final long WAKING = TimeUnit.SECONDS.toNanos(1);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Patience patience = new Patience();
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private volatile boolean writing;
  private volatile boolean answering;
  private volatile boolean late;

  /** When the watch ended the reading; 0 if it did not. For the watch only. */
  private long ended;

  Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Sets how long it may be waited for from now on. */
  void allow(Duration time) {
    patience.allow(time);
  }

  /** Waits until there are bytes; false where it has ended, or was too late. */
  boolean await() throws IOException {
    return position < limit || fill();
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !fill()) {
      throw late ? tooLate() : new EOFException("the connection was closed in a request");
    }
    return buffer[position++] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position == limit) {
      if (length >= BUFFER) {
        int count = receive(bytes, offset, Math.min(length, PIECE));
        if (count < 0 && late) {
          throw tooLate();
        }
        return count;
      }
      if (!fill()) {
        if (late) {
          throw tooLate();
        }
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, bytes, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    limit = Math.max(0, receive(buffer, 0, BUFFER));
    return limit > 0;
  }

  private int receive(byte[] bytes, int offset, int length) throws IOException {
    if (patience.isSpent()) {
      late = true;
      return -1;
    }
    int count = 0;
    patience.begin();
    try {
      count = in.read(bytes, offset, length);
    } finally {
      patience.end(count);
    }
    return count;
  }

  private static Refusal tooLate() {
    return new Refusal(408, "The request did not arrive in time");
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    writing = true;
    for (int written = 0; written < length; ) {
      int piece = Math.min(PIECE, length - written);
      if (patience.isSpent()) {
        throw new IOException("the client did not take its answer in time");
      }
      patience.begin();
      try {
        out.write(bytes, offset + written, piece);
      } finally {
        patience.end(piece);
      }
      written += piece;
    }
    writing = false;
  }

  /** Says that an answer begins: until it has ended, closing breaks it off. */
  void beginAnswer() {
    answering = true;
  }

  /** Says that all of the answer is written. */
  void endAnswer() {
    answering = false;
  }

  /** Returns whether the other side was waited for in vain. */
  boolean isLate() {
    return late;
  }

  /** Ends a waiting that has lasted too long; called again and again from outside. */
  void endIfLate(long now) {
    if (!patience.isOver(now)) {
      return;
    }
    late = true;
    if (writing) {
      close();
      return;
    }
    if (ended != 0) {
      if (now - ended > WAKING) {
        close();
      }
      return;
    }
    ended = now | 1;
    try {
      // Who reads comes to an end, and can still say so to the other side.
      socket.shutdownInput();
    } catch (IOException gone) {
      close();
    }
  }

  /** Says that nothing more comes from here. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * Says that nothing more comes from here, and takes what still comes from there for a moment: a
   * connection that is closed with unread bytes also loses the answer that is on its way.
   */
  void sayGoodbye(Duration wait) {
    try {
      endOutput();
      patience.allow(wait);
      long end = System.nanoTime() + wait.toNanos();
      byte[] rest = new byte[BUFFER];
      int count = 0;
      while (count >= 0 && System.nanoTime() - end < 0) {
        count = receive(rest, 0, rest.length);
      }
    } catch (IOException gone) {
      // It has left already.
    }
  }

  @Override
  public void close() {
    try (socket) {
      if (answering) {
        // Half an answer that says no length would look whole if it ended as others do.
        socket.setSoLinger(true, 0);
      }
    } catch (IOException gone) {
      // There is nothing left to give back.
    }
  }
}
