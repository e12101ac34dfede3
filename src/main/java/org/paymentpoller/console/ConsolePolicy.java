package org.paymentpoller.console;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What Jolokia lets the console's users do: see Camel's MBeans, which the application's own are among, and no others; and, for
 * an operator alone, start and stop routes and operate the watch. What could send messages or replace a route is nobody's.
 */
final class ConsolePolicy implements Restrictor {

    private static final String CAMEL = "org.apache.camel";

    private static final Set<RequestType> TYPES =
            EnumSet.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);

    /** Operations that only tell something, as Hawtio's diagrams and tables ask for it. */
    private static final Pattern TELLING =
            Pattern.compile("dump\\w*As(Xml|Json|JSon|Yaml)|list\\w*|browse\\w*|explain\\w*|canInvoke");

    /** A tracer's messages are forgotten by whoever is told them. */
    private static final Set<String> SILENT_TYPES = Set.of("tracer", "debugger");

    private static final Set<String> ROUTE_CONTROLS = Set.of("start", "stop", "suspend", "resume", "restart", "reset");

    /** Verifying changes nothing, but it keeps the node busy. */
    private static final Set<String> WATCH_OPERATIONS =
            Set.of("pause", "resume", "rewindTo", "replay", "verify", "acceptReorganisation");

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return isExposed(name);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        if (!isExposed(name)) {
            return false;
        }
        String type = String.valueOf(name.getKeyProperty("type"));
        String called = operation.replaceFirst("\\(.*", "");
        boolean tells = TELLING.matcher(called).matches() && !SILENT_TYPES.contains(type);
        return tells || (acts(type, called) && isOperator());
    }

    private static boolean acts(String type, String operation) {
        return switch (type) {
            case "routes" -> ROUTE_CONTROLS.contains(operation);
            case "watches" -> WATCH_OPERATIONS.contains(operation);
            default -> false;
        };
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** Foreign origins do not come so far. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
        return true;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !isExposed(name);
    }

    private static boolean isExposed(ObjectName name) {
        return name.getDomain().equals(CAMEL);
    }

    private static boolean isOperator() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user != null
                && user.getAuthorities().stream()
                        .anyMatch(authority -> authority.getAuthority().equals("ROLE_" + Role.OPERATOR));
    }
}
