package dev.larder.service.server;

/** What the twin decides otherwise than the original, each asserted by the suite on both sides. */
public enum Difference {
  /** Deleting an entry deletes its children. */
  CHILDREN_GO_WITH_THEIR_ENTRY,
  /** {@code content_size} and the {@code size} of a binary are those of the content, not 0. */
  SIZES_ARE_REAL,
  /** Overwriting a file reports the new size, not that of the first write. */
  OVERWRITING_REPORTS_THE_NEW_SIZE,
  /** Updating reports bytes, not characters or keys. */
  UPDATES_REPORT_BYTES,
  /** An empty child string can be read. */
  EMPTY_STRINGS_ARE_READABLE,
  /** A wrong {@code json_field_path} is the client's fault: 400, not 500. */
  FIELD_ERRORS_ARE_400,
  /** An id that is none is 400 on the batch route too, not 500. */
  BATCH_WITH_BAD_ID_IS_400,
  /** A key with the part {@code ..} is refused. */
  PARENT_FOLDERS_ARE_REFUSED,
  /** A path of more than 512 characters is 400; the original fails beyond 1024 with 500. */
  LONG_PATHS_ARE_400,
  /** The counters of {@code stats} are those of the namespace, by kind. */
  STATS_ARE_REAL,
  /** The references of a hash are complete, however many store at once. */
  HASH_REFERENCES_ARE_COMPLETE,
  /** No failure has a stack trace. */
  NO_STACK_TRACES,
  /** A member that is added to a zip takes the place of one with its name. */
  ZIP_MEMBERS_ARE_REPLACED,
  /** Names of members are shown as they are, not with {@code _} for letters beyond ASCII. */
  ZIP_NAMES_ARE_SHOWN_AS_THEY_ARE,
  /** A zip with members that are packed otherwise than by {@code deflate} is refused. */
  ZIPS_ARE_DEFLATED,
  /** JSON numbers that are not finite, and broken surrogates, are refused when they are stored. */
  ONLY_WRITABLE_JSON_IS_STORED,
  /** An admin path that is nothing but {@code _} is 400, not 500. */
  BLANK_ADMIN_PATHS_ARE_400,
  /** A file that is not JSON is 415 when it is read as JSON, not 500. */
  FILES_THAT_ARE_NOT_JSON_ARE_415,
  /** Bytes that an update put into a text entry are read as bytes; in the original that is 500. */
  BYTES_IN_TEXT_ENTRIES_ARE_READABLE,
  /** Bytes that are not gzip, although the sender said so, are 400, not 500. */
  BAD_GZIP_IS_400,
  /** {@code x-larder-if-absent: true} on a store returns the entry that has the hash already. */
  STORES_CAN_BE_CONDITIONAL,
  /** {@code /{ns}/entries} lists entries page by page. */
  ENTRIES_CAN_BE_LISTED,
  /**
   * {@code /} is a page for people, which needs no key to be loaded; the original has nothing
   * there.
   */
  THERE_IS_A_PAGE,
  /** A request in process needs no key. */
  NO_KEY_IN_PROCESS
}
