package dev.larder.storage;

/** What must hold for a save to take place. Checked in one step with the save itself. */
public enum SaveCondition {
  /** Nothing: the save replaces whatever is there. */
  NONE,
  /** There is no entry; an expired one counts as none. */
  IF_ABSENT,
  /** There is an entry and it has the version that {@link SaveOptions#expectedVersion()} names. */
  IF_VERSION
}
