package org.paymentpoller.routes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has the folder looked at in its interval; ends before Camel does, so that nothing is started while it stops. */
class RoutesWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesWatch.class);

    /** For a look that ends at its interrupt. */
    private static final long SECONDS_TO_END = 5;

    private final Optional<Runnable> look;
    private final Duration interval;
    private volatile @Nullable ScheduledExecutorService looks;

    /**
     * @param look one look; empty where nothing is watched
     */
    RoutesWatch(Optional<Runnable> look, Duration interval) {
        this.look = look;
        this.interval = interval;
    }

    @Override
    public void start() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(look -> {
            Thread named = new Thread(look, "routes-reload");
            named.setDaemon(true);
            return named;
        });
        // What a look throws it tells itself.
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        looks = thread;
    }

    private void look() {
        try {
            look.ifPresent(Runnable::run);
        } catch (RuntimeException | Error e) {
            // Whatever is thrown would end all further looks without a word.
            LOG.error("The routes could not be looked at; tried again at the next look", e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService thread = looks;
        looks = null;
        if (thread == null) {
            return;
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.warn("Routes are still being swapped while the application stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isAutoStartup() {
        return look.isPresent();
    }

    @Override
    public boolean isRunning() {
        return looks != null;
    }
}
