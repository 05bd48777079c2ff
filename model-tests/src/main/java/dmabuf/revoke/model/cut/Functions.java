// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.util.TreePath;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** The functional interface that a lambda or a method reference implements. */
final class Functions {
    private Functions() {}

    /** Whether the interface's method returns nothing. */
    static boolean returnsNothing(final Sources sources, final TreePath function) {
        final ExecutableElement wanted = wanted(sources, function);
        return wanted != null && wanted.getReturnType().getKind() == TypeKind.VOID;
    }

    /** A lambda that does nothing, to replace one whose interface's method returns nothing. */
    static String nothing(final Sources sources, final TreePath function) {
        return wanted(sources, function).getParameters().isEmpty() ? "() -> { }" : "nothing -> { }";
    }

    private static ExecutableElement wanted(final Sources sources, final TreePath function) {
        if (!(sources.trees().getTypeMirror(function) instanceof DeclaredType d)
                || !(d.asElement() instanceof TypeElement t) || t.getKind() != ElementKind.INTERFACE) {
            return null;
        }
        final List<ExecutableElement> all = ElementFilter.methodsIn(sources.elements().getAllMembers(t)).stream()
                .filter(m -> m.getModifiers().contains(Modifier.ABSTRACT))
                .toList();
        return all.size() == 1 ? all.get(0) : null;
    }
}
