/** A shared buffer that can be taken back. Depends on nothing but java.base. */
module dmabuf.revoke.impl {
    exports dmabuf.revoke.impl;
}
