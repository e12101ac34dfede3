package org.paymentpoller.benchmark;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The application's inner parts one by one, by JMH: every class of the tests that has a {@code @Benchmark}. */
final class Parts {

    /**
     * One part's time.
     *
     * @param name of the benchmark's class and method
     * @param nanoseconds for one burn, the mean of the iterations
     * @param error half of the 99.9 % confidence interval, in nanoseconds
     */
    record Part(String name, double nanoseconds, double error) {}

    private Parts() {}

    /**
     * Measures all of them, each in a JVM like the application's.
     *
     * @param log where JMH says what it does
     */
    static List<Part> measure(Path log) throws RunnerException {
        Options options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(3)
                // Camel's split is not compiled to the end in less.
                .warmupTime(TimeValue.seconds(5))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .jvm(Application.java())
                .jvmArgs(Application.options().toArray(String[]::new))
                .jvmArgsAppend("-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"))
                .shouldFailOnError(true)
                .output(log.toString())
                .build();
        return new Runner(options)
                .run().stream()
                        .map(run -> part(run.getParams().getBenchmark(), run.getPrimaryResult()))
                        .sorted(Comparator.comparing(Part::name))
                        .toList();
    }

    private static Part part(String benchmark, Result<?> result) {
        String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
        return new Part(benchmark.substring(type.lastIndexOf('.') + 1), result.getScore(), result.getScoreError());
    }
}
