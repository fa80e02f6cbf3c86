package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who is measured on a disk. */
enum DiskContender implements Rival {
  LARDER("Larder", "nothing", "the last half minute"),
  ROCKSDB("RocksDB", "nothing", "the last half minute"),
  LMDB("LMDB", "nothing", "everything, if unlucky"),
  MVSTORE("H2 MVStore", "the last second", "the last half minute"),
  SQLITE("SQLite WAL", "nothing", "all since the last checkpoint"),
  EHCACHE("Ehcache disk", "everything", "everything"),
  FILES("a file for each", "nothing", "the last half minute");

  private final String label;
  private final String lostByKill;
  private final String lostByPowerCut;

  DiskContender(String label, String lostByKill, String lostByPowerCut) {
    this.label = label;
    this.lostByKill = lostByKill;
    this.lostByPowerCut = lostByPowerCut;
  }

  @Override
  public String label() {
    return label;
  }

  /** Returns what a killed process may lose where nothing is synced. */
  String lostByKill() {
    return lostByKill;
  }

  /** Returns what a power cut may lose where nothing is synced. */
  String lostByPowerCut() {
    return lostByPowerCut;
  }

  /** Returns whether what was put outlives a killed process. */
  boolean isCrashSafe() {
    return lostByKill.equals("nothing");
  }

  @Override
  public List<String> flags() {
    if (this != LMDB) {
      return List.of();
    }
    return List.of(
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
  }

  /**
   * Opens the directory, which exists.
   *
   * @param sync those who know no group commit of their own sync each put unless it is {@code NONE}
   */
  DiskSubject<?> open(Path directory, SyncPolicy sync) throws IOException {
    boolean synced = sync != SyncPolicy.NONE;
    return switch (this) {
      case LARDER -> LarderDisk.open(directory, sync);
      case ROCKSDB -> new RocksDbDisk(directory, synced);
      case LMDB -> new LmdbDisk(directory, synced);
      case MVSTORE -> new MvStoreDisk(directory, synced);
      case SQLITE -> new SqliteDisk(directory, synced);
      case EHCACHE -> new EhcacheDisk(directory);
      case FILES -> new FilesDisk(directory, synced);
    };
  }

  /** Returns those who are measured: without the slowest of them unless it is for long. */
  static List<DiskContender> of(Form form) {
    List<DiskContender> all = new ArrayList<>(List.of(values()));
    all.removeIf(who -> form != Form.FULL && who == EHCACHE);
    return all;
  }

  /** Returns those of them that can bring each put to the medium. */
  static List<DiskContender> thatSync(Form form) {
    List<DiskContender> all = of(form);
    all.remove(EHCACHE);
    all.removeIf(who -> form != Form.FULL && (who == MVSTORE || who == FILES));
    return all;
  }
}
