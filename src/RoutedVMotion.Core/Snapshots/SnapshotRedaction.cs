using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Snapshots.Format;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>
/// Replaces the names and addresses of a snapshot, so that it can be sent to somebody for help. The same name always becomes the
/// same, and what can be concluded stays: which hosts share a subnet, whether a gateway lies in it, which host hangs on which leaf,
/// what a pattern such as esx-01* means, which name comes first.
/// <para>
/// In names the words are replaced; numbers, single letters and what stands between them stay, since they carry the order of
/// racks and hosts. Of addresses the part before the host's is replaced, private networks by private ones. Sentences, which
/// may quote anything, are replaced as a whole. Managed object ids, devices, VLANs and versions stay.
/// </para>
/// </summary>
public static class SnapshotRedaction
{
    /// <summary>The same snapshot with other names and addresses.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="key">Random bytes, 16 or more, which nobody keeps: whoever has them can work out the addresses.</param>
    public static Snapshot Redact(Snapshot snapshot, byte[] key)
    {
        // First all names and subnets are seen, and then replaced: what becomes of one depends on the others.
        var census = new RedactionCensus();
        SnapshotFormat.Document.Redact(snapshot, census);
        return Redact(snapshot, new Redactor(census, key));
    }

    /// <summary>The same snapshot, and a plan of it, with other names and addresses.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="key">Random bytes, as above.</param>
    public static RedactedSnapshot Redact(Snapshot snapshot, RackPlan plan, byte[] key)
    {
        var dropped = new List<string>();
        plan = PlanRedaction.WithoutFragments(plan, snapshot, dropped);
        var census = new RedactionCensus();
        SnapshotFormat.Document.Redact(snapshot, census);
        PlanRedaction.Redact(plan, census);
        var redactor = new Redactor(census, key);
        return new RedactedSnapshot(Redact(snapshot, redactor), PlanRedaction.Redact(plan, redactor), dropped);
    }

    private static Snapshot Redact(Snapshot snapshot, Redactor redactor)
    {
        Snapshot redacted = SnapshotFormat.Document.Redact(snapshot, redactor);
        return redacted with { Redacted = true, Servers = redacted.Servers.Select(SnapshotReader.Bind).ToArray() };
    }
}
