package org.paymentpoller.page;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A whole number in groups of three digits, which the style sets apart; copied, it is digits alone. */
final class Digits {

    private static final int GROUP = 3;

    private Digits() {}

    static List<String> of(BigInteger number) {
        String digits = number.toString();
        List<String> groups = new ArrayList<>();
        int end = digits.length() % GROUP;
        if (end > 0) {
            groups.add(digits.substring(0, end));
        }
        for (; end < digits.length(); end += GROUP) {
            groups.add(digits.substring(end, end + GROUP));
        }
        return groups;
    }

    static List<String> of(long number) {
        return of(BigInteger.valueOf(number));
    }
}
