// SPDX-License-Identifier: Apache-2.0
/**
 * A buffer that an exporter shares with importers and can revoke: when the revoke has returned, no user accesses the
 * memory any more. This is the reference implementation of a TLA+ specification of Linux's dma-buf; each step names its action.
 *
 * <pre>{@code
 * import dmabuf.revoke.impl.Probe;
 * import dmabuf.revoke.impl.exporters.Device;
 * import dmabuf.revoke.impl.exporters.RevocableExporter;
 * import dmabuf.revoke.impl.importers.DynamicImporter;
 *
 * public class Example {
 *     public static void main(String[] args) throws InterruptedException {
 *         Device device = new Device();
 *         RevocableExporter exporter = device.export(Probe.NONE);
 *         DynamicImporter importer = new DynamicImporter(exporter.buffer());
 *         importer.attach();
 *         System.out.println(importer.map());         // OK: the device may use the memory
 *
 *         Thread revoke = new Thread(() -> {
 *             try {
 *                 device.revoke();                    // calls the callback, and waits for the unmap
 *             } catch (InterruptedException e) {
 *                 Thread.currentThread().interrupt(); // before it began: nothing has changed
 *             }
 *         });
 *         revoke.start();
 *         while (!importer.isDeferred()) {
 *             Thread.onSpinWait();
 *         }
 *         System.out.println(exporter.buffer().info().waitedFor());
 *         importer.work();                            // the importer's worker unmaps, and revoke returns
 *         revoke.join();
 *         System.out.println(importer.map());         // ENODEV, until device.restore()
 *         importer.detach();
 *     }
 * }
 * }</pre>
 *
 * <p>There is no static state. The only threads are those of a {@link dmabuf.revoke.impl.memory.DmaEngine}, and only these have
 * to be shut down.
 */
package dmabuf.revoke.impl;
