package dev.larder.service.server;

import dev.larder.service.JsonForm;
import dev.larder.storage.Blob;
import dev.larder.storage.SaveRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of each hash, linked from the latest to the oldest.
 *
 * <p>The original keeps one document for a hash and writes it anew for each entry, so that storing
 * one value often gets slower each time. Here one short record names the latest entry, and one for
 * each entry names its neighbours: adding and removing one costs the same however many there are.
 * The document is made when somebody reads it.
 *
 * <p>Who changes the chain of a hash holds its lock. Who reads it begins without: an entry without
 * a reference by its id, because that is still to be written or was lost with the process, is
 * passed over. Where the chain breaks off under the reader, because an entry was removed, it reads
 * again with the lock.
 */
final class HashChain {

  private static final String NONE = "";

  private final FileTree files;
  private final EntryLocks locks;
  private final LongPredicate isOver;

  /**
   * Makes the chains in the tree.
   *
   * @param isOver whether the time of what was stored at that moment is over: a record that was
   *     written anew for its neighbour's sake outlives its entry
   */
  HashChain(FileTree files, EntryLocks locks, LongPredicate isOver) {
    this.files = files;
    this.locks = locks;
    this.isOver = isOver;
  }

  /** An entry of a hash. */
  record Member(String id, long timestamp) {

    Map<String, @Nullable Object> toJson() {
      return Json.object("cache_id", id, "timestamp", timestamp);
    }
  }

  private record Link(String previous, String next, long timestamp) {

    Blob toBlob() {
      return Blob.ofText(previous + "\n" + next + "\n" + timestamp);
    }

    static Link of(Blob blob) {
      String[] fields = blob.toText().split("\n", -1);
      return new Link(fields[0], fields[1], Long.parseLong(fields[2]));
    }

    Link before(String id) {
      return new Link(previous, id, timestamp);
    }

    Link after(String id) {
      return new Link(id, next, timestamp);
    }
  }

  /** Returns the writes that make the entry the latest of its hash. */
  List<SaveRequest> add(String namespace, String hash, Member member) {
    String latest = latest(namespace, hash).orElse(NONE);
    List<SaveRequest> writes = new ArrayList<>(3);
    Link link = new Link(latest, NONE, member.timestamp());
    writes.add(files.write(linkFile(namespace, hash, member.id()), link.toBlob()));
    link(namespace, hash, latest)
        .ifPresent(
            last ->
                writes.add(
                    files.write(
                        linkFile(namespace, hash, latest), last.before(member.id()).toBlob())));
    writes.add(head(namespace, hash, member.id(), latest));
    return writes;
  }

  private SaveRequest head(String namespace, String hash, String latest, String previous) {
    return files.write(EntryRef.hashFile(namespace, hash), Blob.ofText(latest + "\n" + previous));
  }

  /**
   * Takes the entry out of its hash.
   *
   * @return whether it was the last one, so that nothing has the hash any more
   */
  boolean remove(String namespace, String hash, String id) {
    Optional<Link> found = link(namespace, hash, id);
    if (found.isEmpty()) {
      return false;
    }
    Link gone = found.get();
    link(namespace, hash, gone.next())
        .ifPresent(
            next ->
                files.save(
                    linkFile(namespace, hash, gone.next()), next.after(gone.previous()).toBlob()));
    link(namespace, hash, gone.previous())
        .ifPresent(
            previous ->
                files.save(
                    linkFile(namespace, hash, gone.previous()),
                    previous.before(gone.next()).toBlob()));
    boolean last = removeFromHead(namespace, hash, id, gone);
    files.delete(linkFile(namespace, hash, id));
    return last;
  }

  private boolean removeFromHead(String namespace, String hash, String id, Link gone) {
    String[] head = head(namespace, hash);
    if (head.length == 0) {
      return false;
    }
    Optional<Link> previous = link(namespace, hash, gone.previous());
    if (head[0].equals(id)) {
      if (previous.isEmpty()) {
        return files.delete(EntryRef.hashFile(namespace, hash));
      }
      files.saveAll(List.of(head(namespace, hash, gone.previous(), previous.get().previous())));
    } else if (head[1].equals(id)) {
      files.saveAll(List.of(head(namespace, hash, head[0], gone.previous())));
    }
    return false;
  }

  /** Returns the latest entry of the hash that is complete. */
  Optional<String> latest(String namespace, String hash) {
    String[] head = head(namespace, hash);
    if (head.length == 0) {
      // That is replaced, but never gone while an entry has the hash.
      return Optional.empty();
    }
    Optional<String> latest = latest(namespace, head, hash);
    return latest.isPresent()
        ? latest
        : locks.readingHash(namespace, hash, () -> latest(namespace, head(namespace, hash), hash));
  }

  private Optional<String> latest(String namespace, String[] head, String hash) {
    if (head.length == 0) {
      return Optional.empty();
    }
    if (files.exists(EntryRef.idFile(namespace, head[0]))) {
      return Optional.of(head[0]);
    }
    String id = head[1];
    while (!id.isEmpty() && !files.exists(EntryRef.idFile(namespace, id))) {
      id = link(namespace, hash, id).map(Link::previous).orElse(NONE);
    }
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  /** Returns the entries of the hash, the oldest first. */
  List<Member> members(String namespace, String hash) {
    List<Member> members = new ArrayList<>();
    String broken = walk(namespace, hash, members);
    if (!broken.isEmpty() && !isEnd(namespace, hash, members, broken)) {
      members.clear();
      locks.readingHash(namespace, hash, () -> walk(namespace, hash, members));
    }
    Collections.reverse(members);
    return members;
  }

  /**
   * Adds the entries of the hash, the latest first, and returns the one whose record is gone
   * although another one names it; empty if there is none.
   */
  private String walk(String namespace, String hash, List<Member> members) {
    String id = latest(namespace, hash).orElse(NONE);
    while (!id.isEmpty()) {
      Optional<Link> link = link(namespace, hash, id);
      if (link.isEmpty()) {
        return id;
      }
      if (isOver.test(link.get().timestamp())) {
        return NONE;
      }
      members.add(new Member(id, link.get().timestamp()));
      id = link.get().previous();
    }
    return NONE;
  }

  /** Returns whether what comes before those entries is over, and not only moved meanwhile. */
  private boolean isEnd(String namespace, String hash, List<Member> members, String broken) {
    return !members.isEmpty()
        && locks.readingHash(
            namespace,
            hash,
            () ->
                link(namespace, hash, members.get(members.size() - 1).id())
                    .filter(last -> last.previous().equals(broken))
                    .isPresent());
  }

  /** Returns the document of the hash as the original has it, or empty if nothing has the hash. */
  Optional<Map<String, @Nullable Object>> toJson(String namespace, String hash) {
    List<Member> members = members(namespace, hash);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Json.object(
            "cache_hash",
            hash,
            "cache_ids",
            members.stream().map(Member::toJson).toList(),
            "latest_id",
            members.get(members.size() - 1).id(),
            "total_versions",
            members.size()));
  }

  /** Returns the document as it looks on the original's storage. */
  Optional<Blob> toFile(String namespace, String hash) {
    return toJson(namespace, hash).map(json -> Blob.wrap(JsonForm.INDENT_2.bytes(json)));
  }

  /** Forgets the neighbours of every entry of the namespace, whose files are gone. */
  void clear(String namespace) {
    files.clearHidden(linkFolder(namespace));
  }

  private String[] head(String namespace, String hash) {
    return files
        .read(EntryRef.hashFile(namespace, hash))
        .map(blob -> blob.toText().split("\n", -1))
        .filter(head -> head.length == 2)
        .orElse(new String[0]);
  }

  private Optional<Link> link(String namespace, String hash, String id) {
    return id.isEmpty()
        ? Optional.empty()
        : files.read(linkFile(namespace, hash, id)).map(Link::of);
  }

  private static String linkFile(String namespace, String hash, String id) {
    return linkFolder(namespace) + "/" + hash + "/" + id;
  }

  private static String linkFolder(String namespace) {
    return "%hash/" + (namespace.isEmpty() ? "%" : namespace);
  }
}
