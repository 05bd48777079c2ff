// SPDX-License-Identifier: Apache-2.0
/**
 * The kinds of exporters, a page each: how they put the steps of an operation together, and whom they let in. Designs.tla;
 * reference 4 and 8.2.
 */
package dmabuf.revoke.impl.exporters;
