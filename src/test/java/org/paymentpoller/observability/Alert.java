package org.paymentpoller.observability;

/**
 * An alert rule.
 *
 * @param name of the alert
 * @param severity {@code critical} or {@code warning}
 * @param summary one line for a person
 * @param description what it means at once
 * @param runbook where it is told what to do
 */
record Alert(String name, String severity, String summary, String description, String runbook) {}
