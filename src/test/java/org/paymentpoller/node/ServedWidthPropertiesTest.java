package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.paymentpoller.ledger.BlockWindow;

class ServedWidthPropertiesTest {

    /** More windows than the rarest probes need to come from one block to the widest setting. */
    private static final int MANY_WINDOWS = 21 * 256;

    /**
     * What an endpoint did.
     *
     * @param blocks what it named, or served; negative numbers and nothing may be named too
     */
    record Event(Kind kind, long blocks) {

        enum Kind {
            LIMITED_BY_BLOCKS,
            LIMITED_BY_RESULTS,
            SERVED
        }

        void happenTo(ServedWidth width) {
            switch (kind) {
                case LIMITED_BY_BLOCKS -> width.limitedByBlocks(blocks);
                case LIMITED_BY_RESULTS -> width.limitedByResults(blocks);
                case SERVED -> width.served(width.narrow(new BlockWindow(0, Math.max(0, blocks))));
            }
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Long> blocks = Arbitraries.longs().between(-1, 2_000_000);
        return Arbitraries.of(Event.Kind.class)
                .flatMap(kind -> blocks.map(number -> new Event(kind, number)))
                .list()
                .ofMaxSize(60);
    }

    @Property
    void whateverHappensTheWidthStaysBetweenOneBlockAndTheSetting(
            @ForAll @LongRange(min = 1, max = 1_000_000) long most, @ForAll("events") List<Event> events) {
        ServedWidth width = new ServedWidth(most);
        for (Event event : events) {
            long before = width.blocks();
            event.happenTo(width);

            assertThat(width.blocks()).isBetween(1L, most);
            if (event.kind() != Event.Kind.SERVED) {
                assertThat(width.blocks()).isLessThanOrEqualTo(before);
            }
        }
    }

    @Property
    void aNarrowedWindowIsTheBeginningOfTheWindowAndNoWiderThanTheWidth(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long from,
            @ForAll @LongRange(min = 1, max = 2_000_000) long blocks,
            @ForAll @LongRange(min = 1, max = 1_000_000) long most,
            @ForAll("events") List<Event> events) {
        ServedWidth width = new ServedWidth(most);
        events.forEach(event -> event.happenTo(width));
        BlockWindow window = new BlockWindow(from, from + blocks - 1);

        BlockWindow narrowed = width.narrow(window);

        assertThat(narrowed.from()).isEqualTo(from);
        assertThat(narrowed.blocks()).isEqualTo(Math.min(blocks, width.blocks()));
    }

    @Property(tries = 50)
    void noLimitIsForEver(
            @ForAll @LongRange(min = 1, max = 1_000_000) long most, @ForAll("events") List<Event> events) {
        ServedWidth width = new ServedWidth(most);
        events.forEach(event -> event.happenTo(width));

        for (int window = 0; window < MANY_WINDOWS; window++) {
            width.served(width.narrow(new BlockWindow(0, 2_000_000)));
        }

        assertThat(width.blocks()).isEqualTo(most);
    }
}
