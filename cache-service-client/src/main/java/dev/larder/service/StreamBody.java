package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

/** Bytes in several pieces that are sent one after the other. */
final class StreamBody implements RequestBody {

  /** Opens a piece from its first byte on. */
  interface Piece {
    InputStream open() throws IOException;
  }

  private final String contentType;
  private final long length;
  private final List<Piece> pieces;

  StreamBody(String contentType, long length, Piece... pieces) {
    this.contentType = contentType;
    this.length = length;
    this.pieces = List.of(pieces);
  }

  /** Returns a piece with those bytes. */
  static Piece piece(byte[] bytes) {
    return () -> Blob.wrap(bytes).openStream();
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() throws IOException {
    InputStream[] opened = new InputStream[pieces.size()];
    for (int i = 0; i < opened.length; i++) {
      opened[i] = pieces.get(i).open();
    }
    return new SequenceInputStream(Collections.enumeration(List.of(opened)));
  }
}
