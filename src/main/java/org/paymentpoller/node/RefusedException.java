package org.paymentpoller.node;

/** An endpoint answered with an error: it has heard the question and does not serve it so, now, or at all. */
public class RefusedException extends NodeException {

    private final String method;
    private final transient RpcError error;

    /**
     * @param method what was asked; empty where a whole request was refused
     */
    public RefusedException(String message, String method, RpcError error) {
        super(message);
        this.method = method;
        this.error = error;
    }

    /** What was asked; empty where a whole request was refused. */
    public String method() {
        return method;
    }

    /** What it said, not fit to be shown: it may quote the endpoint's URL. */
    public RpcError error() {
        return error;
    }
}
