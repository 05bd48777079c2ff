// SPDX-License-Identifier: Apache-2.0
/** A shared buffer that can be taken back. Depends on nothing but java.base. */
module dmabuf.revoke.impl {
    exports dmabuf.revoke.impl;
    exports dmabuf.revoke.impl.exporters;
    exports dmabuf.revoke.impl.importers;
    exports dmabuf.revoke.impl.memory;
    exports dmabuf.revoke.impl.trace;
}
