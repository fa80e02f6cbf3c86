package dev.larder.service;

import dev.larder.json.print.PythonJson;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one value in one form. */
final class JsonWriter {

  private static final int DEPTH = 1_000;

  private final StringBuilder out;
  private final JsonForm form;

  JsonWriter(StringBuilder out, JsonForm form) {
    this.out = out;
    this.form = form;
  }

  void write(@Nullable Object value, int depth) {
    if (depth > DEPTH) {
      throw new IllegalArgumentException("the value is more than " + DEPTH + " deep");
    }
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof List<?> list) {
      array(list, depth);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(PythonJson.number(((Number) value).doubleValue()));
    } else if (value == null || isPlain(value)) {
      out.append(value);
    } else {
      throw new IllegalArgumentException(value.getClass().getName() + " has no form in JSON");
    }
  }

  private static boolean isPlain(Object value) {
    return value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof Short
        || value instanceof Byte;
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> members = members(map);
    while (members.hasNext()) {
      Map.Entry<?, ?> member = members.next();
      newLine(depth + 1);
      text(key(member.getKey()));
      out.append(form.colon());
      write(member.getValue(), depth + 1);
      if (members.hasNext()) {
        out.append(form.separator());
      }
    }
    newLine(depth);
    out.append('}');
  }

  private Iterator<? extends Map.Entry<?, ?>> members(Map<?, ?> map) {
    if (!form.isSorted() || map.size() == 1) {
      return map.entrySet().iterator();
    }
    Comparator<Map.Entry<?, ?>> byKey =
        Comparator.comparing(member -> key(member.getKey()), CodePointOrder.INSTANCE);
    return map.entrySet().stream().sorted(byKey).iterator();
  }

  private static String key(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("the keys of a JSON object are texts, but one is " + key);
  }

  private void array(List<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    Iterator<?> elements = list.iterator();
    while (elements.hasNext()) {
      newLine(depth + 1);
      write(elements.next(), depth + 1);
      if (elements.hasNext()) {
        out.append(form.separator());
      }
    }
    newLine(depth);
    out.append(']');
  }

  private void newLine(int depth) {
    if (form.indent() > 0) {
      out.append('\n');
      for (int i = depth * form.indent(); i > 0; i--) {
        out.append(' ');
      }
    }
  }

  private void text(String text) {
    PythonJson.text(out, text, form.isAscii());
  }
}
