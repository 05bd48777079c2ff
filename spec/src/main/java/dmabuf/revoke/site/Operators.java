// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operators that the modules define, and the text of the spec with colours, in which each of them is a link. */
final class Operators {
    private static final Pattern DEFINITION = Pattern.compile("(?m)^(?:RECURSIVE )?(\\w+)(?:\\([^)=]*\\))?\\s*==");

    private static final Set<String> KEYWORDS = Set.of(
            "MODULE", "EXTENDS", "CONSTANT", "CONSTANTS", "VARIABLE", "VARIABLES", "INSTANCE", "WITH", "LET", "IN", "IF",
                    "THEN", "ELSE",
            "CASE", "OTHER", "CHOOSE", "EXCEPT", "UNCHANGED", "ENABLED", "DOMAIN", "SUBSET", "UNION", "THEOREM", "ASSUME",
                    "LOCAL",
            "RECURSIVE", "TRUE", "FALSE", "BOOLEAN", "LAMBDA");

    private static final Pattern TOKEN =
            Pattern.compile("(?s)(\\\\\\*[^\n]*|\\(\\*.*?\\*\\))|(\"[^\"\n]*\")|(\\\\\\w+|WF_\\w+|SF_\\w+)|(\\w+)|(.)");

    /** The module with the variables of the protocol. */
    private static final String BUFFER = "Buffer";

    private static final Pattern VARIABLE = Pattern.compile("(?m)^  (\\w+),? +\\\\\\*");

    /** The names after CONSTANTS and VARIABLES, up to the next empty line. */
    private static final Pattern DECLARATION = Pattern.compile("(?m)^(?:CONSTANT|VARIABLE)S?\\b((?:.*\n)(?:[ \t].*\n)*)");

    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Map<String, Set<String>> declared = new HashMap<>();
    private final Map<String, List<String>> homes = new HashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> knobs;
    private final Map<String, Set<String>> reads = new HashMap<>();
    private final Map<String, Set<String>> changes = new HashMap<>();

    /** @param knobs their names: a field with such a name leads to the page of the knobs */
    Operators(final SpecText spec, final Set<String> knobs) throws Undecided {
        this.knobs = knobs;
        for (final String file : spec.files()) {
            if (file.endsWith(".tla")) {
                final String module = module(file);
                texts.put(module, spec.file(file));
                DECLARATION.matcher(spec.file(file)).results().forEach(d -> WORD.matcher(d.group(1)
                        .replaceAll("\\\\\\*.*|\\(.*?\\)", ""))
                        .results().forEach(w -> declared.computeIfAbsent(module, k -> new TreeSet<>()).add(w.group())));
                final Matcher m = DEFINITION.matcher(spec.file(file));
                while (m.find()) {
                    homes.computeIfAbsent(m.group(1), n -> new ArrayList<>()).add(module);
                }
            }
        }
        final String buffer = texts.get(BUFFER);
        VARIABLE.matcher(buffer.substring(buffer.indexOf("\nVARIABLES\n"))).results().forEach(m -> variables.add(m.group(1)));
    }

    /** The variables of the protocol. */
    Set<String> variables() {
        return variables;
    }

    /** The variables that an action changes, by itself and by the operators that it calls. */
    Set<String> changed(final String action) {
        return used(action, true);
    }

    /** The variables that an operator reads, by itself and by the operators that it calls. */
    Set<String> read(final String name) {
        return used(name, false);
    }

    /** Whether a word of a text is the name of a field of a record: it may be that of an operator, too. */
    private static boolean isField(final String text, final int begin, final int end) {
        int next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return begin > 0 && text.charAt(begin - 1) == '.' || text.startsWith("|->", next);
    }

    private Set<String> used(final String name, final boolean primed) {
        final Map<String, Set<String>> known = primed ? changes : reads;
        if (known.containsKey(name)) {
            return known.get(name);
        }
        final Set<String> used = new TreeSet<>();
        known.put(name, used);
        final String text = definition(name);
        final Matcher m = TOKEN.matcher(text);
        while (m.find()) {
            final String word = isField(text, m.start(), m.end()) ? null : m.group(4);
            if (word != null && variables.contains(word)) {
                if (!primed || text.startsWith("'", m.end())) {
                    used.add(word);
                }
            } else if (word != null && !word.equals(name) && homes.containsKey(word)) {
                used.addAll(used(word, primed));
            }
        }
        return used;
    }

    /** The name of the page of a module: satellites bring a module that has the name of another. */
    static String module(final String file) {
        return file.replace(".tla", "").replace("/", "-");
    }

    /** The text of each module, by name. */
    Map<String, String> modules() {
        return texts;
    }

    /** The names that a module defines, in their order. */
    List<String> defined(final String module) {
        final List<String> names = new ArrayList<>();
        final Matcher m = DEFINITION.matcher(texts.get(module));
        while (m.find()) {
            names.add(m.group(1));
        }
        return names;
    }

    /** The text of a definition, with the comment right above it; empty if there is none. */
    String definition(final String name) {
        final List<String> modules = homes.getOrDefault(name, List.of());
        if (modules.isEmpty()) {
            return "";
        }
        final String text = texts.get(modules.get(0));
        final Matcher m = Pattern.compile("(?m)((?:^\\\\\\*.*\n)*)^" + name
                + "(?:\\([^)=]*\\))?\\s*==(?:.*\n)(?:(?:[ \t].*)?\n(?!\\\\\\*))*").matcher(text);
        return m.find() ? m.group().stripTrailing() : "";
    }

    /** The module in which a name is defined, as seen from another module; null if the spec does not define it. */
    private String home(final String name, final String from) {
        final List<String> modules = homes.get(name);
        if (modules == null || declared.getOrDefault(from, Set.of()).contains(name)) {
            return null;
        }
        if (modules.contains(from)) {
            return from;
        }
        return modules.stream().filter(m -> m.contains("-") == from.contains("-")).findFirst().orElse(null);
    }

    /** The module of the protocol in which an operator is defined. */
    String home(final String name) {
        return home(name, "DmaBuf");
    }

    /** A link to the definition of an operator; only its name if there is none. */
    String link(final String name, final String up) {
        final String home = home(name, "DmaBuf");
        return home == null ? Html.escape(name) : "<a href=\"" + up + "spec/" + home + ".html#" + name + "\">"
                + Html.escape(name) + "</a>";
    }

    /** A piece of a module with its colours. */
    String coloured(final String text, final String module, final String up) {
        final StringBuilder out = new StringBuilder();
        final Matcher m = TOKEN.matcher(text);
        while (m.find()) {
            final String word = m.group();
            if (m.group(1) != null) {
                out.append("<span class=\"c\">").append(Html.escape(word)).append("</span>");
            } else if (m.group(2) != null) {
                out.append("<span class=\"s\">").append(Html.escape(word)).append("</span>");
            } else if (m.group(3) != null || KEYWORDS.contains(word)) {
                out.append("<b>").append(Html.escape(word)).append("</b>");
            } else if (m.group(4) != null && isField(text, m.start(), m.end())) {
                out.append(knobs.contains(word) ? Html.link(up + "knobs.html#" + word, word) : word);
            } else if (m.group(4) != null && variables.contains(word) && !module.contains("-")) {
                final boolean here = module.equals(BUFFER) && VARIABLE.matcher(text.substring(text.lastIndexOf('\n', m.start())
                        + 1)).lookingAt()
                        && text.startsWith("VARIABLES");
                out.append(here ? "<a class=\"d\" id=\"" + word + "\" href=\"#" + word + "\">" + word + "</a>"
                        : Html.link(up + "spec/" + BUFFER + ".html#" + word, word));
            } else if (m.group(4) != null && texts.containsKey(word) && text.lastIndexOf("EXTENDS", m.start()) >= 0
                    && text.substring(text.lastIndexOf("EXTENDS", m.start()), m.start()).matches("EXTENDS[\\w\\s,]*")) {
                out.append(Html.link(up + "spec/" + word + ".html", word));
            } else if (m.group(4) != null && home(word, module) != null) {
                final boolean here = (m.start() == 0 || text.charAt(m.start() - 1) == '\n') && homes.get(word).contains(module);
                out.append(here ? "<a class=\"d\" id=\"" + word + "\" href=\"#" + word + "\">" + word + "</a>"
                        : "<a href=\"" + up + "spec/" + home(word, module) + ".html#" + word + "\">" + word + "</a>");
            } else {
                out.append(Html.escape(word));
            }
        }
        return out.toString();
    }
}
