package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * SQLite with a write-ahead log: one connection that writes, and one for each thread that reads.
 */
final class SqliteDisk implements DiskSubject<String> {

  private static final String MAP = "PRAGMA mmap_size = 1073741824";

  private final String url;
  private final Connection writing;
  private final PreparedStatement put;
  private final List<Connection> reading = new CopyOnWriteArrayList<>();
  private final ThreadLocal<PreparedStatement> gets = ThreadLocal.withInitial(this::connect);

  SqliteDisk(Path directory, boolean synced) throws IOException {
    this.url = "jdbc:sqlite:" + directory.resolve("entries.db");
    try {
      this.writing = DriverManager.getConnection(url);
      try (Statement statement = writing.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 10000");
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = " + (synced ? "FULL" : "NORMAL"));
        statement.execute(
            "CREATE TABLE IF NOT EXISTS entries (name TEXT PRIMARY KEY, value BLOB NOT NULL)");
      }
      this.put = writing.prepareStatement("INSERT OR REPLACE INTO entries VALUES (?, ?)");
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }

  private PreparedStatement connect() {
    try {
      Connection connection = DriverManager.getConnection(url);
      reading.add(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute(MAP);
      }
      return connection.prepareStatement("SELECT value FROM entries WHERE name = ?");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public String key(String name) {
    return name;
  }

  @Override
  public synchronized void put(String key, byte[] value) throws IOException {
    try {
      put.setString(1, key);
      put.setBytes(2, value);
      put.executeUpdate();
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public int read(String key, byte[] into) throws IOException {
    PreparedStatement get = gets.get();
    try {
      get.setString(1, key);
      try (ResultSet found = get.executeQuery()) {
        if (!found.next()) {
          return MISS;
        }
        byte[] value = found.getBytes(1);
        System.arraycopy(value, 0, into, 0, value.length);
        return value.length;
      }
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      for (Connection connection : reading) {
        connection.close();
      }
      writing.close();
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }
}
