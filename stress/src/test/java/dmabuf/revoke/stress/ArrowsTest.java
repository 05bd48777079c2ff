// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dependencies between the packages of all modules point in one direction. Each rule is tested on a few classes that break
 * it, which are compiled for that purpose.
 */
@Tag("fork")
final class ArrowsTest {
    private static final List<String> MODULES = List.of("spec/target/classes", "impl/target/classes", "model-tests/target/classes", "stress/target/classes");
    private static final List<String> TESTS = MODULES.stream().map(m -> m.replace("classes", "test-classes")).toList();

    private static final ArchRule NO_CYCLE = slices().matching("dmabuf.revoke.(**)").should().beFreeOfCycles();
    private static final ArchRule CLI_IS_NOT_SEEN = noClasses()
            .that().resideOutsideOfPackage("dmabuf.revoke.cli..")
            .should().dependOnClassesThat().resideInAPackage("dmabuf.revoke.cli..");
    private static final ArchRule IMPL_STANDS_ALONE = noClasses()
            .that().resideInAPackage("dmabuf.revoke.impl..")
            .should().dependOnClassesThat().resideOutsideOfPackages("dmabuf.revoke.impl..", "java..");
    private static final ArchRule SPEC_DOES_NOT_KNOW_IMPL = noClasses()
            .that().resideOutsideOfPackage("dmabuf.revoke.impl..")
            .should().dependOnClassesThat().resideInAPackage("dmabuf.revoke.impl..");

    private static final ArchRule THE_CORE_OF_IMPL_SEES_NO_KIND = noClasses()
            .that().resideInAPackage("dmabuf.revoke.impl")
            .should().dependOnClassesThat().resideInAPackage("dmabuf.revoke.impl.*..");
    private static final ArchRule IMPL_BESIDE_ITS_CORE = slices().matching("dmabuf.revoke.impl.(*)..").should().notDependOnEachOther();

    private static final ArchRule ONE_CLASS_STARTS_CHILDREN = noClasses()
            .that().doNotHaveFullyQualifiedName("dmabuf.revoke.child.Child")
            .and().doNotHaveFullyQualifiedName("dmabuf.revoke.child.Children")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould().callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(name("exec"))));

    /** A subcommand is found as a service; code that several subcommands share is elsewhere. */
    private static final ArchRule NOBODY_USES_A_SUBCOMMAND = classes().should(new ArchCondition<>("use no subcommand") {
        @Override
        public void check(final JavaClass user, final ConditionEvents events) {
            for (final Dependency d : user.getDirectDependenciesFromSelf()) {
                final JavaClass used = outermost(d.getTargetClass());
                if (!used.isInterface() && used.isAssignableTo(Subcommand.class) && !used.equals(outermost(user))) {
                    events.add(SimpleConditionEvent.violated(d, d.getDescription()));
                }
            }
        }
    });

    private static final Map<List<String>, JavaClasses> READ = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    private static JavaClass outermost(final JavaClass c) {
        return c.getEnclosingClass().map(ArrowsTest::outermost).orElse(c);
    }

    private static JavaClasses in(final List<String> modules) {
        return READ.computeIfAbsent(modules, ArrowsTest::read);
    }

    private static JavaClasses read(final List<String> modules) {
        final List<Path> classes = new ArrayList<>();
        for (final String m : modules) {
            final Path p = Tools.home().resolve(m);
            assertTrue(Files.isDirectory(p), p + " is not there: mvn -B test-compile makes it");
            classes.add(p);
        }
        return new ClassFileImporter().importPaths(classes);
    }

    @Test
    void thePackagesFormNoCycle() {
        NO_CYCLE.check(in(MODULES));
    }

    @Test
    void nobodySeesTheCommandLine() {
        CLI_IS_NOT_SEEN.check(in(MODULES));
    }

    /** Half of the subcommands are not in the package cli. */
    @Test
    void nobodyUsesASubcommand() {
        NOBODY_USES_A_SUBCOMMAND.check(in(MODULES));
    }

    @Test
    void implDependsOnNothing() {
        IMPL_STANDS_ALONE.check(in(MODULES));
    }

    @Test
    void theCoreOfImplSeesNoKind() {
        THE_CORE_OF_IMPL_SEES_NO_KIND.check(in(List.of("impl/target/classes")));
    }

    @Test
    void thePackagesBesideTheCoreSeeOnlyTheCore() {
        IMPL_BESIDE_ITS_CORE.check(in(List.of("impl/target/classes")));
    }

    @Test
    void theSpecDoesNotKnowImpl() {
        SPEC_DOES_NOT_KNOW_IMPL.check(in(List.of("spec/target/classes")));
    }

    /** A child that another class starts has no limit, and survives the JVM; this applies to the children of tests too. */
    @Test
    void oneClassStartsChildren() {
        ONE_CLASS_STARTS_CHILDREN.check(in(MODULES));
        ONE_CLASS_STARTS_CHILDREN.check(in(TESTS));
    }

    @Test
    void eachRuleFails() throws IOException {
        fails(NO_CYCLE, "dmabuf.revoke.one.A", "{ dmabuf.revoke.two.B b; }", "dmabuf.revoke.two.B",
                "{ dmabuf.revoke.one.A a; }");
        fails(NO_CYCLE, "dmabuf.revoke.one.A", "{ dmabuf.revoke.one.inner.B b; }", "dmabuf.revoke.one.inner.B",
                "{ dmabuf.revoke.one.A a; }");
        fails(CLI_IS_NOT_SEEN, "dmabuf.revoke.cli.C", "{ }", "dmabuf.revoke.mutate.M",
                "{ String s = dmabuf.revoke.cli.C.class.getName(); }");
        final String command = "implements dmabuf.revoke.service.Subcommand { public Integer call() { return N.I; } static class N { static int I; } }";
        fails(NOBODY_USES_A_SUBCOMMAND, "dmabuf.revoke.model.C", command, "dmabuf.revoke.model.M", "{ Object o = new C(); }");
        fails(NOBODY_USES_A_SUBCOMMAND, "dmabuf.revoke.model.C", command, "dmabuf.revoke.model.M", "{ int i = C.N.I; }");
        fails(IMPL_STANDS_ALONE, "dmabuf.revoke.impl.I", "{ javax.tools.Tool t; }");
        fails(THE_CORE_OF_IMPL_SEES_NO_KIND, "dmabuf.revoke.impl.I", "{ dmabuf.revoke.impl.kinds.K k; }",
                "dmabuf.revoke.impl.kinds.K", "{ }");
        fails(IMPL_BESIDE_ITS_CORE, "dmabuf.revoke.impl.one.A", "{ dmabuf.revoke.impl.two.B b; }",
                "dmabuf.revoke.impl.two.B", "{ }");
        fails(SPEC_DOES_NOT_KNOW_IMPL, "dmabuf.revoke.impl.I", "{ }", "dmabuf.revoke.oracle.O",
                "{ dmabuf.revoke.impl.I i; }");
        fails(ONE_CLASS_STARTS_CHILDREN, "dmabuf.revoke.child.Core", "{ Object p() throws Exception { return new ProcessBuilder(); } }");
        fails(ONE_CLASS_STARTS_CHILDREN, "dmabuf.revoke.oracle.O",
                "{ Object p() throws Exception { return Runtime.getRuntime().exec(new String[] {\"true\"}); } }");
    }

    /** @param sources names and bodies of classes, which are compiled */
    private void fails(final ArchRule rule, final String... sources) throws IOException {
        final Path made = Files.createTempDirectory(folder, "classes");
        final List<String> arguments = new ArrayList<>(List.of("-d", made.toString()));
        for (int n = 0; n < sources.length; n += 2) {
            final int dot = sources[n].lastIndexOf('.');
            final Path file = Files.createDirectories(made.resolve("source" + n))
                    .resolve(sources[n].substring(dot + 1) + ".java");
            Files.writeString(file, "package " + sources[n].substring(0, dot) + "; public class "
                    + sources[n].substring(dot + 1) + " " + sources[n + 1]);
            arguments.add(file.toString());
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        final JavaClasses classes = new ClassFileImporter().importPath(made);
        final AssertionError found = assertThrows(AssertionError.class, () -> rule.check(classes));
        assertTrue(found.getMessage().contains("was violated"), found.getMessage());
    }
}
