package org.paymentpoller.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import org.web3j.protocol.ObjectMapperFactory;

/** How the JSON of a node is read into web3j's objects. */
final class NodeJson {

    /** A number or a text is no truth value, such as whether a receipt's log is a removed one. */
    static final ObjectMapper STRICT = ObjectMapperFactory.getObjectMapper().copy();

    static {
        STRICT.coercionConfigFor(LogicalType.Boolean)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    }

    private NodeJson() {}
}
