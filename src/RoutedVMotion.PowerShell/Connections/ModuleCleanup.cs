using System.Management.Automation;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>Logs out and stops what the runspace has when the module is removed from it.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceConnections.CloseCurrent();
}
