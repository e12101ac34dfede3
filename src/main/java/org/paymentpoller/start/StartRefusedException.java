package org.paymentpoller.start;

import java.util.List;

/** Why the application does not start: one line each, with the setting at fault and the way out. */
public class StartRefusedException extends RuntimeException {

    private final List<String> lines;

    public StartRefusedException(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    /** At least one line for a person. */
    public List<String> lines() {
        return lines;
    }
}
