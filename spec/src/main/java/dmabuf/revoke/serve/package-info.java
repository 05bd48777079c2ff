// SPDX-License-Identifier: Apache-2.0
/** The pages of a site with a form that is answered: an HTTP server for one person on one machine. */
package dmabuf.revoke.serve;
