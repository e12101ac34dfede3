package org.paymentpoller.node;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The phrases in which endpoints refuse, each with its sense. The first one that a text has decides, so what is said of a
 * rate, of a key or of the head stands before what merely mentions blocks and limits.
 */
final class Vocabulary {

    /** Some of the phrases, any of which gives the sense; every repetition in them is bounded, as texts may be hostile. */
    private record Phrases(Sense sense, Pattern pattern) {

        static Phrases of(Sense sense, String... alternatives) {
            return new Phrases(sense, Pattern.compile(String.join("|", alternatives)));
        }
    }

    private static final String LARGER = "(?:more|greater|larger|bigger|longer|wider|higher) than";
    private static final String TOO_LARGE = "too (?:large|big|long|many|wide|high|great|far|much)";
    private static final String NUMBER = "\\d[\\d,_.]{0,30}+(?: ?[km]\\b)?";
    private static final String RANGE_LIMIT =
            "\\bmax(?!\\w{0,10} (?:block )?(?:height|number))|limit|at most|up to|exceed";
    private static final String RESULTS =
            "(?:results?|logs?|events?|records?|entries|items|rows|bytes|[km]i?b|megabytes)\\b(?! ?(?:block )?(?:range|quer|filter|request))";
    private static final String NOT_OFFERED =
            "(?:not (?:available|supported|allowed|enabled|included|permitted)|unavailable|unsupported)";

    private static final List<Phrases> PLAIN = List.of(
            Phrases.of(
                    Sense.LATER,
                    "too many (?:\\w{1,20} )?(?:requests?|calls|connections)\\b",
                    "\\brate ?-?limit",
                    "\\brate (?:was |is |has been )?(?:exceeded|too high)",
                    "(?:request|call|query) rate",
                    "(?:requests?|calls?|quer(?:y|ies)|units?|cus?|credits?) ?(?:/|per) ?(?:s\\b|sec|min|hour|day|month)",
                    "\\b(?:rps|qps|cups)\\b",
                    "throttl|throughput|quota|slow down|\\btoo (?:fast|frequent|often)",
                    "(?:requests?|calls?|api|usage|credits?|units?|bandwidth|traffic|connection|concurrency) (?:count |volume )?limits?\\b(?!.{0,30}\\bblock)",
                    "(?:daily|hourly|monthly|concurrent|compute) (?:\\w{1,20} ){0,2}?(?:limit|count|capacity)",
                    "(?:credits?|allowance|balance) (?:is |are )?(?:exhausted|used up|depleted|exceeded)",
                    "request count|capacity (?:limit|exceeded)|exceeded (?:its|your|the) (?:\\w{1,20} )?capacity",
                    "(?:retry|try again) (?:in|after) \\d|wait (?:for )?\\d"),
            Phrases.of(
                    Sense.NEVER,
                    "method (?:(?!block|range|batch)\\S{1,60} ){0,4}?(?:not found|does not exist|" + NOT_OFFERED
                            + "|not (?:implemented|whitelisted|exist)|disabled|restricted|blocked|forbidden)",
                    "method eth get (?:block|transaction|uncle)(?: \\w{1,20}){0,4}? (?:not found|does not exist|"
                            + NOT_OFFERED + ")",
                    "getlogs (?:(?:is|has been|was|currently|temporarily) ){0,3}?(?:disabled|restricted|blocked|"
                            + NOT_OFFERED + ")(?! (?:\\w{1,20} ){0,4}?(?:range|block))",
                    "(?:unsupported|unknown|disallowed|disabled|forbidden|no such) (?:rpc )?method",
                    "unauthori[sz]ed|not authori[sz]ed|authenticat|forbidden|permission denied|\\b(?:missing|no|invalid) authori[sz]ation",
                    "access (?:is |was )?denied|(?:not|no) (?:have )?access",
                    "(?:invalid|missing|unknown|expired|wrong|incorrect|inactive|disabled|revoked) (?:\\w{1,20} ){0,2}?"
                            + "(?:key|token|jwt|credentials?|project id|app id|secret)\\b",
                    "\\b(?:key|token|project(?: id)?|account|subscription|tenant|app) (?:\\w{1,20} ){0,3}?(?:invalid"
                            + "|not (?:found|valid|exist|active|allowed|provided|recogni[sz]ed)|does not exist|expired|disabled"
                            + "|suspended|inactive|required|revoked|missing|blocked|deactivated)",
                    "requires? (?:an? )?(?:\\w{1,20} )?(?:key|token|account|subscription)\\b",
                    "payment required|blacklisted|\\bbanned\\b|not whitelisted",
                    "(?:network|chain) (?:\\S{1,30} ){0,2}?(?:not (?:supported|enabled)|disabled|unsupported)",
                    "\\bprun(?:ed|ing)\\b|missing trie node",
                    "(?:history|historical \\w{1,20}) (?:is |are )?(?:not |un)available"),
            Phrases.of(
                    Sense.AHEAD,
                    "\\b(?:blocks?|header|height)\\b(?! range).{0,60}?(?:not found|not exist|not (?:be|been) found|not (?:yet )?known"
                            + "|not (?:yet )?available(?: yet|$| ?[.,;:!)])|not yet)",
                    "^#?(?:\\d+|0x[0-9a-f]+) (?:could not be|was not|is not|not) found",
                    "(?:could not|cannot|can t|unable to) (?:find|get|load|locate) (?:the )?(?:requested )?(?:block|header)\\b",
                    "(?:unknown|missing|future|no such) (?:block|header)\\b(?! range)",
                    "(?:beyond|exceeds?|exceeding|ahead of|above|after|past|(?:greater|higher|larger|newer|later) than|> ?"
                            + "|(?:less|lower|smaller) than or equal to) ?"
                            + "(?:(?:the|node s|chain s|current|canonical|local|known|our|its) ){0,3}?(?:(?:block)?chain )?"
                            + "(?:head|tip|height|latest|last accepted|best block|current block|block height|highest)\\b",
                    "invalid block range(?: param\\w{0,10})?\\W{0,3}$",
                    "block (?:number |height )?+(?!range\\b.{0,60}?(?:" + RANGE_LIMIT + "))(?:\\S{1,20} ){0,3}?"
                            + "(?:out of range|in the future)|unfinalized",
                    "block (?:number|height) (?:is )?too (?:high|large)",
                    "blocks? behind|lagging|out of sync|not (?:\\w{1,10} ){0,2}?synced|\\bsyncing\\b|still in progress",
                    "resource not found"),
            Phrases.of(
                    Sense.TOO_SLOW,
                    "(?:query|execution|search|filter|getlogs|evaluation|operation|processing) (?:\\w{1,20} ){0,2}?"
                            + "(?:time ?out|timed out|time limit)",
                    "deadline exceeded|execution aborted|took too long|too (?:slow|expensive|complex|heavy)"),
            Phrases.of(
                    Sense.TOO_MANY_RESULTS,
                    "(?:" + LARGER
                            + "|than|over|exceed\\w{0,4}|max[a-z]{0,6}|limit(?:ed)?|at most|up to|cap|too many)[ :]{1,2}"
                            + "(?:(?:the|of|to|is|a|allowed|number|total|matching|matched|returned|" + NUMBER
                            + ") ){0,5}"
                            + RESULTS,
                    "\\b(?:results?|logs?|events?|records?|responses?|result set|payload|data)\\b"
                            + "(?! (?:block |query )?(?:range|quer|filter|request))(?: (?!block|range|request)\\w{1,20}){0,4}?"
                            + " (?:exceed|limit|" + TOO_LARGE + "|" + LARGER + "|over)",
                    "(?:response|result|reply) (?:body )?size"),
            Phrases.of(
                    Sense.TOO_MANY_BLOCKS,
                    "^(?=.*?(?:\\bblocks?\\b|range|\\bspan\\b|distance))(?=.*?(?:" + TOO_LARGE + "|exceed|limit|\\bmax|"
                            + LARGER
                            + "|(?:less|smaller|fewer) than|\\bover \\d|at most|up to|between|\\bonly\\b|narrow|reduce|smaller"
                            + "|not (?:supported|allowed|permitted)))",
                    "getlogs (?:\\w{1,20} ){0,4}?(?:limited to|(?:less|smaller|fewer) than|at most|up to)"),
            Phrases.of(
                    Sense.NEVER,
                    NOT_OFFERED + ".{0,60}?(?:plan|tier|subscription|package|free|paid|premium)",
                    "(?:plan|tier|subscription|package)\\b.{0,60}?(?:not (?:include|support|allow|cover)|" + NOT_OFFERED
                            + ")",
                    "(?:requires?|only (?:available )?(?:on|in|for|with|to)) .{0,40}?(?:plan|tier|subscription|paid|premium)",
                    "archive"),
            Phrases.of(
                    Sense.LATER,
                    "busy|overload|no backend|(?:un|not |currently )healthy|(?:service|server|node|temporarily) unavailable",
                    "try again|temporar|maintenance|bad gateway|starting up|upstream connect",
                    "no (?:available|suitable|healthy) (?:\\w{1,20} )?(?:node|provider|upstream|server|backend)",
                    "(?:reached|exceeded|over) (?:the |your |its )?(?:\\w{1,20} ){0,2}?(?:plan|tier|endpoint|user|project|app)"
                            + "(?: s)? limit"));

    /** What says too little to count against an HTTP status that is clear. */
    private static final List<Phrases> VAGUE =
            List.of(Phrases.of(Sense.NEVER, "^(?:error: ?)?limit exceeded\\W{0,3}$", "upgrade (?:to|your|the)\\b"));

    private Vocabulary() {}

    /**
     * The sense of a text; empty where it has no known phrase.
     *
     * @param words as {@link Wording} makes them
     */
    static Optional<Sense> sense(String words) {
        return first(PLAIN, words);
    }

    /** The sense of a text that counts only where nothing else says more. */
    static Optional<Sense> vagueSense(String words) {
        return first(VAGUE, words);
    }

    private static Optional<Sense> first(List<Phrases> ordered, String words) {
        return ordered.stream()
                .filter(phrases -> phrases.pattern().matcher(words).find())
                .map(Phrases::sense)
                .findFirst();
    }
}
