package dev.larder.disk;

/** When what was saved is on the medium, and not only with the operating system. */
public enum SyncPolicy {
  /**
   * Before a save returns, one sync for all who save at that moment. What was saved outlives a
   * killed process and a power cut.
   */
  BATCH,
  /** Before a save returns, one sync for each. As safe as {@link #BATCH}, and never faster. */
  ALWAYS,
  /**
   * When the operating system sees fit. What was saved outlives a killed process. A power cut may
   * undo what was saved or deleted in the last half minute or so, or take the entry altogether;
   * entries that nobody changed in that time stay.
   */
  NONE
}
