// SPDX-License-Identifier: Apache-2.0
/**
 * What other tools find: suites as a programmer writes them who has impl and its Javadoc, but not the spec. They use neither
 * the graph nor the oracle, and their authors had not seen a mutant.
 */
package dmabuf.revoke.peers;
