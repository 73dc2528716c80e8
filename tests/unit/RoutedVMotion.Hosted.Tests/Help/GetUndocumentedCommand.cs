using System.Management.Automation;

namespace RoutedVMotion.Hosted.Tests.Help;

/// <example>
/// <para>Alone, where two are asked for</para>
/// <code>PS> Get-Undocumented</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Undocumented")]
public sealed class GetUndocumentedCommand : UndocumentedBase
{
    [Parameter]
    public string? Own { get; set; }

    /// <summary>This one is documented.</summary>
    [Parameter]
    public string? Documented { get; set; }
}
