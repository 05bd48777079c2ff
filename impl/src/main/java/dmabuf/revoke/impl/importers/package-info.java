// SPDX-License-Identifier: Apache-2.0
/**
 * The kinds of importers, a small class each: what they do when they are told. Kinds.tla; reference 8.1.
 */
package dmabuf.revoke.impl.importers;
