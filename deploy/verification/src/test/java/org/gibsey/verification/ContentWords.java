package org.gibsey.verification;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words that carry meaning, reduced to a light stem: what "shares no content word" compares. */
final class ContentWords {
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          ("a about above across after again against all along also although am among an and any"
                  + " anyone anything are around as at away be because been before behind being"
                  + " below beside between beyond both but by can cannot could did do does doing"
                  + " done down during each either else even ever every everyone everything for"
                  + " from further had has have having he her here hers herself him himself his how inside outside"
                  + " however i if in instead into is it its itself just let like many may me might"
                  + " mine more most much must my myself neither never no nobody none nor not"
                  + " nothing now of off often on once one only onto or other others our ours out"
                  + " over own per quite rather same she should since so some somebody someone"
                  + " something somewhere still such than that the their theirs them themselves then"
                  + " there these they this those though through thus to together too toward towards"
                  + " under until up upon us very was we were what when where whether which while"
                  + " who whom whose why will with within without would yet you your yours yourself")
              .split(" ", -1));
  private static final List<String> SUFFIXES = List.of("ing", "es", "ed", "ly", "er", "s");

  private ContentWords() {}

  static Set<String> stems(String text) {
    Set<String> stems = new HashSet<>();
    for (String word :
        text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').split("[^\\p{L}\\p{N}']+", -1)) {
      String bare = word.replaceAll("^'+|'+$", "").replaceAll("'s$", "");
      if (!bare.isEmpty() && !FUNCTION_WORDS.contains(bare)) {
        stems.add(stem(bare));
      }
    }
    return stems;
  }

  private static String stem(String word) {
    for (String suffix : SUFFIXES) {
      if (word.endsWith(suffix) && word.length() - suffix.length() >= 3) {
        return word.substring(0, word.length() - suffix.length());
      }
    }
    return word;
  }
}
