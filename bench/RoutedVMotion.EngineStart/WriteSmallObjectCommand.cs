using System.Management.Automation;

namespace RoutedVMotion.EngineStart;

/// <summary>Writes so many small objects and does nothing else.</summary>
[Cmdlet(VerbsCommunications.Write, "SmallObject")]
public sealed class WriteSmallObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public int Count { get; set; }

    protected override void EndProcessing()
    {
        for (int i = 0; i < Count; i++) WriteObject(new SmallObject(i, "small"));
    }
}
