package org.gibsey.api.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * Slows down whoever tries keys: an address that sent too many which are not valid has to wait
 * before another unknown one is looked at. The address is that of the connection; headers that name
 * another one can be invented.
 */
public final class GuessRate {
  private static final int NETWORK_BYTES = 8;

  private final Buckets guesses;

  public GuessRate(LimitSettings settings) {
    this.guesses = new Buckets(settings.guesses());
  }

  /**
   * Lets an unknown key be looked at, or not.
   *
   * @throws Problem with {@link ProblemType#RATE_LIMITED} when the address has to wait
   */
  public void check(Context ctx) {
    if (guesses.limit().isNone()) {
      return;
    }
    EstimationProbe probe = bucket(ctx).estimateAbilityToConsume(1);
    if (!probe.canBeConsumed()) {
      long wait = RequestRate.seconds(probe.getNanosToWaitForRefill());
      ctx.header("Retry-After", Long.toString(wait));
      throw new Problem(
          ProblemType.RATE_LIMITED,
          "Too many keys from your address were not valid; try again in %d s.".formatted(wait));
    }
  }

  /** Notes that a key was not valid. */
  public void failed(Context ctx) {
    if (!guesses.limit().isNone()) {
      bucket(ctx).tryConsume(1);
    }
  }

  private Bucket bucket(Context ctx) {
    return guesses.of(network(ctx.ip()));
  }

  /** An address of version 4, or the network of one of version 6: its holder has all of that. */
  static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // A literal, so that nothing is looked up.
      InetAddress parsed = InetAddress.getByName(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
          : parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
