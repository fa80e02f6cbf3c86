package dev.larder.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** Jackson's read limits, with messages that name the setting of ours. */
final class ReadLimits extends StreamReadConstraints {

  private static final long serialVersionUID = 1L;

  private final transient JsonLimits limits;

  ReadLimits(JsonLimits limits) {
    // No limit on the document and its tokens: the codec knows the size before it begins.
    super(limits.depth(), -1, limits.numberLength(), limits.textLength(), limits.textLength(), -1);
    this.limits = limits;
  }

  @Override
  public void validateNestingDepth(int depth) throws StreamConstraintsException {
    if (depth > limits.depth()) {
      throw new StreamConstraintsException(limits.depthExceeded());
    }
  }

  @Override
  public void validateStringLength(int length) throws StreamConstraintsException {
    if (length > limits.textLength()) {
      throw new StreamConstraintsException(limits.textLengthExceeded());
    }
  }

  @Override
  public void validateNameLength(int length) throws StreamConstraintsException {
    validateStringLength(length);
  }

  @Override
  public void validateIntegerLength(int length) throws StreamConstraintsException {
    if (length > limits.numberLength()) {
      throw new StreamConstraintsException(limits.numberLengthExceeded());
    }
  }

  @Override
  public void validateFPLength(int length) throws StreamConstraintsException {
    validateIntegerLength(length);
  }

  /** Keeps {@code 1e999999999} from becoming a whole number of as many digits. */
  @Override
  public void validateBigIntegerScale(int scale) throws StreamConstraintsException {
    if (Math.abs((long) scale) > limits.numberLength()) {
      throw new StreamConstraintsException(limits.numberLengthExceeded());
    }
  }
}
