package org.paymentpoller.start;

import java.net.UnknownHostException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeText;

/** Which setting is at fault when the database or its tables refuse, by SQLSTATE (PostgreSQL documentation, Appendix A). */
final class DatabaseFailure {

    private static final String OWN_SCHEMA =
            "; where the schema is another program's, name one of the poller's own with ?currentSchema=";

    private DatabaseFailure() {}

    static String line(SQLException failure) {
        return line(failure, false);
    }

    /**
     * @param withoutPassword whether none was given, which the driver itself refuses with the state of a refused connection when
     *     the server asks for one
     */
    static String line(SQLException failure, boolean withoutPassword) {
        String state = String.valueOf(failure.getSQLState());
        String what = NodeText.clean(message(failure));
        if (state.startsWith("28") || (withoutPassword && state.equals("08004"))) {
            return "SPRING_DATASOURCE_USERNAME or SPRING_DATASOURCE_PASSWORD is refused by the database: " + what;
        }
        if (state.equals("3D000")) {
            return "SPRING_DATASOURCE_URL names a database that does not exist: " + what + "; create it first";
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.equals("null")) {
            return "SPRING_DATASOURCE_URL: the database cannot be reached: " + what + unknownHost(failure);
        }
        if (state.equals("42P07")) {
            return "SPRING_DATASOURCE_URL: a table of that name is another program's: " + what + OWN_SCHEMA;
        }
        if (state.equals("42501")) {
            return "SPRING_DATASOURCE_USERNAME lacks a privilege on the schema: " + what;
        }
        if (state.equals("25006")) {
            return "SPRING_DATASOURCE_URL: the database is read-only, as a standby server is: " + what
                    + "; name the server that takes writes, or all of them with ?targetServerType=primary";
        }
        return "SPRING_DATASOURCE_URL: the database refused with SQLSTATE " + state + ": " + what;
    }

    /** The schema's history of migrations is another program's, or of another build of this one. */
    static String line(FlywayException failure) {
        return "SPRING_DATASOURCE_URL: the tables cannot be brought up to date: " + NodeText.clean(message(failure))
                + OWN_SCHEMA;
    }

    /** The driver's own message leaves out what was wrong with the name. */
    private static String unknownHost(SQLException failure) {
        return failure.getCause() instanceof UnknownHostException unknown
                ? " The host name " + NodeText.clean(String.valueOf(unknown.getMessage())) + " does not resolve."
                : "";
    }

    private static String message(Exception failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
