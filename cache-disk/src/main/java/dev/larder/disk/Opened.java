package dev.larder.disk;

/**
 * A directory that is open: what the parts of an engine share.
 *
 * @param medium the file system
 * @param layout what is where
 * @param home the directory, while it is there
 * @param format what the directory says it is
 * @param process this process's place
 * @param control what all processes share
 * @param hints what is in the segments, in short
 */
record Opened(
    Medium medium,
    Layout layout,
    Home home,
    StoreFormat format,
    ProcessSlot process,
    Control control,
    Hints hints) {}
