// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dmabuf.revoke.impl.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The places in the sources of impl that correspond to the spec: the methods that record a step, and the compared values. */
final class ImplSources {
    /**
     * The methods that take the step of an action, by action. StepTrace is not among them: it only writes the steps of others.
     */
    private final Map<String, TreeSet<String>> methods = new TreeMap<>();
    /** The value that is compared with a variable, by variable. */
    private final Map<String, String> compared = new TreeMap<>();

    private ImplSources() {}

    static ImplSources of(final Path home) throws IOException {
        final ImplSources sources = new ImplSources();
        final Path impl = home.resolve("impl/src/main/java/dmabuf/revoke/impl");
        final Path drive = home.resolve("model-tests/src/main/java/dmabuf/revoke/model/drive");
        try (Stream<Path> files = Files.walk(impl)) {
            for (final CompilationUnitTree unit : parsed(files.filter(f -> f.toString().endsWith(".java")
                    && !f.endsWith("StepTrace.java")).sorted().toList())) {
                sources.new Recorded().scan(unit, null);
            }
        }
        // A step that is refused is recorded as another one: Step.refused says as which.
        Pattern.compile("this == (\\w+) \\? (\\w+)").matcher(Files.readString(impl.resolve("Step.java"))).results().forEach(m ->
                sources.methods.computeIfAbsent(Step.valueOf(m.group(2)).action(), a -> new TreeSet<>())
                        .addAll(sources.methods.get(Step.valueOf(m.group(1)).action())));
        for (final CompilationUnitTree unit : parsed(List.of(drive.resolve("ObservedBuffer.java"),
                drive.resolve("Observed.java"), drive.resolve("CallVariables.java")))) {
            sources.new Compared().scan(unit, null);
        }
        return sources;
    }

    private static Iterable<? extends CompilationUnitTree> parsed(final List<Path> files) throws IOException {
        final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        final StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null);
        return ((JavacTask) javac.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files))).parse();
    }

    /** The methods that take the step of an action. */
    String ofAction(final String action) {
        final TreeSet<String> found = methods.get(action);
        return found == null ? "not in impl" : found.stream().map(m -> "`" + m + "`").collect(Collectors.joining(", "));
    }

    /** The value that is compared with a variable. */
    String ofVariable(final String variable) {
        return compared.getOrDefault(variable, "not compared");
    }

    /** Finds each use of a constant of Step, except as an argument of a gate: there the step has not been taken. */
    private final class Recorded extends TreeScanner<Void, String> {
        @Override
        public Void visitClass(final ClassTree c, final String within) {
            return super.visitClass(c, within == null ? c.getSimpleName().toString() : within);
        }

        @Override
        public Void visitMethod(final MethodTree m, final String within) {
            return super.visitMethod(m, within + "." + m.getName());
        }

        @Override
        public Void visitMethodInvocation(final MethodInvocationTree call, final String within) {
            final boolean gate = call.getMethodSelect() instanceof MemberSelectTree s && s.getIdentifier().contentEquals("gate");
            return gate ? null : super.visitMethodInvocation(call, within);
        }

        @Override
        public Void visitMemberSelect(final MemberSelectTree s, final String within) {
            if (s.getExpression().toString().equals("Step") && !s.getIdentifier().contentEquals("class")) {
                final String action = Step.valueOf(s.getIdentifier().toString()).action();
                methods.computeIfAbsent(action, a -> new TreeSet<>()).add(within);
            }
            return super.visitMemberSelect(s, within);
        }
    }

    /**
     * Finds {@code buffer("flag", s -> …)}, {@code one("mapped", name, who, i -> …)}; and the calls, by the name of their
     * variable.
     */
    private final class Compared extends TreeScanner<Void, Void> {
        @Override
        public Void visitMethodInvocation(final MethodInvocationTree call, final Void none) {
            final List<? extends ExpressionTree> arguments = call.getArguments();
            final String name = call.getMethodSelect().toString();
            if ((name.equals("buffer") || name.equals("one")) && text(arguments.get(0)) != null) {
                compared.put(text(arguments.get(0)), expression(arguments.get(arguments.size() - 1)));
            }
            return super.visitMethodInvocation(call, none);
        }

        @Override
        public Void visitLiteral(final LiteralTree literal, final Void none) {
            if (literal.getValue() instanceof String s) {
                compared.putIfAbsent(s, "the call that the thread is in, and its next step");
            }
            return super.visitLiteral(literal, none);
        }

        private String text(final ExpressionTree e) {
            return e instanceof LiteralTree l && l.getValue() instanceof String s ? s : null;
        }

        private String expression(final ExpressionTree e) {
            if (e instanceof LambdaExpressionTree l) {
                return "`" + l.getBody() + "`";
            }
            return e instanceof MemberReferenceTree r ? "`" + r + "`" : "`" + e + "`";
        }
    }
}
