package org.paymentpoller.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the collector takes no spans, and once that it does again; the exporter's own lines come with stack traces. */
final class CollectorReport implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(CollectorReport.class);

    private final SpanExporter exporter;
    private final AtomicBoolean failing = new AtomicBoolean();

    CollectorReport(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(result.isSuccess()));
    }

    private void tell(boolean taken) {
        if (failing.compareAndSet(taken, !taken)) {
            if (taken) {
                LOG.info("The collector takes traces again");
            } else {
                LOG.warn(
                        "The collector of MANAGEMENT_OTLP_TRACING_ENDPOINT does not take traces: they are dropped until it"
                                + " does, and nothing else is disturbed");
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
