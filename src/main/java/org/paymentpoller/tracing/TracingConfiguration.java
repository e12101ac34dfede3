package org.paymentpoller.tracing;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.paymentpoller.cursor.WatchIdentity;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Makes who traces, where a collector is named; nothing else. Spring Boot's own tracing would also trace each request for health. */
@Configuration(proxyBeanMethods = false)
@Conditional(CollectorIsNamed.class)
@EnableConfigurationProperties(OtlpTracingProperties.class)
public class TracingConfiguration {

    private static final Duration BETWEEN_EXPORTS = Duration.ofSeconds(1);

    /** What a collector that does not answer may take of the time in which the process has promised to end. */
    private static final long LAST_EXPORT_SECONDS = 2;

    @Bean(destroyMethod = "")
    SdkTracerProvider tracerProvider(OtlpTracingProperties collector, Environment environment) {
        BatchSpanProcessor spans = BatchSpanProcessor.builder(new CollectorReport(exporter(collector)))
                .setScheduleDelay(BETWEEN_EXPORTS)
                .build();
        return SdkTracerProvider.builder()
                .setResource(service(environment))
                .addSpanProcessor(spans)
                .build();
    }

    private static OtlpHttpSpanExporter exporter(OtlpTracingProperties collector) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.getEndpoint())
                .setTimeout(collector.getTimeout())
                .setConnectTimeout(collector.getConnectTimeout())
                .setCompression(collector.getCompression().name().toLowerCase(Locale.ROOT));
        collector.getHeaders().forEach(exporter::addHeader);
        return exporter.build();
    }

    private static Resource service(Environment environment) {
        ResourceBuilder service = Resource.getDefault().toBuilder();
        service.put("service.name", environment.getProperty("spring.application.name", "payment-poller"));
        Optional.ofNullable(environment.getProperty("spring.application.version"))
                .ifPresent(version -> service.put("service.version", version));
        return service.build();
    }

    @Bean
    WindowTraces windowTraces(SdkTracerProvider provider, WatchIdentity watch, Clock clock) {
        return new WindowTraces(provider.get("org.paymentpoller"), watch.cursorId(), clock);
    }

    @Bean
    DisposableBean lastExport(SdkTracerProvider provider) {
        return () -> provider.shutdown().join(LAST_EXPORT_SECONDS, TimeUnit.SECONDS);
    }
}
