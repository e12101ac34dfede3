package org.paymentpoller.poll;

import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.TypeConverters;
import org.paymentpoller.cursor.Cursor;

/** Lets a bean that the routes call take the row of {@code lock-cursor} as the {@link Cursor} that it is. */
public class CursorConverter implements TypeConverters {

    @Converter
    public static Cursor toCursor(Map<String, ?> row) {
        return Cursor.of(row);
    }
}
