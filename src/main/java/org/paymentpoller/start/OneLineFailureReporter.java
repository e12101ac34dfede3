package org.paymentpoller.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says why the application does not start, a line a reason, in place of Spring Boot's framed block. */
class OneLineFailureReporter implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger("payment-poller");

    @Override
    public void report(FailureAnalysis analysis) {
        analysis.getDescription().lines().filter(line -> !line.isBlank()).forEach(LOG::error);
        if (analysis.getAction() != null) {
            LOG.error(analysis.getAction().replaceAll("\\s+", " "));
        }
    }
}
