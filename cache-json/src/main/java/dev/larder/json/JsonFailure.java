package dev.larder.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what was wrong in words of ours. Jackson's own messages quote the value, which may be
 * secret, and so they are not kept as causes either.
 *
 * @param type the type of the codec
 * @param names names that may be said because they come from the types
 */
record JsonFailure(String type, Set<String> names) {

  /** Returns the failure to read a document. */
  IllegalArgumentException reading(String what) {
    return new IllegalArgumentException("not JSON of " + type + ": " + what);
  }

  IllegalArgumentException reading(IOException failure) {
    StreamConstraintsException limit = find(StreamConstraintsException.class, failure);
    if (limit != null) {
      return reading(limit.getOriginalMessage());
    }
    if (find(JsonEOFException.class, failure) != null) {
      return reading("it ends too early");
    }
    StreamReadException malformed = find(StreamReadException.class, failure);
    if (malformed != null && !(malformed instanceof InputCoercionException)) {
      boolean twice = malformed.getOriginalMessage().startsWith("Duplicate field");
      return reading((twice ? "an object has a name twice" : "it is malformed") + at(malformed));
    }
    if (failure instanceof ValueInstantiationException refused) {
      return reading(where(refused) + " is refused by its own constructor" + at(refused));
    }
    if (failure instanceof JsonMappingException mismatch) {
      boolean missing = mismatch.getOriginalMessage().startsWith("Missing ");
      String what = missing ? " is missing" : " does not fit its type";
      return reading(where(mismatch) + what + at(mismatch));
    }
    return reading("the value does not fit its type");
  }

  /** Returns the failure to write a value. What an accessor of the user's threw is the cause. */
  IllegalArgumentException writing(IOException failure) {
    StreamConstraintsException limit = find(StreamConstraintsException.class, failure);
    String what;
    if (limit != null) {
      what = limit.getOriginalMessage();
    } else if (failure instanceof InvalidDefinitionException definition) {
      what = where(definition) + ": " + definition.getOriginalMessage();
    } else if (failure instanceof JsonMappingException mapping) {
      what = where(mapping) + " cannot be written";
    } else {
      what = "a part of it has no JSON form";
    }
    Throwable cause =
        failure.getCause() instanceof JsonProcessingException ? null : failure.getCause();
    return new IllegalArgumentException("no JSON of " + type + ": " + what, cause);
  }

  /** Returns why there can be no codec. */
  IllegalArgumentException building(String what) {
    return new IllegalArgumentException("no JsonCodec of " + type + ": " + what);
  }

  private static String at(JsonProcessingException failure) {
    return failure.getLocation() == null || failure.getLocation().getByteOffset() < 0
        ? ""
        : ", at byte " + failure.getLocation().getByteOffset();
  }

  private String where(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference part : failure.getPath()) {
      if (part.getFieldName() == null) {
        path.append('[').append(part.getIndex()).append(']');
      } else if (names.contains(part.getFieldName())) {
        path.append(path.length() == 0 ? "" : ".").append(part.getFieldName());
      } else {
        path.append("[?]");
      }
    }
    return path.length() == 0 ? "the value" : path.toString();
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
