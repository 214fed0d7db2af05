package org.gibsey.api.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import org.gibsey.api.access.Caller;
import org.gibsey.api.admission.Admission;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.Accepted;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestScope;
import org.gibsey.api.limits.RequestRate;

/**
 * What a request meets between the gate and the handler of its route: the limit of its caller for
 * answers, the types it accepts, and the bound on what is done at once.
 */
record Dispatch(Route route, RequestRate rate, Admission admission) implements Handler {
  @Override
  public void handle(Context ctx) throws Exception {
    RequestScope.routed(ctx, route.path());
    admission.drain().serves(ctx);
    requireAcceptable(ctx, route.produces());
    if (route.workload() == Workload.ANSWER) {
      Caller.find(ctx).ifPresent(caller -> rate.countAnswer(ctx, caller.id()));
    }
    admission.serve(route.workload(), () -> route.handler().handle(ctx));
  }

  private static void requireAcceptable(Context ctx, List<String> produced) {
    if (Accepted.by(ctx).best(produced).isEmpty()) {
      throw new Problem(
          ProblemType.NOT_ACCEPTABLE,
          "Served here: %s; accept one of them.".formatted(String.join(", ", produced)));
    }
  }
}
