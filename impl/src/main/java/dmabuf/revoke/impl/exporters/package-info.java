// SPDX-License-Identifier: Apache-2.0
/**
 * The kinds of exporters, one page each: how they combine the steps of an operation, and which importers they refuse.
 * Designs.tla; reference 4 and 8.2.
 */
package dmabuf.revoke.impl.exporters;
