package org.paymentpoller.routes;

/**
 * A place in a file of routes.
 *
 * @param file the file's name, without its folder
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the file as a whole
 */
record Position(String file, int line, int column) {

    static Position of(String file) {
        return new Position(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
