package dev.larder.service;

import java.util.List;

/**
 * The children of an entry. An entry that has its files at several places lists each child once for
 * each.
 *
 * @param files the children, in no order to rely on
 * @param totalSize the bytes of all together
 */
public record ChildList(List<ListedChild> files, long totalSize) {

  /** Copies the list. */
  public ChildList {
    files = List.copyOf(files);
  }

  static ChildList of(JsonFields fields) {
    return new ChildList(
        fields.objects("files").stream().map(ListedChild::of).toList(),
        fields.number("total_size"));
  }
}
