// SPDX-License-Identifier: Apache-2.0
/** Traces made wrong on purpose: TLC says which of them leave the spec, and the check must refuse those. */
package dmabuf.revoke.trace.perturb;
