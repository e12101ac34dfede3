package org.paymentpoller.operations;

import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.NodeText;
import org.paymentpoller.poll.DatabaseFault;

/** What went wrong in one line: the innermost message that says something, as what wraps it repeats it with SQL. */
final class FailureLine {

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
        String innermost = said;
        return NodeText.clean(DatabaseFault.meaning(failure)
                .map(meaning -> meaning + ": " + innermost)
                .orElse(innermost));
    }
}
