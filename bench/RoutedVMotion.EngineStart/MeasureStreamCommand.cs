using System.Diagnostics;
using System.Management.Automation;

namespace RoutedVMotion.EngineStart;

/// <summary>How many objects come down the pipeline, and how long it takes from the first to the last; none is kept.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Stream")]
public sealed class MeasureStreamCommand : PSCmdlet
{
    private readonly Stopwatch _watch = new();
    private int _count;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (_count++ == 0) _watch.Start();
    }

    protected override void EndProcessing() => WriteObject(new StreamCost(_count, _watch.Elapsed.TotalMilliseconds));
}
