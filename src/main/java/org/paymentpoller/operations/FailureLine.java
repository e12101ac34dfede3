package org.paymentpoller.operations;

import java.util.Set;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.NodeText;
import org.paymentpoller.poll.DatabaseFault;

/** What went wrong in one line: the innermost message that says something, as what wraps it repeats it with SQL. */
final class FailureLine {

    /**
     * undefined_table, undefined_column, undefined_function, and invalid_column_reference, which is a function that answers
     * other columns (PostgreSQL documentation, Appendix A).
     */
    private static final Set<String> OTHER_SCHEMA = Set.of("42P01", "42703", "42883", "42P10");

    private FailureLine() {}

    static String of(Throwable failure) {
        String said = failure.getClass().getSimpleName();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                said = t.getMessage();
            }
            if (t instanceof NodeException) {
                break;
            }
        }
        if (DatabaseFault.sqlState(failure).filter(OTHER_SCHEMA::contains).isPresent()) {
            return "the database has not the tables of this version; start the application once, which makes them: "
                    + NodeText.clean(said);
        }
        String innermost = said;
        return NodeText.clean(DatabaseFault.meaning(failure)
                .map(meaning -> meaning + ": " + innermost)
                .orElse(innermost));
    }
}
