package org.gibsey.api.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body as one JSON object, or says exactly what is wrong with it. */
public final class RequestBody {
  /** Largest body in bytes; more than any query within the limits can need. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_NAME_SHOWN = 60;
  private static final String BYTES = "gibsey.body";

  /** What is read of a body that is too large, in bytes, so that its sender hears of it. */
  private static final int MOST_DISCARDED = 8 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);

  private RequestBody() {}

  /**
   * The body as a record.
   *
   * @throws Problem when the body is too large, of another type, not UTF-8, not JSON, has an
   *     unknown field, or a field of the wrong type
   */
  public static <T> T read(Context ctx, Class<T> type) {
    return read(ctx, type, MAX_BYTES);
  }

  /** {@link #read(Context, Class)} of a body that may be larger, or must be smaller. */
  public static <T> T read(Context ctx, Class<T> type, int maxBytes) {
    requireJson(ctx);
    String json = decode(bytes(ctx, maxBytes));
    @Nullable T value;
    try {
      value = Json.mapper().readValue(json, type);
    } catch (UnrecognizedPropertyException e) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "There is no field '"
              + shortened(e.getPropertyName())
              + "'; known are "
              + knownFields(e)
              + ".");
    } catch (MismatchedInputException e) {
      throw mismatch(e);
    } catch (JacksonException e) {
      if (e instanceof InputCoercionException || e.getCause() instanceof InputCoercionException) {
        throw new Problem(ProblemType.INVALID_VALUE, "A number is out of range" + place(e) + ".");
      }
      throw new Problem(ProblemType.MALFORMED_JSON, "The body is not JSON" + place(e) + ".");
    }
    if (value == null) {
      throw notAnObject();
    }
    return value;
  }

  /**
   * The body as JSON that is not parsed yet, in UTF-8.
   *
   * @throws Problem when the body is too large, of another type or not UTF-8
   */
  public static byte[] json(Context ctx, int maxBytes) {
    requireJson(ctx);
    byte[] body = bytes(ctx, maxBytes);
    decode(body);
    return body;
  }

  /**
   * Looks at the type of a body that may also be of another one than JSON.
   *
   * @param otherwise which types there are
   */
  public static void requireJson(Context ctx, String otherwise) {
    @Nullable String type = ctx.contentType();
    if (type == null || !isUtf8Json(type)) {
      throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, otherwise);
    }
  }

  private static void requireJson(Context ctx) {
    @Nullable String type = ctx.contentType();
    @Nullable String encoding = ctx.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body uncompressed.");
    }
    if (type == null || !isUtf8Json(type)) {
      throw new Problem(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "Send the body as Content-Type: application/json, in UTF-8.");
    }
  }

  private static boolean isUtf8Json(String contentType) {
    String normal = contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    return normal.equals("application/json") || normal.equals("application/json;charset=utf-8");
  }

  /**
   * The body as it came, which may be asked for again.
   *
   * @throws Problem when it is larger, or did not arrive completely
   */
  public static byte[] bytes(Context ctx, int maxBytes) {
    byte @Nullable [] known = ctx.attribute(BYTES);
    byte[] body = known == null ? arriving(ctx, maxBytes) : known;
    if (body.length > maxBytes) {
      discardRest(ctx);
      throw tooLarge(maxBytes);
    }
    ctx.attribute(BYTES, body);
    return body;
  }

  private static byte[] arriving(Context ctx, int maxBytes) {
    if (ctx.req().getContentLengthLong() > maxBytes) {
      discardRest(ctx);
      throw tooLarge(maxBytes);
    }
    try {
      return ctx.req().getInputStream().readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new Problem(ProblemType.BAD_REQUEST, "The body did not arrive completely.", e);
    }
  }

  /**
   * Lets a client finish what it sends, within reason: the connection is reset under one that still
   * sends when it is answered, and many never see the answer then.
   */
  private static void discardRest(Context ctx) {
    byte[] chunk = new byte[8 * 1024];
    try (InputStream body = ctx.req().getInputStream()) {
      for (int left = MOST_DISCARDED; left > 0; ) {
        int read = body.read(chunk);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      LOG.debug("A client broke off while it sent too much", e);
    }
  }

  private static Problem tooLarge(int maxBytes) {
    return new Problem(
        ProblemType.BODY_TOO_LARGE, "The body may have at most " + maxBytes + " bytes.");
  }

  /** JSON is UTF-8; a decoder that replaces broken bytes would search for what nobody wrote. */
  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(ProblemType.INVALID_TEXT, "The body is not valid UTF-8.");
    }
  }

  private static Problem mismatch(MismatchedInputException e) {
    List<JsonMappingException.Reference> path = e.getPath();
    if (path.isEmpty()) {
      return notAnObject();
    }
    return new Problem(
        ProblemType.INVALID_VALUE,
        "The field '" + place(path) + "' must be " + expected(e.getTargetType()) + ".");
  }

  /** The names of the fields that lead to a place in the body, such as {@code up_to.page}. */
  private static String place(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .map(RequestBody::shortened)
        .collect(Collectors.joining("."));
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "valid";
    }
    return switch (type.getSimpleName()) {
      case "Integer", "int" -> "a whole number";
      case "Double", "double" -> "a number";
      case "String" -> "a string";
      case "Boolean", "boolean" -> "true or false";
      case "float[]" -> "an array of numbers";
      default -> type.isRecord() ? "an object" : "valid";
    };
  }

  private static Problem notAnObject() {
    return new Problem(ProblemType.MALFORMED_JSON, "The body must be one JSON object.");
  }

  private static String knownFields(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static String shortened(String name) {
    return name.length() <= MAX_NAME_SHOWN ? name : name.substring(0, MAX_NAME_SHOWN) + "…";
  }
}
