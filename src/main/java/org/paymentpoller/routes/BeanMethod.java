package org.paymentpoller.routes;

/**
 * A bean's method that a step names.
 *
 * @param method as the route has it, which may have arguments
 * @param position of the method
 */
record BeanMethod(String bean, String method, Position position) {

    /** The method's name; empty where the text is more than a name with arguments. */
    String name() {
        int arguments = method.indexOf('(');
        String name = arguments < 0 ? method : method.substring(0, arguments);
        return name.matches("[A-Za-z]\\w*") ? name : "";
    }
}
