package org.paymentpoller.console;

import io.hawt.jmx.JMXSecurityMBean;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;

/** Tells Hawtio what the user who asks may call, so that it offers nothing else; the {@link ConsolePolicy} decides. */
final class OfferedOperations implements JMXSecurityMBean {

    private final ConsolePolicy policy;

    OfferedOperations(ConsolePolicy policy) {
        this.policy = policy;
    }

    @Override
    public boolean canInvoke(String objectName) throws JMException {
        return !policy.isObjectNameHidden(new ObjectName(objectName));
    }

    @Override
    public boolean canInvoke(String objectName, String methodName) throws JMException {
        return policy.isOperationAllowed(new ObjectName(objectName), methodName);
    }

    @Override
    public boolean canInvoke(String objectName, String methodName, String[] argumentTypes) throws JMException {
        return canInvoke(objectName, methodName);
    }

    @Override
    public TabularData canInvoke(Map<String, List<String>> bulkQuery) throws JMException {
        TabularData answers = new TabularDataSupport(CAN_INVOKE_TABULAR_TYPE);
        for (Map.Entry<String, List<String>> question : bulkQuery.entrySet()) {
            String objectName = question.getKey();
            if (question.getValue().isEmpty()) {
                answers.put(row(objectName, "", canInvoke(objectName)));
            }
            for (String method : question.getValue()) {
                answers.put(row(objectName, method, canInvoke(objectName, method)));
            }
        }
        return answers;
    }

    private static CompositeDataSupport row(String objectName, String method, boolean allowed) throws JMException {
        return new CompositeDataSupport(
                CAN_INVOKE_RESULT_ROW_TYPE, CAN_INVOKE_RESULT_COLUMNS, new Object[] {objectName, method, allowed});
    }
}
