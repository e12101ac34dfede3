package org.paymentpoller.operations;

import java.util.ArrayList;
import java.util.List;
import org.paymentpoller.ledger.BlockWindow;

/** How chain and tables compare over a span of blocks. */
public final class Verification {

    private final BlockWindow span;
    private final long onChain;
    private final Findings missing;
    private final Findings extra;
    private final Findings different;
    private final List<String> notes = new ArrayList<>();

    Verification(BlockWindow span, long onChain, Findings missing, Findings extra, Findings different) {
        this.span = span;
        this.onChain = onChain;
        this.missing = missing;
        this.extra = extra;
        this.different = different;
    }

    /** Whether the tables have exactly what the chain has. */
    public boolean isClean() {
        return missing.count() + extra.count() + different.count() == 0;
    }

    /** The counts in one line. */
    public String summary() {
        return "blocks " + span + ": " + onChain + (onChain == 1 ? " event" : " events") + " on chain, "
                + missing.count() + " missing, " + extra.count() + " extra, " + different.count() + " different";
    }

    /** Something to be told beside the findings. */
    void note(String line) {
        notes.add(line);
    }

    /** The counts, a line for each finding, the first hundred of each kind, and what else is to be told. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        lines.addAll(missing.lines("missing"));
        lines.addAll(extra.lines("extra"));
        lines.addAll(different.lines("different"));
        lines.addAll(notes);
        return lines;
    }
}
