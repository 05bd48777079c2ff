// SPDX-License-Identifier: Apache-2.0
/**
 * The pages for a design review: the matrix, each counterexample as a picture, the text of the spec, and a buffer to play
 * with. They are files that a browser reads from a disk, without a network.
 */
package dmabuf.revoke.site;
