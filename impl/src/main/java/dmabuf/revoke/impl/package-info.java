// SPDX-License-Identifier: Apache-2.0
/**
 * A buffer that an exporter shares with importers and can take back: when its revoke has returned, nobody touches the
 * memory any more. The reference implementation of a TLA+ specification of Linux's dma-buf; each step names its action.
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
 *                 device.revoke();                    // tells the importer, and waits for its unmap
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
 * <p>There is no static state, no thread but those of a {@link dmabuf.revoke.impl.memory.DmaEngine}, and nothing to shut down but
 * these.
 */
package dmabuf.revoke.impl;
