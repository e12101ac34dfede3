package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.LogLines;

class RoutesWatchTest {

    @Test
    void aLookThatEndsInAnErrorIsToldAndIsNotTheLast() {
        AtomicInteger looks = new AtomicInteger();
        RoutesWatch watch = new RoutesWatch(
                Optional.of(() -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                }),
                Duration.ofMillis(1));
        try (LogLines log = LogLines.of(RoutesWatch.class)) {
            watch.start();
            await().until(() -> looks.get() > 1);

            assertThat(log.soFar())
                    .containsExactly("ERROR The routes could not be looked at; tried again at the next look");
        } finally {
            watch.stop();
        }
    }
}
