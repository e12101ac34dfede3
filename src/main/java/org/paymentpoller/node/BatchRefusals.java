package org.paymentpoller.node;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Tells whether an endpoint refused how many questions one request had, and not what they ask. */
public final class BatchRefusals {

    private static final String NOT_TAKEN =
            "(?:n t|not) (?:be )?(?:support|allow|accept|permit|enabl|handl)\\w{0,3}|unsupported|disabled|forbidden";
    private static final String TOO_MUCH = "too (?:large|big|many|long)|exceed\\w{0,4}|limit\\w{0,3}|max\\w{0,4}"
            + "|(?:more|larger|bigger|greater) than|trigger\\w{0,4}";
    private static final String BATCH = "\\bbatch(?:es|ed|ing)?\\b";

    private static final Pattern ADVICE =
            Pattern.compile("\\b(?:use|using|consider|try|please) (?:json-?rpc )?" + BATCH);

    private static final Pattern ABOUT_BATCHES = Pattern.compile(String.join(
            "|",
            BATCH + "(?:[ :,(-]{1,3}[^ :,(-]{1,30}){0,6}?[ :,(-]{1,3}(?:" + TOO_MUCH + "|" + NOT_TAKEN
                    + "|at most|up to)",
            "(?:" + TOO_MUCH + "|" + NOT_TAKEN
                    + "|no support|invalid|reduce|smaller|at most|up to|only)(?: \\S{1,30}){0,6}? " + "[(-]{0,2}"
                    + BATCH,
            "too many (?:rpc )?(?:calls|requests|items|queries) in (?:an?|one|the|this) (?:single )?(?:request|call|post|payload)",
            "unmarshal array|expected (?:an? )?(?:json )?object|must be (?:an? )?(?:json )?object"));

    private static final Pattern OTHER_UNITS =
            Pattern.compile("\\b(?:blocks?|bytes?|[km]i?b|seconds?|secs?|s|ms|minutes?|logs?|results?)\\b");

    private BatchRefusals() {}

    /** Whether fewer questions in one request may help, whatever the range. */
    public static boolean isAboutBatches(RpcError error) {
        return error.words().stream()
                .anyMatch(words -> ABOUT_BATCHES.matcher(words).find()
                        && !ADVICE.matcher(words).find());
    }

    /**
     * How many questions the endpoint takes in one request, at least 1; empty where it did not say, or where the refusal is
     * about something else.
     */
    public static OptionalInt batchLimit(RpcError error) {
        if (!isAboutBatches(error)) {
            return OptionalInt.empty();
        }
        return error.words().stream()
                .flatMap(words -> StatedLimit.in(words).stream())
                .filter(limit -> limit.number() <= Integer.MAX_VALUE
                        && !OTHER_UNITS.matcher(limit.after()).find())
                .mapToInt(limit -> (int) limit.number())
                .min();
    }
}
