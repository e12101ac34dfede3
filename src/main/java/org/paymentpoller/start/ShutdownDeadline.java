package org.paymentpoller.start;

import java.time.Duration;

/**
 * Ends the process when a stop takes too long, for example while a start hangs in the database: whatever is in flight then is
 * rolled back by the database, and an orchestrator need not kill.
 */
public final class ShutdownDeadline {

    /** Below the 30 s within which the process has promised to end. */
    private static final Duration DEADLINE = Duration.ofSeconds(28);

    /** 128 + SIGTERM, as if the signal had ended the process at once. */
    static final int TERMINATED = 143;

    private ShutdownDeadline() {}

    /** From now on, the first signal starts the clock. */
    public static void register() {
        Runtime.getRuntime().addShutdownHook(new Thread(ShutdownDeadline::startClock, "shutdown deadline"));
    }

    private static void startClock() {
        Thread clock = new Thread(ShutdownDeadline::endInTime, "shutdown clock");
        // The JVM ends without waiting for it when everything else is done in time.
        clock.setDaemon(true);
        clock.start();
    }

    private static void endInTime() {
        try {
            Thread.sleep(DEADLINE.toMillis());
            tell("The stop took longer than " + DEADLINE.toSeconds() + " s and is cut short");
            Runtime.getRuntime().halt(TERMINATED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever should read the output may stand still, and then a line is never written. */
    private static void tell(String line) throws InterruptedException {
        Thread teller = new Thread(() -> System.err.println(line), "shutdown line");
        teller.setDaemon(true);
        teller.start();
        teller.join(Duration.ofMillis(500).toMillis());
    }
}
