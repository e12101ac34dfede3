package org.paymentpoller.start;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Turns what can go wrong at the start into lines that name the setting at fault. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
        String lines = lines(rootFailure);
        return lines == null ? null : new FailureAnalysis(lines, null, rootFailure);
    }

    private static @Nullable String lines(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof StartRefusedException refused) {
                return String.join("\n", refused.lines());
            }
            if (t instanceof PortInUseException port) {
                return "SERVER_PORT " + port.getPort()
                        + " is in use by another process; set SERVER_PORT to a free port";
            }
            if (t instanceof SQLException sql) {
                return DatabaseFailure.line(sql);
            }
        }
        // Around an SQLException, it says less than that one.
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof FlywayException migration) {
                return DatabaseFailure.line(migration);
            }
        }
        return RoutesFailure.line(failure);
    }
}
