package org.paymentpoller.poll;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One thread on which a storm does what it does, at its times. */
final class StormClock implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(StormClock::daemon);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** Something after a random pause, and then again, until {@link #end}. */
    void atRandom(Random random, Duration shortest, Duration longest, Runnable deed) {
        long spread = longest.minus(shortest).toMillis();
        after(shortest.plusMillis(random.nextInt(Math.toIntExact(spread))), () -> {
            if (!ended) {
                deed.run();
                atRandom(random, shortest, longest, deed);
            }
        });
    }

    /** Something once, even after the end. */
    void after(Duration pause, Runnable deed) {
        var unused = thread.schedule(() -> run(deed), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something every second, even after the end. */
    void everySecond(Runnable deed) {
        var unused = thread.scheduleWithFixedDelay(() -> run(deed), 1, 1, TimeUnit.SECONDS);
    }

    /** Ends what is done at random. */
    void end() {
        ended = true;
    }

    /** What could not be done. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** The executor would keep a failure to itself and never do a repeated thing again. */
    private void run(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "storm");
        thread.setDaemon(true);
        return thread;
    }
}
