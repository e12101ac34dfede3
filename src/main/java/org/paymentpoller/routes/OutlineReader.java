package org.paymentpoller.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a file's YAML for its routes, their ids and their places, without Camel. */
final class OutlineReader {

    private static final int DEEPEST = 200;

    private static final String TOO_DEEP = "it is nested too deeply";

    /** Fields whose values Camel never complains of. */
    private static final Set<String> NAMES_OF_ITS_OWN = Set.of("id", "description");

    private final String file;

    private OutlineReader(String file) {
        this.file = file;
    }

    /**
     * The outline of a file.
     *
     * @throws RefusedRoutesException where it is no YAML, or no list of routes
     */
    static FileOutline read(String file, String text) throws RefusedRoutesException {
        OutlineReader reader = new OutlineReader(file);
        Node root = reader.root(text);
        if (!(root instanceof SequenceNode list) || list.getValue().isEmpty()) {
            throw new RefusedRoutesException(reader.position(root), "the file is no list of routes");
        }
        List<RouteOutline> routes = new ArrayList<>();
        List<Word> others = new ArrayList<>();
        for (Node entry : list.getValue()) {
            NodeTuple only = reader.onlyTuple(entry);
            String kind = text(only.getKeyNode());
            if (kind.equals("route") && only.getValueNode() instanceof MappingNode route) {
                routes.add(reader.route(route, reader.position(entry)));
            } else {
                others.add(new Word(kind, reader.position(entry), 0));
            }
        }
        return new FileOutline(file, routes, others);
    }

    private Node root(String text) throws RefusedRoutesException {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new RefusedRoutesException(Position.of(file), "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            throw new RefusedRoutesException(
                    e.getProblemMark().map(this::position).orElse(Position.of(file)), "no YAML: " + e.getProblem());
        } catch (ReaderException e) {
            throw new RefusedRoutesException(
                    position(text, e.getPosition()),
                    "no YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new RefusedRoutesException(Position.of(file), "no YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            // The composer calls itself at each level, and knows no limit of its own.
            throw new RefusedRoutesException(Position.of(file), TOO_DEEP);
        }
    }

    private NodeTuple onlyTuple(Node entry) throws RefusedRoutesException {
        if (entry instanceof MappingNode map && map.getValue().size() == 1) {
            return map.getValue().get(0);
        }
        throw new RefusedRoutesException(position(entry), "each entry of the list must be one thing such as a route");
    }

    private RouteOutline route(MappingNode route, Position position) throws RefusedRoutesException {
        Steps steps = new Steps();
        Object content = steps.see(route, 0, 0, "route");
        String id = "";
        Optional<Node> from = Optional.empty();
        for (NodeTuple field : route.getValue()) {
            if (text(field.getKeyNode()).equals("id")) {
                id = text(field.getValueNode());
            } else if (text(field.getKeyNode()).equals("from")) {
                from = Optional.of(field.getValueNode());
            }
        }
        if (from.isEmpty()) {
            throw new RefusedRoutesException(position, "the route has no from");
        }
        Optional<String> begins = from.get() instanceof MappingNode input ? direct(input) : direct(text(from.get()));
        begins.ifPresent(steps.calls::remove);
        return new RouteOutline(id, position, content, begins, steps.calls, steps.ids, steps.words, steps.methods);
    }

    /** {@code direct:name}, whether it is written so or with its name among the parameters. */
    private static Optional<String> direct(MappingNode step) {
        String uri = field(step, "uri");
        if (uri == null) {
            return Optional.empty();
        }
        if (uri.equals("direct")) {
            for (NodeTuple field : step.getValue()) {
                if (text(field.getKeyNode()).equals("parameters")
                        && field.getValueNode() instanceof MappingNode parameters) {
                    return Optional.ofNullable(field(parameters, "name")).map(name -> "direct:" + name);
                }
            }
        }
        return direct(uri);
    }

    private static Optional<String> direct(String uri) {
        return uri.startsWith("direct:")
                ? Optional.of(uri.replaceFirst("\\?.*", "").replaceFirst("direct:(//)?", "direct:"))
                : Optional.empty();
    }

    private static @Nullable String field(MappingNode map, String name) {
        for (NodeTuple field : map.getValue()) {
            if (text(field.getKeyNode()).equals(name) && field.getValueNode() instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
        }
        return null;
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private Position position(Node node) {
        return node.getStartMark().map(this::position).orElse(Position.of(file));
    }

    /** Of a character, which the reader counts in code points from the beginning. */
    private Position position(String text, int codePoints) {
        int at = text.offsetByCodePoints(0, codePoints);
        int line = text.lastIndexOf('\n', at - 1) + 1;
        int before = (int) text.substring(0, line)
                .chars()
                .filter(character -> character == '\n')
                .count();
        return new Position(file, before + 1, text.codePointCount(line, at) + 1);
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Goes through a route once, for all that is asked of it. */
    private final class Steps {

        private final Set<String> calls = new LinkedHashSet<>();
        private final List<Word> ids = new ArrayList<>();
        private final List<Word> words = new ArrayList<>();
        private final List<BeanMethod> methods = new ArrayList<>();
        private int count;

        /** The node as plain values, so that two of them can be compared. */
        Object see(Node node, int step, int depth, String key) throws RefusedRoutesException {
            if (depth > DEEPEST) {
                throw new RefusedRoutesException(position(node), TOO_DEEP);
            }
            if (node instanceof MappingNode map) {
                return seeMap(map, step, depth, key);
            }
            if (node instanceof SequenceNode list) {
                List<Object> values = new ArrayList<>();
                for (Node element : list.getValue()) {
                    int its = key.equals("steps") ? ++count : step;
                    values.add(see(element, its, depth + 1, ""));
                }
                return values;
            }
            String text = text(node);
            if (!NAMES_OF_ITS_OWN.contains(key)) {
                words.add(new Word(text, position(node), step));
            }
            direct(text).ifPresent(calls::add);
            return text;
        }

        private Object seeMap(MappingNode map, int step, int depth, String key) throws RefusedRoutesException {
            direct(map).ifPresent(calls::add);
            @Nullable String bean = field(map, "ref");
            Map<String, Object> values = new LinkedHashMap<>();
            for (NodeTuple field : map.getValue()) {
                String name = text(field.getKeyNode());
                Node value = field.getValueNode();
                if (key.equals("parameters")) {
                    words.add(new Word(name, position(field.getKeyNode()), step));
                } else if (name.equals("id") && depth > 0 && value instanceof ScalarNode id) {
                    ids.add(new Word(id.getValue(), position(id), step));
                } else if (name.equals("method") && bean != null && value instanceof ScalarNode method) {
                    methods.add(new BeanMethod(bean, method.getValue(), position(method)));
                }
                if (values.put(name, see(value, step, depth + 1, name)) != null) {
                    throw new RefusedRoutesException(position(field.getKeyNode()), "'" + name + "' is there twice");
                }
            }
            return values;
        }
    }
}
