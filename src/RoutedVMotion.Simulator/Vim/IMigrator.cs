using RoutedVMotion.Simulator.Vim.Objects;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>Moves virtual machines.</summary>
internal interface IMigrator
{
    /// <summary>Starts a migration; gives its task.</summary>
    /// <param name="machine">The virtual machine.</param>
    /// <param name="host">The host that it is to go to.</param>
    /// <param name="pool">The pool that it is to be in; null where it stays in its own.</param>
    /// <param name="descriptionId">What the task does.</param>
    /// <param name="call">The call that asks for it.</param>
    /// <exception cref="VimFault">It is not even begun.</exception>
    ManagedReference Migrate(VirtualMachineObject machine, ManagedReference? host, ManagedReference? pool, string descriptionId, MethodCall call);
}
