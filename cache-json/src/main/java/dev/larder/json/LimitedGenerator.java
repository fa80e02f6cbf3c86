package dev.larder.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to write what the reader would refuse to read: a value that is stored and never comes
 * back would be computed again and again.
 */
final class LimitedGenerator extends JsonGeneratorDelegate {

  private final JsonLimits limits;
  private int depth;

  LimitedGenerator(JsonGenerator generator, JsonLimits limits, int depth) {
    super(generator, true);
    this.limits = limits;
    this.depth = depth;
  }

  /** Returns a generator that writes the array this one is in, with the limits as they are here. */
  LimitedGenerator sameArray(StringWriter out) throws IOException {
    JsonGenerator part = getCodec().getFactory().createGenerator(out);
    part.setCodec(getCodec());
    return new LimitedGenerator(part, limits, depth - 1);
  }

  private void enter() throws IOException {
    if (++depth > limits.depth()) {
      throw new StreamConstraintsException(limits.depthExceeded());
    }
  }

  private void checkText(int length) throws IOException {
    if (length > limits.textLength()) {
      throw new StreamConstraintsException(limits.textLengthExceeded());
    }
  }

  private void checkNumber(int length) throws IOException {
    if (length > limits.numberLength()) {
      throw new StreamConstraintsException(limits.numberLengthExceeded());
    }
  }

  @Override
  public void writeStartArray() throws IOException {
    enter();
    super.writeStartArray();
  }

  @Override
  public void writeStartArray(@Nullable Object value) throws IOException {
    enter();
    super.writeStartArray(value);
  }

  @Override
  public void writeStartArray(@Nullable Object value, int size) throws IOException {
    enter();
    super.writeStartArray(value, size);
  }

  @Override
  public void writeStartObject() throws IOException {
    enter();
    super.writeStartObject();
  }

  @Override
  public void writeStartObject(@Nullable Object value) throws IOException {
    enter();
    super.writeStartObject(value);
  }

  @Override
  public void writeStartObject(@Nullable Object value, int size) throws IOException {
    enter();
    super.writeStartObject(value, size);
  }

  @Override
  public void writeEndArray() throws IOException {
    depth--;
    super.writeEndArray();
  }

  @Override
  public void writeEndObject() throws IOException {
    depth--;
    super.writeEndObject();
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    checkText(name.length());
    super.writeFieldName(name);
  }

  @Override
  public void writeString(@Nullable String text) throws IOException {
    checkText(text == null ? 0 : text.length());
    super.writeString(text);
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    checkText(length);
    super.writeString(text, offset, length);
  }

  @Override
  public void writeString(SerializableString text) throws IOException {
    checkText(text.charLength());
    super.writeString(text);
  }

  @Override
  public void writeString(Reader reader, int length) throws IOException {
    checkText(length);
    super.writeString(reader, length);
  }

  @Override
  public void writeNumber(@Nullable BigInteger number) throws IOException {
    // A digit has more than three bits, so most numbers need not become text for this.
    if (number != null && number.bitLength() > 3L * limits.numberLength()) {
      checkNumber(number.toString().length());
    }
    super.writeNumber(number);
  }

  @Override
  public void writeNumber(@Nullable BigDecimal number) throws IOException {
    checkNumber(number == null ? 0 : number.toString().length());
    super.writeNumber(number);
  }

  @Override
  public void writeNumber(String number) throws IOException {
    checkNumber(number.length());
    super.writeNumber(number);
  }
}
