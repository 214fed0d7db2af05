package org.gibsey.cdc;

import java.io.IOException;
import java.util.List;

/**
 * One operation of the REST.
 *
 * @param method HTTP method
 * @param path segments; {@code *} stands for any one
 * @param handler what answers
 */
record Route(String method, List<String> path, Handler handler) {

  static Route of(String method, String path, Handler handler) {
    return new Route(method, List.of(path.isEmpty() ? new String[0] : path.split("/")), handler);
  }

  boolean matches(List<String> requested) {
    if (requested.size() != path.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      if (!path.get(i).equals("*") && !path.get(i).equals(requested.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Answers a request. */
  interface Handler {
    /**
     * Makes the answer.
     *
     * @throws RestException for an error the client caused
     * @throws IOException if the request cannot be read
     */
    Reply handle(Request request) throws IOException;
  }
}
