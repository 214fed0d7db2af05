package org.gibsey.api.web;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file of the page with its type and a tag that changes whenever its content does. */
final class StaticFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json",
          "json", "application/json",
          "txt", "text/plain; charset=utf-8");
  private static final int TAG_BYTES = 16;

  private final byte[] content;
  private final String type;
  private final String tag;

  private StaticFile(byte[] content, String type, String tag) {
    this.content = content;
    this.type = type;
    this.tag = tag;
  }

  static StaticFile of(String name, byte[] content) {
    @Nullable String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("The web page's file " + name + " has an unknown type");
    }
    return new StaticFile(content, type, tag(content));
  }

  /** Its media type without parameters, such as {@code text/html}. */
  String mediaType() {
    int parameters = type.indexOf(';');
    return parameters < 0 ? type : type.substring(0, parameters);
  }

  /**
   * Sends the file, or 304 when the browser has it. Names do not change with content, so that
   * browsers must ask every time.
   */
  void serve(Context ctx) {
    ctx.header("Cache-Control", "no-cache").header("ETag", tag);
    @Nullable String known = ctx.header("If-None-Match");
    if (known != null && known.contains(tag)) {
      ctx.status(304);
    } else {
      ctx.contentType(type).result(content);
    }
  }

  /** Weak, because the same tag stands for the compressed form too. */
  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
