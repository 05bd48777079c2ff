// SPDX-License-Identifier: Apache-2.0
/** The kinds of importers, one small class each: what their callbacks do. Kinds.tla; reference 8.1. */
package dmabuf.revoke.impl.importers;
