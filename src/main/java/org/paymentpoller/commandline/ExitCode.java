package org.paymentpoller.commandline;

/** What a job learns of a command. */
enum ExitCode {
    /** Done, and nothing is wrong. */
    FINE(0),
    /** Chain and tables differ, or the watch is halted. */
    DIFFERENT(1),
    /** Not begun: the arguments, or the watch's state. */
    REFUSED(2),
    /** Begun or about to begin when settings, node or database failed it. */
    FAILED(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
