package org.paymentpoller.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a running process (proc(5)). */
final class ProcessFigures {

    private static final double TICKS_A_SECOND = 100;

    private final Path folder;

    ProcessFigures(long pid) {
        this.folder = Path.of("/proc", String.valueOf(pid));
    }

    /** CPU time of all its threads so far, in seconds. */
    double cpuSeconds() {
        String stat = read("stat");
        // The second field is the command's name, which may hold blanks; utime and stime are the 14th and 15th.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** The most memory that it had resident so far, in MB. */
    double peakMegabytes() {
        return read("status")
                        .lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
