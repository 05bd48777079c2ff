// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.trace.judge.Word;
import java.util.List;
import java.util.Locale;

/**
 * The events that a monitor of one attachment receives: the events of the spec that each one stands for, and the probe that
 * raises it. A private mapping of iommufd raises none, because no function of the dma-buf core shows it.
 */
public enum MonitorEvent {
    ATTACH(Probe.of("dma_buf_dynamic_attach", Probe.When.SUCCESS), Probe.Whom.ATTACHMENT,
            Word.ATTACHED_STATIC, Word.ATTACHED_DYNAMIC),
    DETACH(Probe.of("dma_buf_detach", Probe.When.ENTRY), Probe.Whom.ATTACHMENT, Word.DETACH),
    MAP(Probe.of("dma_buf_map_attachment", Probe.When.ENTRY), Probe.Whom.ATTACHMENT, Word.MAP),
    MAPPED(Probe.of("dma_buf_map_attachment", Probe.When.SUCCESS), Probe.Whom.ATTACHMENT, Word.MAPPED),
    MAP_FAILED(Probe.of("dma_buf_map_attachment", Probe.When.ERROR), Probe.Whom.ATTACHMENT,
            Word.MAP_ENODEV, Word.MAP_EINVAL, Word.MAP_OTHER),
    UNMAP(Probe.of("dma_buf_unmap_attachment", Probe.When.ENTRY), Probe.Whom.ATTACHMENT, Word.UNMAPPED),
    INVALIDATE(Probe.of(Probe.CALLBACK, Probe.When.ENTRY), Probe.Whom.ATTACHMENT, Word.CALLBACK),
    INVALIDATED(Probe.of(Probe.CALLBACK, Probe.When.RETURN), Probe.Whom.ATTACHMENT, Word.CALLBACK_RETURN),
    BROADCAST(Probe.of("dma_buf_invalidate_mappings", Probe.When.RETURN), Probe.Whom.BUFFER, Word.BROADCAST),
    REVOKE(Probe.of(Probe.REVOKE, Probe.When.ENTRY), Probe.Whom.DEVICE, Word.CALL_REVOKE),
    REVOKED(Probe.of(Probe.REVOKE, Probe.When.RETURN), Probe.Whom.DEVICE, Word.RETURN_REVOKE),
    RESTORE(Probe.of(Probe.RESTORE, Probe.When.ENTRY), Probe.Whom.DEVICE, Word.CALL_RESTORE),
    RESTORED(Probe.of(Probe.RESTORE, Probe.When.RETURN), Probe.Whom.DEVICE, Word.RETURN_RESTORE),
    CLOSE(Probe.of(Probe.CLOSE, Probe.When.ENTRY), Probe.Whom.DEVICE, Word.CALL_CLOSE),
    CLOSED(Probe.of(Probe.CLOSE, Probe.When.RETURN), Probe.Whom.DEVICE, Word.RETURN_CLOSE);

    private final Probe probe;
    private final Probe.Whom whom;
    private final List<Word> words;

    MonitorEvent(final Probe probe, final Probe.Whom whom, final Word... words) {
        this.probe = probe;
        this.whom = whom;
        this.words = List.of(words);
    }

    /** Its name in C. */
    public String cName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The probe that raises it. */
    public Probe probe() {
        return probe;
    }

    /** The attachments that receive it. */
    public Probe.Whom whom() {
        return whom;
    }

    /** The events of Traced.tla that it stands for. */
    public List<Word> words() {
        return words;
    }
}
