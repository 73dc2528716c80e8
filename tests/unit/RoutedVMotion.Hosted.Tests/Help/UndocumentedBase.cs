using System.Management.Automation;

namespace RoutedVMotion.Hosted.Tests.Help;

public abstract class UndocumentedBase : PSCmdlet
{
    [Parameter]
    public string? Inherited { get; set; }
}
