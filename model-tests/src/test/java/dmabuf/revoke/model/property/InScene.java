// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The scene whose graph a property is checked against: a file of scenes/. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@AddLifecycleHook(Exploring.class)
@interface InScene {
    String value();
}
