package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process makes of a directory that is away for a while, when others wrote before. */
final class AwayTest {

  private static final KeyBytes OLD = KeyBytes.of(Stores.key("old"));
  private static final KeyBytes NEW = KeyBytes.of(Stores.key("new"));

  @TempDir Path temporary;

  private DiskStorage writer;
  private final Segments segments = new Segments();
  private Index index;
  private Publications reader;

  private Path root() {
    return temporary.resolve("store");
  }

  private Path aside() {
    return temporary.resolve("aside");
  }

  @BeforeEach
  void open() throws IOException {
    writer =
        DiskStorage.open(
            Stores.config(root(), new FakeClock()).sync(SyncPolicy.NONE).largeValue(1000).build());
    Layout layout = new Layout(root());
    Control control = Control.open(new RealMedium(), layout.control());
    index = new Index(segments);
    reader = new Publications(new Home(new RealMedium(), layout), control, segments, index);
    reader.begin(1);
    save("old");
    reader.catchUp();
  }

  @AfterEach
  void close() {
    writer.close();
  }

  private void save(String name) {
    writer.save(Stores.key(name), Blob.ofText(name), SaveOptions.defaults());
  }

  private boolean knows(KeyBytes key) {
    return index.find(key, false) != Place.NONE;
  }

  private void catchUpFails(String suffix) {
    assertThatThrownBy(reader::catchUp)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(new Layout(root()).control() + suffix);
  }

  @Test
  void segmentMadeBefore_isNotTakenForARemovedOne() throws IOException {
    assertThat(writer.compact()).isTrue();
    save("new");
    Files.move(root(), aside());
    catchUpFails("");
    catchUpFails("");
    assertThat(knows(OLD)).isTrue();
    Files.move(aside(), root());
    reader.catchUp();
    assertThat(knows(NEW)).isTrue();
  }

  @Test
  void segmentRemovedBefore_doesNotHaveTheOthersForgotten() throws IOException {
    assertThat(writer.compact()).isTrue();
    save("new");
    save("new");
    assertThat(writer.compact()).isTrue();
    assertThat(new Layout(root()).segment(1)).exists();
    Files.move(root(), aside());
    catchUpFails("");
    assertThat(knows(OLD)).isTrue();
    Files.move(aside(), root());
    reader.catchUp();
    assertThat(knows(OLD)).isTrue();
    assertThat(index.record(index.find(OLD, false))).isNotNull();
    assertThat(knows(NEW)).isTrue();
  }

  @Test
  void segmentOfAnotherStoreInItsPlace_isNotTakenIn() throws IOException {
    assertThat(writer.compact()).isTrue();
    save("new");
    Files.move(root(), aside());
    Files.createDirectories(new Layout(root()).segments());
    Files.copy(new Layout(aside()).segment(2), new Layout(root()).segment(2));
    Files.writeString(new Layout(root()).control(), "of another store");
    catchUpFails(", but another of that name");
    assertThat(knows(NEW)).isFalse();
    Bits.remove(root());
    Files.move(aside(), root());
    reader.catchUp();
    assertThat(knows(NEW)).isTrue();
  }

  @Test
  void largeValue_isNotLostWithIt() throws IOException {
    String value = "large ".repeat(1000);
    writer.save(Stores.key("large"), Blob.ofText(value), SaveOptions.defaults());
    Files.move(root(), aside());
    String refused =
        " the directory "
            + root()
            + " failed with java.nio.file.NoSuchFileException: "
            + new Layout(root()).control()
            + "; look whether the directory is there and try again";
    assertThatThrownBy(() -> writer.load(Stores.key("large")))
        .isInstanceOf(CacheException.class)
        .hasMessage("load t/large:" + refused);
    assertThatThrownBy(() -> writer.verify(true))
        .isInstanceOf(CacheException.class)
        .hasMessage("verify:" + refused);
    Files.move(aside(), root());
    assertThat(writer.load(Stores.key("large")).map(Entry::value).map(Blob::toText))
        .contains(value);
  }
}
