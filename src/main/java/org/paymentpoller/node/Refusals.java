package org.paymentpoller.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.paymentpoller.ledger.BlockWindow;

/** Tells what an endpoint's refusal asks for: by what it says, then by the HTTP status, then by the error's code. */
public final class Refusals {

    private static final Set<Integer> NEVER = Set.of(401, 402, 403, 404, 405, 410, 451, 501);

    /** Not 500, 504, 520 and 524: a node or a proxy gives up with them at a question that is too much for it, too. */
    private static final Set<Integer> LATER =
            Set.of(408, 425, 429, 502, 503, 509, 521, 522, 523, 525, 526, 527, 528, 529, 530);

    /** Codes that mean one thing alone; -32005, -32602, -32600 and -32000 are not among them. */
    private static final Map<Long, Sense> CODES = Map.ofEntries(
            Map.entry(-32601L, Sense.NEVER),
            Map.entry(-32004L, Sense.NEVER),
            Map.entry(-32001L, Sense.AHEAD),
            Map.entry(-32007L, Sense.LATER),
            Map.entry(-32011L, Sense.LATER),
            Map.entry(-32016L, Sense.LATER),
            Map.entry(-32029L, Sense.LATER),
            Map.entry(-32090L, Sense.LATER),
            Map.entry(-32008L, Sense.TOO_MANY_RESULTS),
            Map.entry(-32062L, Sense.TOO_MANY_BLOCKS),
            Map.entry(-32614L, Sense.TOO_MANY_BLOCKS),
            Map.entry(-32701L, Sense.TOO_MANY_BLOCKS));

    private Refusals() {}

    /**
     * What the refusal asks for. One that is about batches says nothing about the range and is read as a wish to wait, so
     * where a batch was sent, {@link BatchRefusals} is to be asked first.
     *
     * @param asked the range that was asked for; empty where the question had none
     */
    public static Refusal read(RpcError error, Optional<BlockWindow> asked) {
        List<String> texts = error.words();
        Optional<Sense> sense = BatchRefusals.isAboutBatches(error) ? Optional.of(Sense.LATER) : sense(error, texts);
        if (sense.isPresent() && sense.get() == Sense.AHEAD) {
            return new Refusal.Ahead();
        }
        if (sense.isPresent() && sense.get() == Sense.NEVER) {
            return new Refusal.Hopeless();
        }
        boolean smallerMayHelp = sense.isEmpty() || sense.get().isTooMuch();
        return asked.filter(range -> smallerMayHelp && range.blocks() > 1)
                .map(range -> narrower(error, texts, reason(sense), range))
                .orElseGet(() -> new Refusal.Wait(error.namedWait()));
    }

    /**
     * Whether words or code say what is wrong, so that an error in place of a batch's answers is not about the batch. A method
     * that is said to be missing may be the batch itself.
     */
    public static boolean isExplained(RpcError error) {
        List<String> texts = error.words();
        return senseOfWords(texts)
                .or(() -> error.namedWait().map(wait -> Sense.LATER))
                .or(() -> error.code().map(CODES::get))
                .filter(sense -> sense != Sense.NEVER)
                .isPresent();
    }

    /** Whether words, status or code say that the endpoint is busy, or was asked too often. */
    public static boolean isLater(RpcError error) {
        return sense(error, error.words()).filter(sense -> sense == Sense.LATER).isPresent();
    }

    private static Optional<Sense> senseOfWords(List<String> texts) {
        return texts.stream()
                .flatMap(words -> Vocabulary.sense(words).stream())
                .findFirst()
                .or(() -> texts.stream()
                        .flatMap(words -> Vocabulary.vagueSense(words).stream())
                        .findFirst());
    }

    private static Optional<Sense> sense(RpcError error, List<String> texts) {
        return texts.stream()
                .flatMap(words -> Vocabulary.sense(words).stream())
                .findFirst()
                .or(() -> error.namedWait().map(wait -> Sense.LATER))
                .or(() -> senseOfStatus(error))
                .or(() -> texts.stream()
                        .flatMap(words -> Vocabulary.vagueSense(words).stream())
                        .findFirst())
                .or(() -> error.code().map(CODES::get));
    }

    /** Some endpoints answer HTTP 200 and give the status as the error's code. */
    private static Optional<Sense> senseOfStatus(RpcError error) {
        long code = error.code().orElse(0L);
        int status = error.httpStatus() < 400 && code >= 400 && code < 600 ? (int) code : error.httpStatus();
        if (NEVER.contains(status)) {
            return Optional.of(Sense.NEVER);
        }
        return LATER.contains(status) ? Optional.of(Sense.LATER) : Optional.empty();
    }

    private static Refusal.Reason reason(Optional<Sense> sense) {
        return switch (sense.orElse(Sense.TOO_SLOW)) {
            case TOO_MANY_BLOCKS -> Refusal.Reason.BLOCKS;
            case TOO_MANY_RESULTS -> Refusal.Reason.RESULTS;
            default -> Refusal.Reason.UNKNOWN;
        };
    }

    private static Refusal narrower(RpcError error, List<String> texts, Refusal.Reason reason, BlockWindow asked) {
        Optional<BlockWindow> suggested = suggested(error, texts, asked);
        if (suggested.isPresent()) {
            return new Refusal.Suggested(suggested.get(), reason);
        }
        OptionalLong blocks = reason == Refusal.Reason.BLOCKS
                ? BlockLimits.stated(texts, asked.blocks())
                : BlockLimits.mentioned(texts, asked.blocks());
        return blocks.isPresent() ? new Refusal.AtMost(blocks.getAsLong()) : new Refusal.Halve(reason);
    }

    /** A range that begins later would leave blocks out, and one that is no smaller is the one that was refused. */
    private static Optional<BlockWindow> suggested(RpcError error, List<String> texts, BlockWindow asked) {
        Stream<BlockWindow> inTexts = texts.stream().flatMap(words -> SuggestedRanges.in(words).stream());
        return Stream.concat(error.range().stream(), inTexts)
                .filter(range -> range.from() == asked.from() && range.to() < asked.to())
                .findFirst();
    }
}
